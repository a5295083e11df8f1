using TradingDaemon.Simulation.Chance;
using TradingDaemon.Simulation.Time;

namespace TradingDaemon.Simulation.World;

/// <summary>Which orders the venue's queries do not show yet: a real one's answers are a while behind its own book.</summary>
internal sealed class VenueLies(Fate fate, VirtualClock clock, Deeds deeds)
{
    private readonly Dictionary<string, DateTimeOffset> _hiddenUntil = new(StringComparer.Ordinal);

    /// <summary>How long after a request left its order may not be shown; the longest way of a request is within it.</summary>
    public static TimeSpan HiddenMax { get; } = TimeSpan.FromSeconds(10);

    /// <summary>A request that may place the order leaves now.</summary>
    public void Left(string clientOrderId)
    {
        foreach (var (id, until) in _hiddenUntil.ToList())
            if (until <= clock.Now) _hiddenUntil.Remove(id);
        if (fate.Strikes(FaultKinds.Requests, 5)) _hiddenUntil[clientOrderId] = clock.Now + (HiddenMax * fate.Uniform());
    }

    /// <summary>Whether the order is not shown yet.</summary>
    public bool Hides(string clientOrderId)
    {
        if (!_hiddenUntil.TryGetValue(clientOrderId, out var until) || clock.Now >= until) return false;
        deeds.Did("existing order not shown");
        return true;
    }
}
