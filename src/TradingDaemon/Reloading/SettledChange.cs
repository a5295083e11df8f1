namespace TradingDaemon.Reloading;

/// <summary>Whether files changed and have ended changing: an editor writes in pieces, and a tier may be moved from one file to another.</summary>
/// <param name="settle">How long they must stay as they are.</param>
/// <param name="clock">Real time.</param>
internal sealed class SettledChange(TimeSpan settle, TimeProvider clock)
{
    private string? _read;
    private string? _seen;
    private long _seenAt;

    /// <summary>Takes a look at the files; true when they differ from what was read last, and did not change for long enough.</summary>
    public bool IsDue(string signature)
    {
        if (signature == _read)
        {
            _seen = null;
            return false;
        }

        if (signature != _seen) (_seen, _seenAt) = (signature, clock.GetTimestamp());
        return clock.GetElapsedTime(_seenAt) >= settle;
    }

    /// <summary>Files that look like this were read, whatever came of it.</summary>
    public void Read(string signature) => (_read, _seen) = (signature, null);
}
