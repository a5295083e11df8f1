namespace TradingDaemon.Configuration.Sources;

/// <summary>Keeps secrets out of everything printed.</summary>
internal static class SecretMask
{
    private static readonly string[] Telltales = ["key", "secret", "token", "password", "passphrase", "credential"];

    /// <summary>The value, or asterisks when a part of its path sounds like a secret.</summary>
    public static string? Apply(string path, string? value) => string.IsNullOrEmpty(value) || !IsSecret(path) ? value : "********";

    /// <summary>Whether a part of the path sounds like a secret.</summary>
    public static bool IsSecret(string path) => Telltales.Any(telltale => path.Contains(telltale, StringComparison.OrdinalIgnoreCase));
}
