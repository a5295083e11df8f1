using TradingDaemon.Domain.Risk;

namespace TradingDaemon.Operations.Alerts;

/// <summary>Keys of matters that more than one place must know.</summary>
internal static class AlertKeys
{
    /// <summary>That a component of the health board is not well.</summary>
    public static string OfHealth(string component) => "health:" + component;

    /// <summary>That a limit of the account is nearly used up.</summary>
    public static string OfLimit(RiskRule rule) => $"limit:{rule}";

    /// <summary>That a strategy holds something under a name it does not trade.</summary>
    public static string OfOrphan(string strategy, string symbol) => $"orphan:{strategy}:{symbol}";
}
