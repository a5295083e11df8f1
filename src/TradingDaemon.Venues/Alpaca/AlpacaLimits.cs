using System.Globalization;
using System.Net.Http.Headers;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Alpaca;

/// <summary>What Alpaca's headers say of its minute: two hundred requests of the account, in most plans. Thread-safe.</summary>
/// <param name="clock">Real time.</param>
/// <param name="onWeight">Told what was used of how much; null for nobody.</param>
internal sealed class AlpacaLimits(TimeProvider clock, Action<int, int>? onWeight = null)
{
    // Reset is told in whole seconds.
    private static readonly TimeSpan AfterReset = TimeSpan.FromSeconds(1);

    // The venue counts by the minute: one that says no longer time is not believed to mean more than one and its seconds.
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(65);

    private long _resetAt; // seconds since 1970 UTC; 0 before it was told

    /// <summary>Learns from an answer.</summary>
    public void Learn(HttpResponseHeaders headers)
    {
        if (Number(headers, "X-Ratelimit-Limit") is not { } limit || Number(headers, "X-Ratelimit-Remaining") is not { } left) return;
        if (Number(headers, "X-Ratelimit-Reset") is { } at) Volatile.Write(ref _resetAt, at);
        onWeight?.Invoke((int)Math.Clamp(limit - left, 0, int.MaxValue), (int)Math.Clamp(limit, 0, int.MaxValue));
    }

    /// <summary>How long the venue is to be left alone, where it only says until when.</summary>
    public VenueFault Refine(VenueFault fault)
    {
        if (fault.Kind != VenueFaultKind.RateLimited || fault.RetryAfter is not null) return fault;
        var at = Volatile.Read(ref _resetAt);
        var pause = at == 0 ? PauseMax : DateTimeOffset.FromUnixTimeSeconds(at) - clock.GetUtcNow() + AfterReset;
        return fault with { RetryAfter = pause < AfterReset ? AfterReset : pause > PauseMax ? PauseMax : pause };
    }

    private static long? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue * 4L ? number : null;
}
