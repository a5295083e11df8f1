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
        var limits = new JsonObject
        {
            ["orderNotionalMaxAccount"] = 100_000, ["positionMaxFraction"] = 0.9, ["strategyExposureMaxFraction"] = 0.9, ["dailyLossMaxFraction"] = 1, ["ordersInFlightMax"] = 256,
        };
        return Tier(limits, strategies);
    }

    /// <summary>Trades at every turn of the shortest averages: for filling a journal.</summary>
    public static JsonObject Busy() => Tier(
        new JsonObject { ["orderNotionalMaxAccount"] = 100_000, ["positionMaxFraction"] = 0.9, ["strategyExposureMaxFraction"] = 0.9, ["dailyLossMaxFraction"] = 1, ["ordersInFlightMax"] = 256 },
        new JsonObject
        {
            ["cross-fast"] = Strategy("moving-average-crossover", EveryQuote, 0.002, new() { ["fast"] = "2", ["slow"] = "3" }),
            ["cross-slow"] = Strategy("moving-average-crossover", EveryQuote, 0.002, new() { ["fast"] = "2", ["slow"] = "5" }),
        });

    private static JsonObject OneOfMany(int i, string bars) => (i % 3) switch
    {
        0 => Strategy("moving-average-crossover", bars, 0.0002, new()
        {
            ["fast"] = Whole(20 + i), ["slow"] = Whole(100 + (4 * i)), ["average"] = "ema", ["minimumSeparationBps"] = "0.5", ["cooldown"] = "01:00:00",
        }),
        1 => Strategy("multi-asset-momentum", bars, 0.0002, new() { ["lookback"] = Whole(100 + (4 * i)), ["entry"] = "0.98", ["exit"] = "-0.5", ["cooldown"] = "01:00:00" }),
        _ => Strategy("mean-reversion", bars, 0.0002, new()
        {
            ["bandPeriod"] = Whole(60 + (2 * i)), ["bandWidth"] = "2.5", ["rsiPeriod"] = Whole(20 + (i / 2)), ["oversold"] = "25", ["overbought"] = "75", ["rangeWindow"] = "100", ["cooldown"] = "01:00:00",
        }),
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
