using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Market;
using TradingDaemon.Sandbox.Protocols;

namespace TradingDaemon.Sandbox.CoinSpot;

/// <summary>Coins as clients name them, and what there is to trade.</summary>
internal static class CoinSpotCoins
{
    /// <summary>What there is when nobody names instruments.</summary>
    public static IReadOnlyList<SandboxInstrument> Usual { get; } =
    [
        Of("BTC", "AUD", 90_000m, 0.01m, 0.6), Of("ETH", "AUD", 4_500m, 0.01m, 0.75), Of("SOL", "AUD", 220m, 0.01m, 0.9), Of("XRP", "AUD", 0.9m, 0.000001m, 0.9),
        Of("USDT", "AUD", 1.5m, 0.0001m, 0.1), Of("BTC", "USDT", 60_000m, 0.01m, 0.6),
    ];

    /// <summary>By the venue's names, in any case; the market is the home one where it is not said. Null when there is none.</summary>
    public static CoinSpotCoin? Find(this PairTable<CoinSpotCoin> coins, string? coin, string? quote) => coin is null ? null : coins.Find($"{coin}/{quote ?? CoinSpotCoin.Home}".ToUpperInvariant());

    // Its spreads are wide, its fee one for all that rests and takes in its market.
    private static SandboxInstrument Of(string coin, string quote, decimal price, decimal tick, double volatility) => new(
        new ExchangeInstrument
        {
            Symbol = $"{coin}/{quote}", Base = coin, Quote = quote, AssetClass = "crypto", TickSize = tick, LotSize = 0.00000001m, MinNotional = quote == CoinSpotCoin.Home ? 1m : 0m, Fees = new FeeRates(0.001m, 0.001m, 0m),
        },
        price, volatility, SpreadBps: 30.0);
}
