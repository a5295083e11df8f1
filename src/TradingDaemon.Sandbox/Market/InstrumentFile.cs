using System.Text.Json;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Market;

/// <summary>Instruments from JSON, spelled as in the daemon's own configuration: its file can be given as it is.</summary>
public static class InstrumentFile
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The instruments everybody gets who names none: a few coins, shares and a currency pair.</summary>
    public static IReadOnlyList<SandboxInstrument> BuiltIn { get; } =
    [
        Coin("BTC", 0.00001m, 60_000m, 0.6, 2.0), Coin("ETH", 0.0001m, 3_000m, 0.75, 3.0), Coin("SOL", 0.001m, 150m, 0.9, 5.0),
        Share("AAPL", 200m, 0.28), Share("MSFT", 420m, 0.25), Share("AMZN", 185m, 0.32), Share("GOOG", 175m, 0.29), Share("TSLA", 250m, 0.55),
        new(Rules("EUR/USD", "EUR", "USD", "forex", 0.00001m, 1m, 1m) with { Shortable = true }, 1.1m, 0.08, 0.5),
    ];

    /// <summary>Reads <c>{"instruments": {"BTC/USD": {"assetClass", "base", "quote", "tickSize", "lotSize", …}}}</c>. Throws <see cref="InvalidDataException"/> naming what is missing.</summary>
    public static IReadOnlyList<SandboxInstrument> Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            if (!document.RootElement.TryGetProperty("instruments", out var all) || all.ValueKind != JsonValueKind.Object) throw new InvalidDataException("There is no object named instruments.");
            return [.. all.EnumerateObject().Select(static entry => Read(entry.Name, entry.Value))];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"The instruments cannot be read: {fault.Message}", fault);
        }
    }

    private static SandboxInstrument Read(string symbol, JsonElement it)
    {
        var rules = Rules(symbol, Text(it, "base"), Text(it, "quote"), Text(it, "assetClass"), Number(it, "tickSize"), Number(it, "lotSize"), Or(it, "minNotional", 0m)) with
        {
            Multiplier = Or(it, "multiplier", 1m),
            Shortable = it.TryGetProperty("shortable", out var shortable) && shortable.GetBoolean(),
        };
        if (!it.TryGetProperty("simulation", out var simulation)) return new SandboxInstrument(rules, 100m);
        return new SandboxInstrument(
            rules, Or(simulation, "startPrice", 100m), (double)Or(simulation, "annualVolatility", 0.5m), (double)Or(simulation, "spreadBps", 2m), (double)Or(simulation, "quotesPerSecond", 10m));
    }

    private static string Text(JsonElement it, string name) => it.TryGetProperty(name, out var value) && value.GetString() is { } text ? text : throw new FormatException($"{name} is missing.");

    private static decimal Number(JsonElement it, string name) => it.TryGetProperty(name, out var value) ? value.GetDecimal() : throw new FormatException($"{name} is missing.");

    private static decimal Or(JsonElement it, string name, decimal usual) => it.TryGetProperty(name, out var value) ? value.GetDecimal() : usual;

    private static SandboxInstrument Coin(string name, decimal lot, decimal price, double volatility, double spreadBps) =>
        new(Rules($"{name}/USD", name, "USD", "crypto", 0.01m, lot, 10m), price, volatility, spreadBps);

    private static SandboxInstrument Share(string name, decimal price, double volatility) =>
        new(Rules(name, name, "USD", "equity", 0.01m, 1m, 1m) with { Shortable = true }, price, volatility, 2.0, 5.0);

    private static ExchangeInstrument Rules(string symbol, string @base, string quote, string assetClass, decimal tick, decimal lot, decimal minNotional) => new()
    {
        Symbol = symbol, Base = @base, Quote = quote, AssetClass = assetClass, TickSize = tick, LotSize = lot, MinNotional = minNotional, Fees = FeeRates.DefaultFor(assetClass),
    };
}
