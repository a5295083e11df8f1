namespace TradingDaemon.Reloading;

/// <summary>What may change while the daemon runs. Whatever is not on this list needs a restart: something was built of it that is not built anew.</summary>
internal static class ReloadableKeys
{
    /// <summary>Keys, and prefixes that end with a colon.</summary>
    public static IReadOnlyList<string> All { get; } = ["gatekeeper:", "routing:spreadGateEnabled", "routing:spreadMaxFraction:", "switches:", "tiers:"];

    /// <summary>Whether the key is on it.</summary>
    public static bool Contains(string key) => All.Any(one => one.EndsWith(':') ? key.StartsWith(one, StringComparison.Ordinal) : key == one);
}
