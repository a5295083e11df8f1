using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Alpaca.Spelling;

/// <summary>What can be had at Alpaca: shares, coins and options. Others the exchange has are not told of.</summary>
internal sealed class AlpacaMarkets
{
    private readonly Dictionary<string, AlpacaMarket> _bySpelling = new(StringComparer.Ordinal);

    public AlpacaMarkets(InstrumentList instruments)
    {
        All = [.. Enumerable.Range(0, instruments.Count).Where(index => AlpacaMarket.ClassOf(instruments[index].AssetClass) is not null).Select(index => new AlpacaMarket(index, instruments[index]))];
        foreach (var market in All)
            foreach (var spelling in new[] { market.Symbol, market.PositionSymbol, AlpacaNames.Asset(market.Index) }) _bySpelling[spelling] = market;
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<AlpacaMarket> All { get; }

    /// <summary>By any spelling or its id; null when there is none.</summary>
    public AlpacaMarket? Find(string? spelling) => spelling is null ? null : _bySpelling.GetValueOrDefault(spelling);

    /// <summary>By the one spelling the market data interface takes; null when there is none.</summary>
    public AlpacaMarket? OfSymbol(string? symbol, string of) => Find(symbol) is { } market && market.Symbol == symbol && market.Class == of ? market : null;
}
