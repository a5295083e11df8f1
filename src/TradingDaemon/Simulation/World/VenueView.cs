namespace TradingDaemon.Simulation.World;

/// <summary>What the venue itself saw of one life of the daemon: how often its stream was opened, and since which of those it was asked for everything and answered.</summary>
internal sealed class VenueView
{
    private readonly Dictionary<string, long> _answeredSince = new(StringComparer.Ordinal) { ["orders"] = 0, ["fills"] = 0, ["holdings"] = 0 };
    private long _openings;

    /// <summary>A stream flows.</summary>
    public void Opened() => _openings++;

    /// <summary>A question arrives; its answer, when it is given, is to be told by what this returns.</summary>
    public Action Asked(string about)
    {
        var since = _openings;
        return () => _answeredSince[about] = Math.Max(since, _answeredSince[about]);
    }

    /// <summary>Whether all of it was asked and answered since the stream was opened for the n-th time.</summary>
    public bool IsComparedSince(long opening) => _answeredSince.Values.All(since => since >= opening);
}
