namespace TradingDaemon.Sandbox.Access;

/// <summary>Counts what one sender asks, minute by minute of the exchange's clock. Thread-safe.</summary>
internal sealed class RateMeter
{
    private readonly Lock _gate = new();
    private long _minute;
    private int _used;
    private int _unheeded;
    private DateTimeOffset _bannedUntil;

    /// <summary>Counts a request, or says why it may not go on.</summary>
    public RateVerdict Take(int weight, in RateLimit limit, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (now < _bannedUntil) return new RateVerdict(_used, SecondsUntil(_bannedUntil, now), IsBanned: true);
            var minute = now.UtcTicks / TimeSpan.TicksPerMinute;
            if (minute != _minute) (_minute, _used, _unheeded) = (minute, 0, 0);
            if (limit.WeightPerMinute == 0 || _used + weight <= limit.WeightPerMinute) return new RateVerdict(_used += weight, 0, false);
            if (++_unheeded > limit.BanAfter)
            {
                _bannedUntil = now.AddSeconds(limit.BanSeconds);
                return new RateVerdict(_used, limit.BanSeconds, IsBanned: true);
            }

            return new RateVerdict(_used, SecondsUntil(new DateTimeOffset((minute + 1) * TimeSpan.TicksPerMinute, TimeSpan.Zero), now), false);
        }
    }

    private static int SecondsUntil(DateTimeOffset then, DateTimeOffset now) => Math.Max(1, (int)Math.Ceiling((then - now).TotalSeconds));
}
