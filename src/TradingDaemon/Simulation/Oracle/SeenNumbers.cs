namespace TradingDaemon.Simulation.Oracle;

/// <summary>Which running numbers were seen: all up to one, and single ones above it.</summary>
internal sealed class SeenNumbers
{
    private readonly SortedSet<long> _above = [];
    private long _upTo;

    /// <summary>How many.</summary>
    public long Count => _upTo + _above.Count;

    /// <summary>The highest.</summary>
    public long Highest => _above.Count > 0 ? _above.Max : _upTo;

    /// <summary>Sees one; false when it was seen before.</summary>
    public bool See(long number)
    {
        if (number <= _upTo || !_above.Add(number)) return false;
        while (_above.Remove(_upTo + 1)) _upTo++;
        return true;
    }

    /// <summary>The same once more.</summary>
    public SeenNumbers Copy()
    {
        var copy = new SeenNumbers { _upTo = _upTo };
        copy._above.UnionWith(_above);
        return copy;
    }
}
