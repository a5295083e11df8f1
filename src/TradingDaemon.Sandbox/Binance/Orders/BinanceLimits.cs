using System.Collections.Concurrent;

namespace TradingDaemon.Sandbox.Binance.Orders;

/// <summary>How many orders an account placed in the ten seconds and the day that are under way. Thread-safe.</summary>
internal sealed class BinanceLimits(TimeProvider clock)
{
    /// <summary>Orders in ten seconds.</summary>
    public const int ShortMax = 50;

    /// <summary>Orders in a day.</summary>
    public const int DayMax = 160_000;

    private static readonly TimeSpan Short = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Counts> _counts = new(StringComparer.Ordinal); // no more than accounts

    /// <summary>Counts an order; false when it is one too many.</summary>
    public bool Take(string account) => Of(account).Take(clock.GetUtcNow());

    /// <summary>How many there were.</summary>
    public (int Short, int Day) Used(string account) => Of(account).Used(clock.GetUtcNow());

    /// <summary>Whole seconds until the ten are over; one or more.</summary>
    public int SecondsLeft => (int)Math.Ceiling((Short.Ticks - (clock.GetUtcNow().UtcTicks % Short.Ticks)) / (double)TimeSpan.TicksPerSecond);

    private Counts Of(string account) => _counts.GetOrAdd(account, static _ => new Counts());

    private sealed class Counts
    {
        private readonly Lock _gate = new();
        private (long Window, int Count) _short;
        private (long Window, int Count) _day;

        public bool Take(DateTimeOffset now)
        {
            lock (_gate)
            {
                Turn(now);
                if (_short.Count >= ShortMax || _day.Count >= DayMax) return false;
                _short.Count++;
                _day.Count++;
                return true;
            }
        }

        public (int Short, int Day) Used(DateTimeOffset now)
        {
            lock (_gate)
            {
                Turn(now);
                return (_short.Count, _day.Count);
            }
        }

        private void Turn(DateTimeOffset now)
        {
            if (now.UtcTicks / Short.Ticks is var ten && ten != _short.Window) _short = (ten, 0);
            if (now.UtcTicks / TimeSpan.TicksPerDay is var day && day != _day.Window) _day = (day, 0);
        }
    }
}
