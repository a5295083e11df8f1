namespace TradingDaemon.Sandbox.Alpaca.Spelling;

/// <summary>The market data streams, each by its path with the class it is of.</summary>
internal static class AlpacaDataStreams
{
    private static readonly Dictionary<string, string> ClassByPath = new(StringComparer.Ordinal)
    {
        ["/v2/iex"] = AlpacaMarket.Shares, ["/v2/sip"] = AlpacaMarket.Shares, ["/v1beta3/crypto/us"] = AlpacaMarket.Coins, ["/v1beta1/indicative"] = AlpacaMarket.Options, ["/v1beta1/opra"] = AlpacaMarket.Options,
    };

    /// <summary>The class of what a stream tells; null for a path of something else.</summary>
    public static string? ClassOf(string path) => ClassByPath.GetValueOrDefault(path);
}
