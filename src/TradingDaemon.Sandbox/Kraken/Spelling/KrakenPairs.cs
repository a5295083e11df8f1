using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Kraken.Spelling;

/// <summary>The markets that can be had at Kraken: those with a base and a quote. Others the exchange has are not told of.</summary>
internal sealed class KrakenPairs
{
    private readonly Dictionary<string, KrakenPair> _bySpelling = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KrakenPair> _bySymbol = new(StringComparer.Ordinal);

    /// <summary>Spells these instruments.</summary>
    public KrakenPairs(InstrumentList instruments)
    {
        All = [.. Enumerable.Range(0, instruments.Count).Where(index => instruments[index].Symbol == $"{instruments[index].Base}/{instruments[index].Quote}").Select(index => new KrakenPair(index, instruments[index]))];
        foreach (var pair in All)
        {
            _bySymbol[pair.Symbol] = pair;
            foreach (var spelling in new[] { pair.Id, pair.AltName, pair.WsName, pair.Symbol }) _bySpelling[spelling] = pair;
        }
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<KrakenPair> All { get; }

    /// <summary>By any spelling HTTP takes; null when there is none.</summary>
    public KrakenPair? Find(string? spelling) => spelling is null ? null : _bySpelling.GetValueOrDefault(spelling);

    /// <summary>By the stream's only spelling, the canonical one; null when there is none.</summary>
    public KrakenPair? OfSymbol(string? symbol) => symbol is null ? null : _bySymbol.GetValueOrDefault(symbol);

    /// <summary>The asset a market is of; null when there is no such market.</summary>
    public string? BaseOf(string symbol) => OfSymbol(symbol)?.Rules.Base;
}
