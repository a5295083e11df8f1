using System.Collections.Frozen;
using System.Collections.Immutable;

namespace TradingDaemon.Domain.Instruments;

/// <summary>Every instrument the daemon knows, by id and by symbol. Immutable: an unknown symbol is refused, never guessed.</summary>
public sealed class InstrumentCatalog
{
    private readonly Instrument[] _byIndex;
    private readonly FrozenDictionary<string, Instrument> _bySymbol;
    private readonly ImmutableArray<Instrument>[] _elsewhere;

    /// <summary>Builds the catalogue; ids must be 0…n−1 in order and symbols unique, else <see cref="ArgumentException"/>.</summary>
    public InstrumentCatalog(IEnumerable<Instrument> instruments)
    {
        _byIndex = [.. instruments];
        for (var i = 0; i < _byIndex.Length; i++)
            if (_byIndex[i].Id.Index != i) throw new ArgumentException($"{_byIndex[i].Symbol} has id {_byIndex[i].Id.Index}, not {i}.", nameof(instruments));
        _bySymbol = _byIndex.ToFrozenDictionary(static i => i.Symbol.Text, StringComparer.Ordinal);
        var listings = _byIndex.ToLookup(static i => i.Symbol.AtVenue);
        _elsewhere = [.. _byIndex.Select(i => listings[i.Symbol.AtVenue].Where(other => other.Id != i.Id).ToImmutableArray())];
    }

    /// <summary>Number of instruments; ids run from 0 to this minus 1.</summary>
    public int Count => _byIndex.Length;

    /// <summary>All instruments in id order.</summary>
    public IReadOnlyList<Instrument> All => _byIndex;

    /// <summary>The instrument at <paramref name="id"/>.</summary>
    public Instrument this[InstrumentId id] => _byIndex[id.Index];

    /// <summary>The same pair at its other venues, in id order; empty where it is listed at one. All of them together are one position to limits.</summary>
    public ImmutableArray<Instrument> Elsewhere(InstrumentId instrument) => _elsewhere[instrument.Index];

    /// <summary>The instrument named <paramref name="symbol"/>, or null when the catalogue does not know it.</summary>
    public Instrument? Find(Symbol symbol) => _bySymbol.GetValueOrDefault(symbol.Text);
}
