using System.Diagnostics.CodeAnalysis;
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

    /// <summary>The address a verb asks: the one it was told, else the configured one.</summary>
    /// <param name="told">As it was typed; null where it was not.</param>
    /// <param name="inForce">The configuration.</param>
    /// <param name="address">Where to ask.</param>
    /// <param name="wrong">What is wrong with it, in a sentence; empty where nothing is.</param>
    public static bool TryFind(string? told, IEnumerable<KeyInForce> inForce, [NotNullWhen(true)] out Uri? address, out string wrong)
    {
        var text = told ?? ToAsk(inForce);
        wrong = Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "http" or "https" ? "" : $"\"{text}\" is not an address such as {Default}.";
        return address is not null && wrong.Length == 0;
    }
}
