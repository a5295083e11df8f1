using System.Collections.Concurrent;

namespace TradingDaemon.Sandbox.Access;

/// <summary>One meter a sender: each key, and one for all who sign nothing, or for everybody where the venue counts by address. No more than there are keys, and one.</summary>
internal sealed class RateMeters
{
    private readonly ConcurrentDictionary<string, RateMeter> _byKey = new(StringComparer.Ordinal);

    /// <summary>The meter of a known key; null for those without.</summary>
    public RateMeter Of(string? key) => _byKey.GetOrAdd(key ?? "", static _ => new RateMeter());
}
