using TradingDaemon.Sandbox.Kraken;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Native;

namespace TradingDaemon.Sandbox;

/// <summary>Every protocol there is, by name.</summary>
internal static class Dialects
{
    private static readonly Dictionary<string, Dialect> All = new Dialect[]
    {
        new(SandboxOptions.NativeVenue, SandboxAccount.Demo, static _ => null, static _ => false, static exchange => new NativeProtocol(exchange)),
        new("kraken", SandboxAccount.Demo with { Secret = "ZGVtby1zZWNyZXQ=" }, KrakenSignature.FlawOf, KrakenErrors.IsText, static exchange => new KrakenProtocol(exchange)),
    }.ToDictionary(static dialect => dialect.Name, StringComparer.Ordinal);

    /// <summary>Their names, the native one first.</summary>
    public static IReadOnlyList<string> Names => [.. All.Keys];

    /// <summary>One of them; null when there is none of this name.</summary>
    public static Dialect? Find(string name) => All.GetValueOrDefault(name);
}
