namespace TradingDaemon.Venues.Books;

/// <summary>The spelling of one side of a book message: level by level the very bytes the venue wrote. Empty where a reader keeps none.</summary>
internal readonly ref struct SpelledLevels
{
    private readonly ReadOnlySpan<byte> _payload;
    private readonly ReadOnlySpan<LevelPlace> _places;

    internal SpelledLevels(ReadOnlySpan<byte> payload, ReadOnlySpan<LevelPlace> places)
    {
        _payload = payload;
        _places = places;
    }

    /// <summary>How many levels; zero when none are kept.</summary>
    public int Count => _places.Length;

    /// <summary>A level's price as written; empty when its spelling is not kept.</summary>
    public ReadOnlySpan<byte> Price(int place) => _payload.Slice(_places[place].PriceStart, _places[place].PriceLength);

    /// <summary>A level's size as written; empty when its spelling is not kept.</summary>
    public ReadOnlySpan<byte> Size(int place) => _payload.Slice(_places[place].SizeStart, _places[place].SizeLength);
}
