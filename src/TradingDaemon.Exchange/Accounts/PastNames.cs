namespace TradingDaemon.Exchange.Accounts;

/// <summary>
/// Which names may be those of orders that have left memory, so that the file is not read for all others. Never no for one that has; yes for one that has not
/// in two of a hundred cases once a million names are in it, and more often later (Bloom, Communications of the ACM 13 (7), 1970). A megabyte, however many there are. Not thread-safe.
/// </summary>
internal sealed class PastNames
{
    private const int Bits = 1 << 23;
    private const int BitsOfName = 5;

    private ulong[]? _bits; // most accounts never have so many orders

    /// <summary>Takes a name in; none when it is empty.</summary>
    public void Add(string name)
    {
        if (name.Length == 0) return;
        _bits ??= new ulong[Bits / 64];
        var (at, step) = Place(name);
        for (var i = 0; i < BitsOfName; i++, at += step) _bits[(at % Bits) / 64] |= 1UL << (int)(at % 64);
    }

    /// <summary>Whether it may have been taken in.</summary>
    public bool MayHold(string name)
    {
        if (_bits is null) return false;
        var (at, step) = Place(name);
        for (var i = 0; i < BitsOfName; i++, at += step)
            if ((_bits[(at % Bits) / 64] & (1UL << (int)(at % 64))) == 0) return false;
        return true;
    }

    // FNV-1a, 64 bits; the same on every machine. Its halves are two hashes.
    private static (uint At, uint Step) Place(string name)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var letter in name) hash = unchecked((hash ^ letter) * 1_099_511_628_211UL);
        return ((uint)hash, (uint)(hash >> 32) | 1);
    }
}
