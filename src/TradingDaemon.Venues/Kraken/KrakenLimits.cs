using System.Globalization;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Guard;

namespace TradingDaemon.Venues.Kraken;

/// <summary>
/// Kraken's own counters, kept here so that they are not run into: one of the key for questions, and one of each pair in the engine, which cancels of
/// young orders fill most. Both flow back by the second, at the pace of the account's tier: the lowest, until the stream tells a better one. Thread-safe.
/// </summary>
internal sealed class KrakenLimits(TimeProvider clock)
{
    // A fresh order's cancel costs so much: placing stops where it would still fit.
    private const double KeptForCancels = 8d;

    // A history flows back in six seconds at the lowest tier: who asks for it again and again must get it at some time, within what a request may take.
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LockoutMax = TimeSpan.FromMinutes(15);

    private static readonly (double Questions, double QuestionsPerSecond, double Orders, double OrdersPerSecond)[] Tiers = [(15d, 0.33d, 60d, 1d), (20d, 0.5d, 125d, 2.34d), (20d, 1d, 180d, 3.75d)];

    // What a cancel costs by the age of its order, in seconds.
    private static readonly (double Below, double Costs)[] CancelCosts = [(5d, 8d), (10d, 6d), (15d, 5d), (45d, 4d), (90d, 2d), (300d, 1d)];

    private readonly Lock _gate = new();
    private readonly Counter _questions = new();
    private readonly Dictionary<string, Counter> _orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Pair, long At)> _young = new(StringComparer.Ordinal); // by our id, for as long as a cancel costs anything
    private int _tier;

    /// <summary>Takes room for a question, waiting for it a little. Throws <see cref="VenueException"/> when there is none: nothing was sent.</summary>
    /// <param name="costs">Of the key's counter: 2 for histories, else 1; of several questions that are worth nothing without each other, the sum.</param>
    /// <param name="isUrgent">Whether it may take what is kept for look-ups.</param>
    /// <param name="stopping">Gives up.</param>
    public async ValueTask TakeAsync(double costs, bool isUrgent, CancellationToken stopping)
    {
        var since = clock.GetTimestamp();
        while (true)
        {
            TimeSpan wait;
            lock (_gate)
            {
                var (most, perSecond, _, _) = Tiers[_tier];
                var room = RequestBudget.WaitsForNothing ? double.MaxValue : isUrgent ? most : most * 0.7; // the rest is for what became of an order; an emergency stop waits for no counter
                var level = _questions.Level(clock, perSecond);
                if (level + costs <= room)
                {
                    _questions.Add(costs);
                    return;
                }

                wait = TimeSpan.FromMilliseconds(Math.Ceiling((level + costs - room) / perSecond * 1_000d)); // timers cut to whole milliseconds: waking early would only spin
            }

            if (clock.GetElapsedTime(since) + wait > WaitMax) throw new VenueException(Full("questions of this key", wait));
            await RequestBudget.WaitAsync(wait, clock, Full("questions of this key", wait), stopping);
        }
    }

    /// <summary>Gives back what was taken and not asked.</summary>
    public void GiveBack(double costs)
    {
        lock (_gate) _questions.Add(-costs);
    }

    /// <summary>Takes room for an order; the fault when there is none: nothing was sent.</summary>
    public VenueFault? TryPlace(string pair, string clientOrderId)
    {
        lock (_gate)
        {
            var (_, _, most, perSecond) = Tiers[_tier];
            if (!_orders.TryGetValue(pair, out var counter)) _orders.Add(pair, counter = new Counter());
            var over = counter.Level(clock, perSecond) + 1d + KeptForCancels - most;
            if (over > 0d) return Full($"orders of {pair}", TimeSpan.FromSeconds(over / perSecond));
            counter.Add(1d);
            foreach (var (old, _) in _young.Where(order => clock.GetElapsedTime(order.Value.At).TotalSeconds >= CancelCosts[^1].Below).ToArray()) _young.Remove(old);
            _young[clientOrderId] = (pair, clock.GetTimestamp());
            return null;
        }
    }

    /// <summary>Counts a cancel, which is never kept from leaving.</summary>
    /// <param name="clientOrderId">Of which order; null for all.</param>
    public void Cancelled(string? clientOrderId)
    {
        lock (_gate)
        {
            foreach (var (id, (pair, at)) in _young.Where(order => clientOrderId is null || order.Key == clientOrderId).ToArray())
            {
                var age = clock.GetElapsedTime(at).TotalSeconds;
                var counter = _orders[pair];
                counter.Level(clock, Tiers[_tier].OrdersPerSecond);
                counter.Add(CancelCosts.FirstOrDefault(step => age < step.Below).Costs);
                _young.Remove(id);
            }
        }
    }

    /// <summary>Learns the account's tier from the engine's threshold, which the stream tells.</summary>
    public void Learn(long ordersMost)
    {
        lock (_gate) _tier = Math.Max(0, Array.FindLastIndex(Tiers, tier => tier.Orders <= ordersMost));
    }

    /// <summary>How long the venue wants to be left alone, where its words say so.</summary>
    public VenueFault Refine(VenueFault fault)
    {
        if (fault.Kind != VenueFaultKind.RateLimited || fault.RetryAfter is not null) return fault;
        if (fault.Message.Contains("Temporary lockout", StringComparison.Ordinal)) return fault with { RetryAfter = LockoutMax };
        const string Throttled = "Throttled:";
        var at = fault.Message.IndexOf(Throttled, StringComparison.Ordinal);
        if (at < 0 || !long.TryParse(fault.Message[(at + Throttled.Length)..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var until)) return fault;
        var left = TimeSpan.FromSeconds(until - clock.GetUtcNow().ToUnixTimeSeconds());
        return fault with { RetryAfter = left < TimeSpan.Zero ? TimeSpan.Zero : left > LockoutMax ? LockoutMax : left };
    }

    private static VenueFault Full(string of, TimeSpan wait) => RequestBudget.Full($"Kraken's counter of {of} is full.", wait);

    private sealed class Counter
    {
        private double _level;
        private long _at;

        /// <summary>Where it stands now, having flowed back.</summary>
        public double Level(TimeProvider clock, double perSecond)
        {
            _level = Math.Max(0d, _level - (clock.GetElapsedTime(_at).TotalSeconds * perSecond));
            _at = clock.GetTimestamp();
            return _level;
        }

        public void Add(double costs) => _level += costs;
    }
}
