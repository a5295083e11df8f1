using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Coinbase.Spelling;

/// <summary>The markets that can be had at Coinbase: those with a base and a quote. Others the exchange has are not told of.</summary>
internal sealed class CoinbaseProducts
{
    private readonly Dictionary<string, CoinbaseProduct> _byId;
    private readonly Dictionary<string, CoinbaseProduct> _bySymbol;

    /// <summary>Spells these instruments.</summary>
    public CoinbaseProducts(InstrumentList instruments)
    {
        All = [.. Enumerable.Range(0, instruments.Count).Where(index => instruments[index].Symbol == $"{instruments[index].Base}/{instruments[index].Quote}").Select(index => new CoinbaseProduct(index, instruments[index]))];
        _byId = All.ToDictionary(static product => product.Id, StringComparer.Ordinal);
        _bySymbol = All.ToDictionary(static product => product.Symbol, StringComparer.Ordinal);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<CoinbaseProduct> All { get; }

    /// <summary>By the venue's name; null when there is none.</summary>
    public CoinbaseProduct? Find(string? id) => id is null ? null : _byId.GetValueOrDefault(id);

    /// <summary>By the canonical symbol; null when there is none.</summary>
    public CoinbaseProduct? OfSymbol(string? symbol) => symbol is null ? null : _bySymbol.GetValueOrDefault(symbol);

    /// <summary>The asset a market is of; null when there is no such market.</summary>
    public string? BaseOf(string symbol) => OfSymbol(symbol)?.Rules.Base;
}
