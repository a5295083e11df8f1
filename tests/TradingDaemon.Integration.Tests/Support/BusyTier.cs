using System.Text.Json.Nodes;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>A tier that trades far more than anybody would: crossings of the shortest averages, no cool-down, limits out of the way.</summary>
internal static class BusyTier
{
    public const int StrategiesMax = 4;

    public static string Json => new JsonObject
    {
        ["tiers"] = new JsonObject
        {
            ["busy"] = new JsonObject
            {
                ["equityMinAccount"] = 0,
                ["demotionFraction"] = 0.9,
                ["limits"] = new JsonObject
                {
                    ["orderNotionalMaxAccount"] = 100_000, ["positionMaxFraction"] = 0.9, ["strategyExposureMaxFraction"] = 0.9,
                    ["dailyLossMaxFraction"] = 1, ["quoteAgeMax"] = "00:00:30", ["ordersInFlightMax"] = 256,
                    ["strategyOrdersPerSecondMax"] = 10_000, ["accountOrdersPerSecondMax"] = 10_000,
                },
                ["strategies"] = new JsonObject
                {
                    ["cross-market"] = Strategy("moving-average-crossover", "Market", new() { ["fast"] = "2", ["slow"] = "3" }, allowShort: true),
                    ["cross-ioc"] = Strategy("moving-average-crossover", "ImmediateOrCancel", new() { ["fast"] = "2", ["slow"] = "5" }),
                    ["momentum-limit"] = Strategy("multi-asset-momentum", "Limit", new() { ["lookback"] = "3", ["entry"] = "0.3" }),
                    ["reversion-post"] = Strategy("mean-reversion", "PostOnly", new()
                    {
                        ["bandPeriod"] = "5", ["bandWidth"] = "1", ["rsiPeriod"] = "3", ["oversold"] = "45", ["overbought"] = "55", ["rangeWindow"] = "5", ["rangeMax"] = "1",
                    }),
                },
            },
        },
    }.ToJsonString();

    private static JsonObject Strategy(string kind, string style, JsonObject parameters, bool allowShort = false) => new()
    {
        ["kind"] = kind, ["symbols"] = new JsonArray("*"), ["sizeFraction"] = 0.002, ["exposureMaxFraction"] = 0.9, ["slippageMaxFraction"] = 0.5,
        ["orderStyle"] = style, ["orderAgeMax"] = "00:00:30", ["signalLifetime"] = "00:00:30", ["allowShort"] = allowShort, ["parameters"] = parameters,
    };
}
