using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Kraken.Spelling;

/// <summary>A market in Kraken's spellings.</summary>
/// <param name="Index">The instrument's number here.</param>
/// <param name="Rules">Its rules.</param>
internal sealed record KrakenPair(int Index, ExchangeInstrument Rules)
{
    /// <summary>Decimals of costs.</summary>
    public const int CostDecimals = 5;

    /// <summary>Decimals in which sums are told, finer than Kraken's: fees here are charged to eight.</summary>
    public const int SumDecimals = 8;

    /// <summary>The canonical symbol, which is the stream's: <c>BTC/USD</c>.</summary>
    public string Symbol => Rules.Symbol;

    /// <summary><c>XBTUSD</c>.</summary>
    public string AltName { get; } = KrakenAssets.Short(Rules.Base) + KrakenAssets.Short(Rules.Quote);

    /// <summary><c>XBT/USD</c>.</summary>
    public string WsName { get; } = $"{KrakenAssets.Short(Rules.Base)}/{KrakenAssets.Short(Rules.Quote)}";

    /// <summary>The key in answers: <c>XXBTZUSD</c>, but <c>SOLUSD</c>.</summary>
    public string Id { get; } = KrakenAssets.IsOld(Rules.Base) && KrakenAssets.IsOld(Rules.Quote)
        ? KrakenAssets.Id(Rules.Base) + KrakenAssets.Id(Rules.Quote)
        : KrakenAssets.Short(Rules.Base) + KrakenAssets.Short(Rules.Quote);

    /// <summary>Digits of a price behind the point.</summary>
    public int PriceDecimals { get; } = DecimalsOf(Rules.TickSize);

    /// <summary>Digits of a quantity behind the point.</summary>
    public int LotDecimals { get; } = DecimalsOf(Rules.LotSize);

    public string Price(decimal price) => KrakenJson.Fixed(price, PriceDecimals);

    public string Quantity(decimal quantity) => KrakenJson.Fixed(quantity, LotDecimals);

    private static int DecimalsOf(decimal step) => (step / 1.000000000000000000000000000000m).Scale;
}
