using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingDaemon.Cli.Replay;

/// <summary>A replay's report for machines. Amounts are strings, because a reader's doubles would change money; null is "not known".</summary>
internal static class ReplayJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>One JSON object.</summary>
    public static string Write(ReplayReport report) => ToObject(report).ToJsonString(Indented);

    /// <summary>The object itself, for who has more to say.</summary>
    public static JsonObject ToObject(ReplayReport report) => new()
    {
        ["rows"] = report.Rows,
        ["rowsPerSecond"] = Math.Round(report.RowsPerSecond, 1),
        ["elapsedSeconds"] = Math.Round(report.Elapsed.TotalSeconds, 6),
        ["recordedSeconds"] = Math.Round(report.Recorded.TotalSeconds, 6),
        ["malformed"] = report.Malformed,
        ["faults"] = new JsonArray([.. report.Faults.Select(static fault => JsonValue.Create(fault))]),
        ["dropped"] = Counts(report.Dropped),
        ["signals"] = report.Signals,
        ["orders"] = report.Orders,
        ["fills"] = report.Fills,
        ["refused"] = Counts(report.Refused),
        ["accountCurrency"] = report.AccountCurrency,
        ["equity"] = Amount(report.Equity),
        ["realizedPnl"] = Amount(report.RealizedPnl),
        ["unrealizedPnl"] = Amount(report.UnrealizedPnl),
        ["fees"] = Amount(report.Fees),
        ["maxDrawdownFraction"] = Amount(report.MaxDrawdownFraction),
        ["decisionHash"] = report.DecisionHash,
        ["strategies"] = new JsonArray([.. report.Strategies.Select(Strategy)]),
    };

    private static JsonObject Counts(IEnumerable<KeyValuePair<string, long>> counts) =>
        new(counts.Select(static pair => new KeyValuePair<string, JsonNode?>(pair.Key, pair.Value)));

    private static JsonNode? Amount(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture);

    private static JsonNode Strategy(StrategyResult strategy) => new JsonObject
    {
        ["id"] = strategy.Strategy,
        ["realized"] = Amount(strategy.Realized),
        ["unrealized"] = Amount(strategy.Unrealized),
        ["fees"] = Amount(strategy.Fees),
        ["orders"] = strategy.Orders,
        ["fills"] = strategy.Fills,
    };
}
