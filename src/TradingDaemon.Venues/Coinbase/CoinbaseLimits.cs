using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Guard;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>What Coinbase lets one sender ask in a second, kept below it here so that it is not run into. Cancels always leave. Thread-safe.</summary>
internal sealed class CoinbaseLimits(TimeProvider clock)
{
    // Of the venue's 30 for a portfolio; the rest is for cancels, which are never kept from leaving.
    private const int PrivatePerSecond = 24;

    // Of the venue's 10 for an address, which orders and market data share.
    private const int PublicPerSecond = 4;

    // Of the private ones: for what became of an order, and for placing.
    private const int KeptForUrgent = 8;

    // Requests do not all travel equally long.
    private static readonly TimeSpan Second = TimeSpan.FromMilliseconds(1_200);

    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RestFirst = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RestMax = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Window _private = new(PrivatePerSecond);
    private readonly Window _public = new(PublicPerSecond);
    private TimeSpan _rest;
    private long? _refusedAt;

    /// <summary>Takes room for a signed request, waiting for it a little. Throws <see cref="VenueException"/> when there is none: nothing was sent.</summary>
    public ValueTask TakeAsync(bool isUrgent, CancellationToken stopping) => TakeAsync(_private, isUrgent ? 0 : KeptForUrgent, stopping);

    /// <summary>The same for what anybody may ask.</summary>
    public ValueTask TakePublicAsync(CancellationToken stopping) => TakeAsync(_public, 0, stopping);

    /// <summary>Counts a cancel, which leaves in any case.</summary>
    public void Charge()
    {
        lock (_gate) _private.Take(clock);
    }

    /// <summary>How long to leave the venue alone, which it does not say: a second, and twice as long each time it refuses again soon after.</summary>
    public VenueFault Refine(VenueFault fault)
    {
        if (fault.Kind != VenueFaultKind.RateLimited || fault.RetryAfter is not null) return fault;
        lock (_gate)
        {
            var isSoon = _refusedAt is { } before && clock.GetElapsedTime(before) < _rest * 3;
            _rest = isSoon && _rest * 2 < RestMax ? _rest * 2 : isSoon ? RestMax : RestFirst;
            _refusedAt = clock.GetTimestamp();
            return fault with { RetryAfter = _rest };
        }
    }

    private async ValueTask TakeAsync(Window window, int kept, CancellationToken stopping)
    {
        var since = clock.GetTimestamp();
        while (true)
        {
            TimeSpan wait;
            lock (_gate)
            {
                wait = window.WaitFor(kept, clock);
                if (wait <= TimeSpan.Zero || RequestBudget.WaitsForNothing)
                {
                    window.Take(clock);
                    return;
                }
            }

            if (clock.GetElapsedTime(since) + wait > WaitMax) throw new VenueException(Full(wait));
            await RequestBudget.WaitAsync(wait, clock, Full(wait), stopping);
        }
    }

    private static VenueFault Full(TimeSpan wait) => RequestBudget.Full("As much was asked as Coinbase takes in a second.", wait);

    // What was asked in the second that ends now: no second of the venue's holds more, wherever it begins.
    private sealed class Window(int most)
    {
        private readonly Queue<long> _asked = new();

        public void Take(TimeProvider clock) => _asked.Enqueue(clock.GetTimestamp());

        public TimeSpan WaitFor(int kept, TimeProvider clock)
        {
            while (_asked.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) >= Second) _asked.Dequeue();
            var over = _asked.Count - (most - kept);
            return over < 0 ? TimeSpan.Zero : Second - clock.GetElapsedTime(_asked.ElementAt(over));
        }
    }
}
