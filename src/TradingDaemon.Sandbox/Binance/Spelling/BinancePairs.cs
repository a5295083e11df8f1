using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Binance.Spelling;

/// <summary>The markets that can be had at Binance: those with a base and a quote. Others the exchange has are not told of.</summary>
internal sealed class BinancePairs
{
    private readonly Dictionary<string, BinancePair> _byName;
    private readonly Dictionary<string, BinancePair> _bySymbol;

    /// <summary>Spells these instruments.</summary>
    public BinancePairs(InstrumentList instruments)
    {
        All = [.. Enumerable.Range(0, instruments.Count).Where(index => instruments[index].Symbol == $"{instruments[index].Base}/{instruments[index].Quote}").Select(index => new BinancePair(index, instruments[index]))];
        _byName = All.ToDictionary(static pair => pair.Name, StringComparer.Ordinal);
        _bySymbol = All.ToDictionary(static pair => pair.Symbol, StringComparer.Ordinal);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<BinancePair> All { get; }

    /// <summary>By the venue's name, in capitals as requests have it; null when there is none.</summary>
    public BinancePair? Find(string? name) => name is null ? null : _byName.GetValueOrDefault(name);

    /// <summary>By the canonical symbol; null when there is none.</summary>
    public BinancePair? OfSymbol(string? symbol) => symbol is null ? null : _bySymbol.GetValueOrDefault(symbol);

    /// <summary>The asset a market is of; null when there is no such market.</summary>
    public string? BaseOf(string symbol) => OfSymbol(symbol)?.Rules.Base;
}
