using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>A venue whose protocol the sandbox speaks, as daemon and exchange are set up for it.</summary>
/// <param name="Name">Of the venue and its protocol.</param>
/// <param name="Key">Public name of the account's key.</param>
/// <param name="Secret">What signs there.</param>
/// <param name="Markets">What is traded: symbol, class, price and lot.</param>
/// <param name="Refusals">What the venue says no with, in its own words.</param>
internal sealed record SpokenVenue(string Name, string Key, string Secret, IReadOnlyList<(string Symbol, string Class, decimal Price, decimal Lot)> Markets, IReadOnlyList<string> Refusals)
{
    private static readonly (string, string, decimal, decimal)[] Coins =
    [
        ("BTC/USD", "crypto", 60_000m, 0.00001m), ("ETH/USD", "crypto", 3_000m, 0.0001m), ("SOL/USD", "crypto", 150m, 0.001m),
        ("LTC/USD", "crypto", 90m, 0.001m), ("LINK/USD", "crypto", 15m, 0.01m), ("ADA/USD", "crypto", 0.8m, 0.1m),
    ];

    private static readonly (string, string, decimal, decimal)[] HomeCoins = // of Australia
    [
        ("BTC/AUD", "crypto", 90_000m, 0.00001m), ("ETH/AUD", "crypto", 4_500m, 0.0001m), ("SOL/AUD", "crypto", 220m, 0.001m), ("LTC/AUD", "crypto", 130m, 0.001m),
    ];

    // Shares cost no fee there. A coin's fee is not told by the venue: the daemon assumes it, so that its books are right only of what takes.
    private static readonly (string, string, decimal, decimal)[] Shares =
    [
        ("AAPL", "equity", 200m, 1m), ("MSFT", "equity", 420m, 1m), ("AMZN", "equity", 185m, 1m), ("GOOG", "equity", 175m, 1m), ("TSLA", "equity", 250m, 1m),
    ];

    /// <summary>The names of those there are.</summary>
    public static IEnumerable<string> Names => All.Select(static venue => venue.Title);

    private static IReadOnlyList<SpokenVenue> All { get; } =
    [
        new("kraken", "demo-key", "ZGVtby1zZWNyZXQ=", Coins, ["EOrder:Orders limit exceeded", "EOrder:Rate limit exceeded"]),
        new("kraken", "demo-key", "ZGVtby1zZWNyZXQ=", Coins, ["EOrder:Orders limit exceeded", "EOrder:Rate limit exceeded"]) { FeesIn = "base" },
        new("binance", "demo-key", "demo-secret", Coins, ["-2010", "-1015"]) { Variables = "BINANCE_TESTNET" },
        new("binance", "demo-key", "demo-secret", Coins, ["-2010", "-1015"]) { Variables = "BINANCE_TESTNET", FeesIn = "base" },
        new("binance", "demo-key", "demo-secret", Coins, ["-2010", "-1015"]) { Variables = "BINANCE_TESTNET", FeesIn = "BNB", Gas = ("BNB", 600m, 0.05m) },
        new("coinbase", "organizations/demo/apiKeys/demo", NewPem(), Coins, ["INELIGIBLE_PAIR", "RATE_LIMITED"]),
        new("alpaca", "PKDEMO", "demo-secret", Shares, ["40310000", "RATE_LIMITED"]) { OrdersPerSecond = 1 },
        new("coinspot", "demo-key", "demo-secret", HomeCoins, ["Trading of this coin is not allowed now", "RATE_LIMITED"]) { Currency = "AUD", HasClientOrderIds = false, HasStream = false },
    ];

    /// <summary>What the account is kept in, and fees are paid in.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>What fees are paid in, as <c>--fees-in</c> has it; null: as the venue does of itself.</summary>
    public string? FeesIn { get; init; }

    /// <summary>The currency only fees are paid in, its price, and how much there is of it in the beginning; null for none. The daemon trades none of it: to it, it is cash.</summary>
    public (string Code, decimal Price, decimal Amount)? Gas { get; init; }

    /// <summary>How the exchange is told what fees are paid in.</summary>
    public IEnumerable<string> FeeArguments =>
        [.. FeesIn is { } word ? (string[])["--fees-in", word] : [], .. Gas is { } gas ? (string[])["--cash", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{gas.Code}={gas.Amount}")] : []];

    /// <summary>Its name among those there are.</summary>
    public string Title => FeesIn is null ? Name : $"{Name}-{FeesIn.ToLowerInvariant()}";

    /// <summary>How many orders a second its limits bear, with the questions they bring.</summary>
    public int OrdersPerSecond { get; init; } = 4;

    /// <summary>Whether the venue keeps our ids of orders.</summary>
    public bool HasClientOrderIds { get; init; } = true;

    /// <summary>Whether it tells anything by itself.</summary>
    public bool HasStream { get; init; } = true;

    /// <summary>What the variables of the daemon's key begin with.</summary>
    public string Variables { get; init; } = Name.ToUpperInvariant();

    /// <summary>The daemon's key.</summary>
    public IEnumerable<string> Environment => [$"{Variables}_API_KEY={Key}", $"{Variables}_API_SECRET={Secret.Replace("\n", "\\n", StringComparison.Ordinal)}"];

    /// <summary>One by its name.</summary>
    public static SpokenVenue Of(string name) => All.Single(venue => venue.Title == name);

    /// <summary>The instruments as the daemon reads them. The sandbox never closes, and tests run at any hour.</summary>
    public JsonObject Instruments()
    {
        var spelled = Spelled(Markets);
        foreach (var (_, instrument) in spelled) instrument!["hours"] = "always";
        return spelled;
    }

    /// <summary>Those of the exchange, which prices fees too.</summary>
    public JsonObject ExchangeInstruments() => Spelled(Gas is { } gas ? [.. Markets, ($"{gas.Code}/{Currency}", "crypto", gas.Price, 0.001m)] : Markets);

    private JsonObject Spelled(IEnumerable<(string Symbol, string Class, decimal Price, decimal Lot)> markets) => new(markets.Select(market => KeyValuePair.Create(market.Symbol, (JsonNode?)new JsonObject
    {
        ["assetClass"] = market.Class, ["base"] = market.Symbol.Split('/')[0], ["quote"] = Currency, ["tickSize"] = market.Price < 1m ? 0.0001m : 0.01m, ["lotSize"] = market.Lot, ["minNotional"] = 1,
        ["simulation"] = new JsonObject { ["startPrice"] = market.Price, ["annualVolatility"] = 0.6, ["spreadBps"] = 3, ["quotesPerSecond"] = 10 },
    })));

    private static string NewPem()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return curve.ExportECPrivateKeyPem();
    }
}
