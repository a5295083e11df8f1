using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.CoinGecko;

/// <summary>A coin by the venue's id, and the markets here that price it.</summary>
/// <param name="Id">Such as <c>bitcoin</c>; of a coin nobody wrote here, its ticker.</param>
/// <param name="Ticker">Such as <c>btc</c>.</param>
/// <param name="Markets">By the currency, small: the instrument's number.</param>
internal sealed record CoinGeckoCoin(string Id, string Ticker, IReadOnlyDictionary<string, int> Markets)
{
    private static readonly Dictionary<string, string> Ids = new(StringComparer.Ordinal)
    {
        ["BTC"] = "bitcoin", ["ETH"] = "ethereum", ["SOL"] = "solana", ["XRP"] = "ripple", ["USDT"] = "tether", ["USDC"] = "usd-coin", ["ADA"] = "cardano", ["DOGE"] = "dogecoin", ["LTC"] = "litecoin",
        ["AVAX"] = "avalanche-2", ["DOT"] = "polkadot", ["LINK"] = "chainlink", ["BNB"] = "binancecoin", ["TRX"] = "tron", ["XLM"] = "stellar",
    };

    /// <summary>The coins among these instruments.</summary>
    public static IReadOnlyList<CoinGeckoCoin> AllOf(InstrumentList instruments) =>
    [
        .. Enumerable.Range(0, instruments.Count).Where(index => instruments[index].AssetClass == "crypto").GroupBy(index => instruments[index].Base).Select(group => new CoinGeckoCoin(
            Ids.GetValueOrDefault(group.Key, Small(group.Key)), Small(group.Key), group.DistinctBy(index => instruments[index].Quote).ToDictionary(index => Small(instruments[index].Quote), StringComparer.Ordinal))),
    ];

    private static string Small(string name) => name.ToLowerInvariant();
}
