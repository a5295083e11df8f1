using System.Globalization;
using System.Text.Json.Nodes;

namespace TradingDaemon.Benchmarks.Daemon;

/// <summary>The tiers benchmarks run with, one each, as files of the daemon's configuration.</summary>
internal static class Tiers
{
    private const string EveryQuote = "00:00:00";

    /// <summary>
    /// Three strategies on every instrument that look at everything and act seldom: two on every quote and one on one-second bars, with slow
    /// windows, high thresholds and an hour between entries. The work of a tick does not depend on the windows; the number of orders does.
    /// </summary>
    public static JsonObject Rare() => Tier(new JsonObject(), new JsonObject
    {
        ["crossover"] = Strategy("moving-average-crossover", EveryQuote, 0.02, new()
        {
            ["fast"] = "500", ["slow"] = "4000", ["average"] = "ema", ["minimumSeparationBps"] = "5", ["cooldown"] = "01:00:00",
        }),
        ["momentum"] = Strategy("multi-asset-momentum", EveryQuote, 0.02, new() { ["lookback"] = "4000", ["entry"] = "0.99", ["exit"] = "-0.5", ["cooldown"] = "01:00:00" }),
        ["reversion"] = Strategy("mean-reversion", "00:00:01", 0.02, new()
        {
            ["bandPeriod"] = "600", ["bandWidth"] = "4", ["rsiPeriod"] = "60", ["oversold"] = "15", ["overbought"] = "85", ["rangeWindow"] = "600", ["cooldown"] = "01:00:00",
        }),
    });

    /// <summary>Many strategies, all on every instrument, on every quote or on bars, with windows that differ so that they do not act as one.</summary>
    /// <param name="count">Strategies.</param>
    /// <param name="bars">Bar interval; <c>00:00:00</c> for every quote.</param>
    public static JsonObject Many(int count, string bars)
    {
        var strategies = new JsonObject();
        for (var i = 0; i < count; i++) strategies[$"s{i:000}"] = OneOfMany(i, bars);
        return Tier(Wide(), strategies);
    }

    /// <summary>One crossover on each of the symbols, on every quote and without a cool-down, so that few strategies make many orders.</summary>
    public static JsonObject OneEach(IEnumerable<string> symbols)
    {
        var strategies = new JsonObject();
        foreach (var (i, symbol) in symbols.Index())
        {
            var strategy = Strategy("moving-average-crossover", EveryQuote, 0.0002, new() { ["fast"] = "10", ["slow"] = "40", ["average"] = "ema", ["minimumSeparationBps"] = "0.3" });
            strategy["symbols"] = new JsonArray(symbol);
            strategies[$"s{i:000}"] = strategy;
        }

        return Tier(Wide(), strategies);
    }

    /// <summary>Trades at every turn of the shortest averages: for filling a journal.</summary>
    public static JsonObject Busy() => Tier(
        Wide(),
        new JsonObject
        {
            ["cross-fast"] = Strategy("moving-average-crossover", EveryQuote, 0.002, new() { ["fast"] = "2", ["slow"] = "3" }),
            ["cross-slow"] = Strategy("moving-average-crossover", EveryQuote, 0.002, new() { ["fast"] = "2", ["slow"] = "5" }),
        });

    /// <summary>A crossover and a momentum on every quote of every instrument, which trade every few dozen quotes and pay any spread themselves.</summary>
    /// <param name="quoteAgeMax">How old a quote may be.</param>
    /// <param name="symbols">What they trade.</param>
    public static JsonObject Often(string quoteAgeMax, IEnumerable<string> symbols)
    {
        var limits = Wide();
        limits["quoteAgeMax"] = quoteAgeMax;
        var strategies = new JsonObject
        {
            ["crossover"] = Strategy("moving-average-crossover", EveryQuote, 0.02, new() { ["fast"] = "10", ["slow"] = "40", ["average"] = "ema" }),
            ["momentum"] = Strategy("multi-asset-momentum", EveryQuote, 0.02, new() { ["lookback"] = "60", ["entry"] = "0.9", ["exit"] = "0" }),
        };
        foreach (var (_, strategy) in strategies)
        {
            strategy!["slippageMaxFraction"] = 0.99;
            strategy["symbols"] = new JsonArray([.. symbols.Select(static symbol => JsonValue.Create(symbol))]);
        }

        return Tier(limits, strategies);
    }

    private static JsonObject Wide() => new()
    {
        ["orderNotionalMaxAccount"] = 100_000, ["positionMaxFraction"] = 0.9, ["strategyExposureMaxFraction"] = 0.9, ["dailyLossMaxFraction"] = 1, ["ordersInFlightMax"] = 256,
        ["strategyOrdersPerSecondMax"] = 100_000, ["accountOrdersPerSecondMax"] = 100_000,
    };

    // Windows in observations: a bar is a quarter of a second and a quote of an instrument comes every thirteenth, so bars need shorter ones to warm up in the same time.
    private static JsonObject OneOfMany(int i, string bars) => (i % 3, bars == EveryQuote) switch
    {
        (0, true) => Strategy("moving-average-crossover", bars, 0.0002, Crossover(20 + i, 100 + (4 * i), "0.5")),
        (1, true) => Strategy("multi-asset-momentum", bars, 0.0002, Momentum(100 + (4 * i), "0.98")),
        (2, true) => Strategy("mean-reversion", bars, 0.0002, Reversion(60 + (2 * i), "2.5", 20 + (i / 2))),
        (0, false) => Strategy("moving-average-crossover", bars, 0.0002, Crossover(3 + (i / 25), 12 + (i / 10), "1")),
        (1, false) => Strategy("multi-asset-momentum", bars, 0.0002, Momentum(12 + (i / 10), "0.97")),
        _ => Strategy("mean-reversion", bars, 0.0002, Reversion(12 + (i / 10), "2.5", 10)),
    };

    private static JsonObject Crossover(int fast, int slow, string separation) => new()
    {
        ["fast"] = Whole(fast), ["slow"] = Whole(slow), ["average"] = "ema", ["minimumSeparationBps"] = separation, ["cooldown"] = "01:00:00",
    };

    private static JsonObject Momentum(int lookback, string entry) =>
        new() { ["lookback"] = Whole(lookback), ["entry"] = entry, ["exit"] = "-0.5", ["cooldown"] = "01:00:00" };

    private static JsonObject Reversion(int band, string width, int rsi) => new()
    {
        ["bandPeriod"] = Whole(band), ["bandWidth"] = width, ["rsiPeriod"] = Whole(rsi), ["oversold"] = "25", ["overbought"] = "75", ["rangeWindow"] = "20", ["cooldown"] = "01:00:00",
    };

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static JsonObject Tier(JsonObject limits, JsonObject strategies) => new()
    {
        ["tiers"] = new JsonObject { ["bench"] = new JsonObject { ["equityMinAccount"] = 0, ["demotionFraction"] = 0.9, ["limits"] = limits, ["strategies"] = strategies } },
    };

    private static JsonObject Strategy(string kind, string bars, double size, JsonObject parameters) => new()
    {
        ["kind"] = kind, ["symbols"] = new JsonArray("*"), ["barInterval"] = bars, ["sizeFraction"] = size, ["exposureMaxFraction"] = 0.9, ["orderStyle"] = "Market", ["parameters"] = parameters,
    };
}
