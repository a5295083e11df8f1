using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Execution.Requests;

/// <summary>
/// How long to wait before trying again: a bound that doubles from attempt to attempt, and a random part of it (full jitter), so
/// that many who failed together do not come back together.
/// </summary>
/// <param name="first">The bound after the first attempt; above zero.</param>
/// <param name="max">The largest bound; not below <paramref name="first"/>.</param>
/// <param name="jitter">Draws the part.</param>
internal sealed class Backoff(TimeSpan first, TimeSpan max, Random jitter)
{
    private const int DoublingsMax = 32; // beyond it every bound is the largest anyway

    /// <summary>The bound after <paramref name="attempt"/> (1, 2, 3…).</summary>
    public TimeSpan BoundAfter(int attempt)
    {
        var bound = first * Math.Pow(2d, Math.Clamp(attempt - 1, 0, DoublingsMax));
        return bound < max ? bound : max;
    }

    /// <summary>The wait after <paramref name="attempt"/> (1, 2, 3…): from zero up to its bound.</summary>
    public TimeSpan After(int attempt)
    {
        double part;
        lock (jitter) part = jitter.NextDouble();
        return BoundAfter(attempt) * part;
    }

    /// <summary>The same after a fault: never less than the venue asked for, and the longest when asking again makes it worse.</summary>
    public TimeSpan After(int attempt, VenueFault fault)
    {
        if (fault.Kind == VenueFaultKind.Authentication) return fault.RetryAfter > max ? fault.RetryAfter.Value : max;
        var wait = After(attempt);
        return fault.RetryAfter > wait ? fault.RetryAfter.Value : wait;
    }
}
