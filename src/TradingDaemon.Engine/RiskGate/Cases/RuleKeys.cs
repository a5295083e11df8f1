using System.Text.Json;

namespace TradingDaemon.Engine.RiskGate.Cases;

/// <summary>The configuration keys of the gate's numbers, made of the names the numbers have in code.</summary>
internal static class RuleKeys
{
    /// <summary>A limit of a tier, by the name of its property.</summary>
    public static string Limit(string property) => $"tiers:<tier>:limits:{Camel(property)}";

    /// <summary>A number of a strategy, by the name of its property.</summary>
    public static string Strategy(string property) => $"tiers:<tier>:strategies:<strategy>:{Camel(property)}";

    /// <summary>A fact about an instrument, by the name of its property.</summary>
    public static string Instrument(string property) => $"instruments:<symbol>:{Camel(property)}";

    private static string Camel(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);
}
