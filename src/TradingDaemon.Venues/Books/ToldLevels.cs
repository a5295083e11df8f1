using System.Runtime.InteropServices;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Books;

/// <summary>One side of a book message, read: the levels as numbers and where each is written. Used again for the next message, so that levels cost no allocation.</summary>
internal sealed class ToldLevels
{
    private readonly List<BookLevel> _levels = [];
    private readonly List<LevelPlace> _places = [];

    /// <summary>The levels; good until the next <see cref="Clear"/>.</summary>
    public ReadOnlySpan<BookLevel> Levels => CollectionsMarshal.AsSpan(_levels);

    /// <summary>How they are written in the payload they were read from.</summary>
    public SpelledLevels Spelled(WireValue payload) => new(payload.Payload, CollectionsMarshal.AsSpan(_places));

    /// <summary>Forgets the message before.</summary>
    public void Clear()
    {
        _levels.Clear();
        _places.Clear();
    }

    /// <summary>Takes a level. Throws <see cref="WireFormatException"/> when a number is missing or below zero.</summary>
    public void Add(WireValue price, WireValue size)
    {
        _levels.Add(new BookLevel(Number(price, "price"), Number(size, "size")));
        var (pricePlace, sizePlace) = (price.Place, size.Place);
        _places.Add(new LevelPlace(pricePlace.Start, pricePlace.Length, sizePlace.Start, sizePlace.Length));
    }

    private static decimal Number(WireValue value, string what)
    {
        if (value.Raw is not { IsEmpty: false } raw) throw new WireFormatException($"a level of the book has no {what}");
        var number = WireNumber.Parse(raw);
        return decimal.IsNegative(number) ? throw new WireFormatException($"{WireValue.Shown(raw)} is no {what} of a level") : number;
    }
}
