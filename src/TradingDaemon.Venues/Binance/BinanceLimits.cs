using System.Globalization;
using System.Net.Http.Headers;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Binance;

/// <summary>
/// Binance's limits as its answers tell them: the weight this address used in the minute, which whoever keeps the budget is told, and the orders this
/// account placed in ten seconds and in the day, which are counted here beside, so that they are not run into. Thread-safe.
/// </summary>
/// <param name="clock">Real time.</param>
/// <param name="onWeight">Told what was used of how much; null for nobody.</param>
internal sealed class BinanceLimits(TimeProvider clock, Action<int, int>? onWeight = null)
{
    private static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // The firewall does not say for how long it refuses; an address that goes on is refused for longer.
    private static readonly TimeSpan FirewallPause = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Window _ten = new(Ten, 50);
    private readonly Window _day = new(Day, 160_000);
    private int _weightMax = 6_000;

    /// <summary>Takes what the headers of an answer tell.</summary>
    public void OnHeaders(HttpResponseHeaders headers, bool isSigned)
    {
        if (Number(headers, "X-MBX-USED-WEIGHT-1M") is { } used) onWeight?.Invoke(used, _weightMax);
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (Number(headers, "X-MBX-ORDER-COUNT-10S") is { } ten) _ten.Told(ten, now);
            if (Number(headers, "X-MBX-ORDER-COUNT-1D") is { } day) _day.Told(day, now);
        }
    }

    /// <summary>Takes the limits an answer to <c>exchangeInfo</c> begins with; those of a kind nobody knows are passed over.</summary>
    public void Learn(WireValue exchangeInfo)
    {
        foreach (var (_, one) in exchangeInfo["rateLimits"u8])
        {
            if (one["limit"u8].AsLong() is not (> 0 and <= int.MaxValue and var most)) continue;
            var count = one["intervalNum"u8].AsLong();
            lock (_gate)
            {
                if (one["rateLimitType"u8].Is("REQUEST_WEIGHT"u8) && one["interval"u8].Is("MINUTE"u8) && count == 1) _weightMax = (int)most;
                else if (one["rateLimitType"u8].Is("ORDERS"u8) && one["interval"u8].Is("SECOND"u8) && count == 10) _ten.Most = (int)most;
                else if (one["rateLimitType"u8].Is("ORDERS"u8) && one["interval"u8].Is("DAY"u8) && count == 1) _day.Most = (int)most;
            }
        }
    }

    /// <summary>Takes room for an order; the fault when there is none: nothing was sent.</summary>
    public VenueFault? TryPlace()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            foreach (var window in (ReadOnlySpan<Window>)[_ten, _day])
                if (window.Left(now) <= 0) return Full(window, now);
            _ten.Count++;
            _day.Count++;
            return null;
        }
    }

    /// <summary>The venue's word on what was refused without its code: its firewall answers 403, and not to the key.</summary>
    public static VenueFault Refine(VenueFault fault) => fault.Code == "403" ? fault with { Kind = VenueFaultKind.RateLimited, RetryAfter = fault.RetryAfter ?? FirewallPause } : fault;

    private static VenueFault Full(Window window, DateTimeOffset now) =>
        RequestBudget.Full(string.Create(CultureInfo.InvariantCulture, $"Binance takes {window.Most} orders in {window.Length.TotalSeconds:0} s."), window.EndsIn(now));

    private static int? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed class Window(TimeSpan length, int most)
    {
        private long _number;

        public TimeSpan Length => length;

        public int Most { get; set; } = most;

        public int Count { get; set; }

        public int Left(DateTimeOffset now)
        {
            Turn(now);
            return Most - Count;
        }

        // What is on its way the venue has not counted yet.
        public void Told(int count, DateTimeOffset now)
        {
            Turn(now);
            Count = Math.Max(Count, count);
        }

        public TimeSpan EndsIn(DateTimeOffset now) => new(length.Ticks - (now.UtcTicks % length.Ticks));

        private void Turn(DateTimeOffset now)
        {
            if (now.UtcTicks / length.Ticks is var number && number != _number) (_number, Count) = (number, 0);
        }
    }
}
