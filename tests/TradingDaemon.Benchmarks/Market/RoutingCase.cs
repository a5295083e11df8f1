using System.IO.Compression;
using System.Text.Json.Nodes;
using TradingDaemon.Benchmarks.Daemon;

namespace TradingDaemon.Benchmarks.Market;

/// <summary>Recordings that are replayed once with routing off and once with it on.</summary>
/// <param name="AssetClass">As tables name it.</param>
/// <param name="Files">Names of the recordings, without folder and ending.</param>
/// <param name="QuoteAgeMax">How old a quote may be: recordings of one quote a minute need more than two seconds.</param>
/// <param name="Currency">What the account is in.</param>
internal sealed record RoutingCase(string AssetClass, IReadOnlyList<string> Files, string QuoteAgeMax, string Currency)
{
    private const string MinuteQuotes = "00:01:30";
    private const string TickQuotes = "00:00:05";
    private const string SameMinute = "00:00:59";
    private const int StartingCash = 1_000_000;
    private const string Fxcm = "forex_1m_fxcm_EURUSD_20140501_20140515";

    /// <summary>What is told of the same euro at two dealers: the second one's dollars go by a name of their own.</summary>
    private const string OtherDollars = "USF";

    /// <summary>Each asset class, with every recording of its quotes that the daemon can trade on.</summary>
    public static IReadOnlyList<RoutingCase> All { get; } =
    [
        new("equity, quotes by the minute", ["equity_1m_AAPL_20140605_20140609", "equity_1m_GOOG_20151223_20151228", "equity_1m_SPY-IBM_20131004_20131011"], MinuteQuotes, "USD"),
        new("equity, quote by quote", ["equity_tick_IBM_20131007_20131011"], TickQuotes, "USD"),
        new("forex, quotes by the minute", ["forex_1m_oanda_EURUSD_20140501_20140515", "forex_1m_fxcm_GBPUSD_201202"], MinuteQuotes, "USD"),
        new("forex, quote by quote", ["forex_tick_oanda_EURUSD_20140504_20140507"], TickQuotes, "USD"),
        new("forex, two dealers", [Fxcm, "forex_1m_oanda_EURUSD_20140501_20140515"], SameMinute, "USD"),
        new("crypto, quotes by the minute", ["crypto_1m_coinbase_BTCUSD_20170903_20180405", "crypto_1m_coinbase_LTCUSD_20180404_20180406"], MinuteQuotes, "USD"),
        new("crypto, quote by quote", ["crypto_tick_binance_BTCUSDT_20240808_20240809", "crypto_tick_binance_ETHUSDT_20240808_20240809"], TickQuotes, "USDT"),
        new("options, quotes by the minute", ["option_1m_GOOG_20151223", "option_1m_GOOG_20151224"], MinuteQuotes, "USD"),
    ];

    /// <summary>Whether one thing is quoted by two of the files.</summary>
    public bool IsOfTwoDealers => Files[0] == Fxcm;

    /// <summary>What the strategies trade: everything, and of two dealers the one.</summary>
    public IReadOnlyList<string> Symbols => IsOfTwoDealers ? ["EUR/USD"] : ["*"];

    /// <summary>The files as they are replayed; empty when one is absent.</summary>
    public IReadOnlyList<string> In(Workplace place)
    {
        var found = Files.Select(static name => RecordedData.Files.FirstOrDefault(file => RecordedData.NameOf(file) == $"quotes/{name}")).OfType<string>().ToList();
        if (found.Count < Files.Count) return [];
        if (IsOfTwoDealers) found[0] = Renamed(found[0], Path.Combine(place.Directory, "fxcm.csv"));
        return found;
    }

    /// <summary>What the configuration adds: enough cash for one contract of an option, and the second dealer.</summary>
    public void Change(JsonObject settings)
    {
        settings["venue"]!.AsObject()["startingCash"] = new JsonObject { ["USD"] = StartingCash }; // an account in another currency begins with as much of that
        if (!IsOfTwoDealers) return;
        settings["instruments"]!.AsObject()[$"EUR/{OtherDollars}"] = new JsonObject { ["assetClass"] = "forex", ["base"] = "EUR", ["quote"] = OtherDollars, ["tickSize"] = 0.00001, ["lotSize"] = 1 };
        settings["instruments"]!.AsObject()["EUR/USD"] = new JsonObject { ["assetClass"] = "forex", ["base"] = "EUR", ["quote"] = "USD", ["tickSize"] = 0.00001, ["lotSize"] = 1 };
        settings["currencyParity"] = new JsonObject { [$"{OtherDollars}/USD"] = 1, ["USDT/USD"] = 1 };
        settings["routing"] = new JsonObject { ["sameAs"] = new JsonObject { ["euro"] = new JsonArray("EUR/USD", $"EUR/{OtherDollars}") } };
        settings["venue"]!.AsObject()["startingCash"] = new JsonObject { ["USD"] = StartingCash / 2, [OtherDollars] = StartingCash / 2 };
    }

    // One symbol is one instrument at one venue: the second dealer's euro is quoted in dollars of another name, which are worth as much.
    private static string Renamed(string from, string to)
    {
        using var packed = new StreamReader(new GZipStream(File.OpenRead(from), CompressionMode.Decompress));
        using var plain = new StreamWriter(to);
        while (packed.ReadLine() is { } line) plain.WriteLine(line.Replace(",EURUSD,", $",EUR{OtherDollars},", StringComparison.Ordinal));
        return to;
    }
}
