namespace TradingDaemon.Venues.Streaming;

/// <summary>Follows numbers that should run without gaps. The first one begins the count.</summary>
internal sealed class SequenceTrack
{
    private long? _last;

    /// <summary>How many numbers are missing before this one; null when it was seen or is older than one that was.</summary>
    public long? Missing(long sequence)
    {
        if (_last is not { } last)
        {
            _last = sequence;
            return 0;
        }

        if (sequence <= last) return null;
        _last = sequence;
        return sequence - last - 1;
    }

    /// <summary>Begins again with the next number.</summary>
    public void Forget() => _last = null;
}
