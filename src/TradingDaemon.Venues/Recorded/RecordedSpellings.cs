using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Venues.Recorded;

/// <summary>Finds the instrument a file means: its canonical symbol first, then a venue's spelling, then what the spelling reads as.</summary>
internal sealed class RecordedSpellings
{
    private readonly InstrumentCatalog _catalog;
    private readonly Dictionary<string, Instrument> _bySpelling = new(StringComparer.Ordinal);

    public RecordedSpellings(InstrumentCatalog catalog)
    {
        _catalog = catalog;
        foreach (var instrument in catalog.All) _bySpelling.TryAdd(instrument.Spelling, instrument); // the first configured wins
    }

    /// <summary>The instrument spelled <paramref name="text"/> in the file at <paramref name="path"/>, or null.</summary>
    public Instrument? Find(string text, string path) =>
        _catalog.Find(new Symbol(text))
        ?? _bySpelling.GetValueOrDefault(text)
        ?? (SymbolReading.Read(text, path) is { } reading ? _catalog.Find(new Symbol(reading.Canonical)) : null);
}
