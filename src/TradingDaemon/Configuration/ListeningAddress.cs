using TradingDaemon.Configuration.Checks;

namespace TradingDaemon.Configuration;

/// <summary>Where a daemon with this configuration is asked.</summary>
internal static class ListeningAddress
{
    private const string Default = "http://127.0.0.1:8080";

    /// <summary>The configured address, with the local machine in place of "every address"; the default when there is none that can be read.</summary>
    public static string ToAsk(IEnumerable<KeyInForce> inForce)
    {
        var configured = inForce.FirstOrDefault(static key => key.Path == "operations:urls")?.Value ?? Default;
        foreach (var every in (string[])["//0.0.0.0:", "//*:", "//+:", "//[::]:"]) configured = configured.Replace(every, "//127.0.0.1:", StringComparison.Ordinal);
        return configured;
    }
}
