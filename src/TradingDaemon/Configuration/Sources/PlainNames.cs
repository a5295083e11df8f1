using System.Globalization;

namespace TradingDaemon.Configuration.Sources;

/// <summary>The documented variables without prefix, each with the keys it stands for.</summary>
internal static class PlainNames
{
    private static readonly string[] SpreadKeys =
        ["routing:spreadMaxFraction:equity", "routing:spreadMaxFraction:forex", "routing:spreadMaxFraction:crypto", "routing:spreadMaxFraction:option"];

    private static readonly string[] PositionKeys = ["positionMaxBase:equity", "positionMaxBase:forex", "positionMaxBase:crypto", "positionMaxBase:option"];

    private static readonly Dictionary<string, Func<string, string?, IEnumerable<KeyValuePair<string, string?>>>> Table = new(StringComparer.Ordinal)
    {
        ["EXEC_SMART_ROUTING_ENABLED"] = static (text, _) => [new("routing:spreadGateEnabled", Switch(text)), new("routing:smartEnabled", Switch(text))],
        ["EXEC_MAX_SPREAD_PCT"] = static (text, _) => SpreadKeys.Select(key => new KeyValuePair<string, string?>(key, text)), // one number for every class, as a fraction
        ["EXEC_MAX_POSITION_QTY"] = static (text, _) => PositionKeys.Select(key => new KeyValuePair<string, string?>(key, text)), // coins, shares or contracts
        ["EXEC_UID"] = static (text, _) => [new("uid", text)],
        ["EXEC_TENANT_ID"] = static (text, _) => [new("tenant", text)],
        ["EXEC_DRY_RUN"] = static (text, _) => [new("mode", Switch(text) switch { "true" => "paper", "false" => "live", _ => text })],
        ["GENESIS_DRY_RUN"] = static (text, _) => [new("mode", Switch(text) switch { "true" => "paper", "false" => "live", _ => text })],
        ["ENABLE_LIVE_TRADING"] = static (text, _) => Switch(text) == "false" ? [] : [new("mode", Switch(text) == "true" ? "live" : text)],
        ["EXEC_KILL_SWITCH"] = static (text, _) => [new("emergency:killSwitch", Pulled(text))],
        ["EXECUTION_HALTED"] = static (text, _) => [new("emergency:killSwitch", Pulled(text))],
        ["TRADINGDAEMON_KILL_SWITCH"] = static (text, _) => [new("emergency:killSwitch", Pulled(text))],
        ["LOG_LEVEL"] = static (text, _) => [new("operations:logLevel", Level(text))],
        ["GENESIS_LOG_LEVEL"] = static (text, _) => [new("operations:logLevel", Level(text))],
        ["PORT"] = static (text, urls) => [new("operations:urls", WithPort(urls, text))],
    };

    /// <summary>Every documented name.</summary>
    public static IReadOnlyCollection<string> All => Table.Keys;

    /// <summary>Names other daemons are known by that no one key stands for, each with where to say it here: whoever sets a limit by one must learn that it binds nothing.</summary>
    public static IReadOnlyDictionary<string, string> Elsewhere { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["MAX_DAILY_LOSS_PCT"] = "each tier says tiers:<tier>:limits:dailyLossMaxFraction",
        ["MAX_OPEN_RISK_PCT"] = "each tier says tiers:<tier>:limits:openRiskTotalMaxFraction",
        ["EXEC_MAX_DAILY_TRADES"] = "each tier says tiers:<tier>:limits:dailyEntriesMax",
        ["EXEC_RISK_FAIL_OPEN"] = "an entry of which something is not known is always refused",
        ["COINGECKO_URL"] = "say venues:<venue>:url",
        ["SLACK_TOKEN"] = "a channel of kind slack under alerts:channels has its own ALERTS_<NAME>_TOKEN",
    };

    /// <summary>The keys and values a variable stands for; empty for a name that is not documented.</summary>
    /// <param name="name">The variable, exact case.</param>
    /// <param name="text">Its value.</param>
    /// <param name="urls">The listening address so far, whose port <c>PORT</c> replaces; null for the default.</param>
    public static IEnumerable<KeyValuePair<string, string?>> Translate(string name, string text, string? urls) =>
        Table.TryGetValue(name, out var translate) ? translate(text.Trim(), urls) : [];

    private static string Switch(string text) => text.ToUpperInvariant() switch
    {
        "1" or "TRUE" or "YES" or "ON" => "true",
        "0" or "FALSE" or "NO" or "OFF" => "false",
        _ => text,
    };

    // Whatever does not clearly say "off" pulls the switch.
    private static string Pulled(string text) => text.Length == 0 || Switch(text) == "false" ? "false" : "true";

    private static string Level(string text) => text.ToUpperInvariant() switch
    {
        "INFO" => "information",
        "WARN" => "warning",
        "FATAL" => "critical",
        _ => text,
    };

    private static string WithPort(string? urls, string port)
    {
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return port;
        var address = (urls ?? "http://127.0.0.1:8080").TrimEnd('/');
        return $"{address[..address.LastIndexOf(':')]}:{port}";
    }
}
