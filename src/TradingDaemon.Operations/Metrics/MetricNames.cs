using System.Text.Json;

namespace TradingDaemon.Operations.Metrics;

/// <summary>How instruments and their label values are named.</summary>
internal static class MetricNames
{
    /// <summary>The meter every instrument belongs to.</summary>
    public const string Meter = "TradingDaemon";

    /// <summary>The prefix of every instrument.</summary>
    public const string Prefix = "tradingdaemon_";

    /// <summary>The one instrument whose series are a product of two lists.</summary>
    public const string Signals = "signals_total";

    /// <summary>A bound on label values that come from configuration: each one costs memory here and in every scrape.</summary>
    public const int LabelValuesMax = 256;

    /// <summary>The label value of everything past <see cref="LabelValuesMax"/>.</summary>
    public const string Other = "other";

    /// <summary>An enum value as a label, e.g. <c>out_of_order</c>.</summary>
    public static string Label<TEnum>(TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>A name and value as instruments take them.</summary>
    public static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
