using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Market;

namespace TradingDaemon.Sandbox.CoinSpot;

/// <summary>The markets that can be had at CoinSpot: those with a base and a quote. Others the exchange has are not told of.</summary>
internal sealed class CoinSpotCoins
{
    private readonly Dictionary<(string Coin, string Quote), CoinSpotCoin> _byName;
    private readonly Dictionary<string, CoinSpotCoin> _bySymbol;

    /// <summary>Spells these instruments.</summary>
    public CoinSpotCoins(InstrumentList instruments)
    {
        All = [.. Enumerable.Range(0, instruments.Count).Where(index => instruments[index].Symbol == $"{instruments[index].Base}/{instruments[index].Quote}").Select(index => new CoinSpotCoin(index, instruments[index]))];
        _byName = All.ToDictionary(static coin => (coin.Coin, coin.Quote));
        _bySymbol = All.ToDictionary(static coin => coin.Rules.Symbol, StringComparer.Ordinal);
    }

    /// <summary>What there is when nobody names instruments.</summary>
    public static IReadOnlyList<SandboxInstrument> Usual { get; } =
    [
        Of("BTC", "AUD", 90_000m, 0.01m, 0.6), Of("ETH", "AUD", 4_500m, 0.01m, 0.75), Of("SOL", "AUD", 220m, 0.01m, 0.9), Of("XRP", "AUD", 0.9m, 0.000001m, 0.9),
        Of("USDT", "AUD", 1.5m, 0.0001m, 0.1), Of("BTC", "USDT", 60_000m, 0.01m, 0.6),
    ];

    /// <summary>All of them.</summary>
    public IReadOnlyList<CoinSpotCoin> All { get; }

    /// <summary>By the venue's names, in any case; the market is the home one where it is not said. Null when there is none.</summary>
    public CoinSpotCoin? Find(string? coin, string? quote) => coin is null ? null : _byName.GetValueOrDefault((coin.ToUpperInvariant(), quote?.ToUpperInvariant() ?? CoinSpotCoin.Home));

    /// <summary>By the exchange's symbol; null when it is no market here.</summary>
    public CoinSpotCoin? OfSymbol(string symbol) => _bySymbol.GetValueOrDefault(symbol);

    /// <summary>The asset a market is of; null when there is no such market.</summary>
    public string? BaseOf(string symbol) => OfSymbol(symbol)?.Rules.Base;

    // Its spreads are wide, its fee one for all that rests and takes in its market.
    private static SandboxInstrument Of(string coin, string quote, decimal price, decimal tick, double volatility) => new(
        new ExchangeInstrument
        {
            Symbol = $"{coin}/{quote}", Base = coin, Quote = quote, AssetClass = "crypto", TickSize = tick, LotSize = 0.00000001m, MinNotional = quote == CoinSpotCoin.Home ? 1m : 0m, Fees = new FeeRates(0.001m, 0.001m, 0m),
        },
        price, volatility, SpreadBps: 30.0);
}
