using System.Text.Json.Nodes;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>A tier that trades far more than anybody would: crossings of the shortest averages, no cool-down, limits out of the way.</summary>
internal static class BusyTier
{
    public const int StrategiesMax = 4;

    /// <summary>As many orders as there is room for.</summary>
    public static string Json => Tier(inFlightMax: 256, perSecondMax: 10_000, new JsonObject
    {
        ["cross-market"] = Strategy("moving-average-crossover", "Market", "00:00:30", new() { ["fast"] = "2", ["slow"] = "3" }, allowShort: true),
        ["cross-ioc"] = CrossAtOnce("00:00:30"),
        ["momentum-limit"] = Momentum("00:00:30"),
        ["reversion-post"] = Strategy("mean-reversion", "PostOnly", "00:00:30", new()
        {
            ["bandPeriod"] = "5", ["bandWidth"] = "1", ["rsiPeriod"] = "3", ["oversold"] = "45", ["overbought"] = "55", ["rangeWindow"] = "5", ["rangeMax"] = "1",
        }),
    });

    /// <summary>As many as a venue's own limits bear, a few at a time: some at once, some that may rest for a while. No instrument has two strategies: where a venue keeps no ids of ours, orders alike could not be told apart. Limits at once go only where prices are the venue's own: others would miss it.</summary>
    public static string Paced(IReadOnlyList<string> symbols, int perSecondMax, bool withLimitsAtOnce) => Tier(inFlightMax: 4, perSecondMax, new JsonObject
    {
        ["cross-market"] = Of(symbols.Where(static (_, index) => index % 3 == 0), CrossAtMarket()),
        ["cross-ioc"] = Of(symbols.Where(static (_, index) => index % 3 == 1), withLimitsAtOnce ? CrossAtOnce("00:00:03") : CrossAtMarket()),
        ["momentum-limit"] = Of(symbols.Where(static (_, index) => index % 3 == 2), Momentum("00:00:03")),
    });

    /// <summary>One strategy that buys and sells one thing all the time.</summary>
    public static string On(string symbol, int perSecondMax) => Tier(inFlightMax: 4, perSecondMax, new JsonObject { ["cross-market"] = Of([symbol], CrossAtMarket()) });

    private static JsonObject CrossAtMarket() => Strategy("moving-average-crossover", "Market", "00:00:03", new() { ["fast"] = "2", ["slow"] = "3" });

    private static JsonObject CrossAtOnce(string orderAgeMax) => Strategy("moving-average-crossover", "ImmediateOrCancel", orderAgeMax, new() { ["fast"] = "2", ["slow"] = "5" });

    private static JsonObject Momentum(string orderAgeMax) => Strategy("multi-asset-momentum", "Limit", orderAgeMax, new() { ["lookback"] = "3", ["entry"] = "0.3" });

    private static JsonObject Of(IEnumerable<string> symbols, JsonObject strategy)
    {
        strategy["symbols"] = new JsonArray([.. symbols.Select(static symbol => (JsonNode)symbol)]);
        return strategy;
    }

    private static string Tier(int inFlightMax, int perSecondMax, JsonObject strategies) => new JsonObject
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
                    ["dailyLossMaxFraction"] = 1, ["quoteAgeMax"] = "00:00:30", ["ordersInFlightMax"] = inFlightMax,
                    ["strategyOrdersPerSecondMax"] = perSecondMax, ["accountOrdersPerSecondMax"] = perSecondMax,
                },
                ["strategies"] = strategies,
            },
        },
    }.ToJsonString();

    private static JsonObject Strategy(string kind, string style, string orderAgeMax, JsonObject parameters, bool allowShort = false) => new()
    {
        ["kind"] = kind, ["symbols"] = new JsonArray("*"), ["sizeFraction"] = 0.002, ["exposureMaxFraction"] = 0.9, ["slippageMaxFraction"] = 0.5,
        ["orderStyle"] = style, ["orderAgeMax"] = orderAgeMax, ["signalLifetime"] = "00:00:30", ["allowShort"] = allowShort, ["parameters"] = parameters,
    };
}
