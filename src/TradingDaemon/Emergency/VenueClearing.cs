using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Emergency;

/// <summary>
/// Cancels whatever works at one venue: everything at once, then each order that is still shown, again and again until none is. An order
/// that was on its way when the gate closed shows late, so that "none" counts only when it is said twice, the venue's own delay apart.
/// </summary>
/// <param name="venue">Where.</param>
/// <param name="known">What the daemon's status last showed as open: asked only when the venue does not tell.</param>
/// <param name="clearMax">How long it goes on.</param>
/// <param name="clock">Real time.</param>
internal sealed class VenueClearing(IVenue venue, Func<IReadOnlyList<OrderReference>> known, TimeSpan clearMax, TimeProvider clock)
{
    private static readonly TimeSpan AllAtOnceMax = TimeSpan.FromMilliseconds(250); // then each order is asked for by itself as well
    private static readonly TimeSpan RequestMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SettleMin = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan SettleMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookFirst = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LookSlowest = TimeSpan.FromSeconds(1);

    private readonly List<string> _faults = []; // the newest few
    private int _asked;

    /// <summary>Cancels until nothing works or the time is over. Throws nothing but the cancellation of <paramref name="stopping"/>.</summary>
    public async Task<StepResult> RunAsync(CancellationToken stopping)
    {
        var startedAt = clock.GetTimestamp();
        var all = AskAsync(async () => Note(await Bounded(() => venue.CancelAllAsync(stopping)), "cancel all"), "cancel all");
        await Task.WhenAny(all, Task.Delay(AllAtOnceMax, clock, stopping));
        var settle = Settle();
        long? emptySince = null;
        IReadOnlyList<OrderReport>? open = null;
        for (var pause = LookFirst; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LookSlowest.Ticks)))
        {
            open = await OpenAsync(stopping);
            emptySince = open is { Count: 0 } ? emptySince ?? clock.GetTimestamp() : null;
            if (emptySince is { } since && clock.GetElapsedTime(since) >= settle) return new(true, $"Nothing works at {venue.Id}; {_asked} orders were asked to cancel one by one.{Faults()}");
            if (clock.GetElapsedTime(startedAt) >= clearMax) return new(false, Left(open));
            await CancelEachAsync(open?.Select(static order => new OrderReference(order.ClientOrderId, order.VenueOrderId, order.Symbol)) ?? Known(), stopping);
            await Task.Delay(pause, clock, stopping);
        }
    }

    private async Task<IReadOnlyList<OrderReport>?> OpenAsync(CancellationToken stopping)
    {
        IReadOnlyList<OrderReport>? open = null;
        await AskAsync(async () => open = await Bounded(() => venue.OpenOrdersAsync(stopping)), "open orders");
        return open;
    }

    private async Task CancelEachAsync(IEnumerable<OrderReference> orders, CancellationToken stopping) => await Task.WhenAll(orders.Select(order =>
    {
        _asked++;
        return AskAsync(async () => Note(await Bounded(() => venue.CancelAsync(order, stopping)), $"cancel {order}"), $"cancel {order}");
    }));

    private IReadOnlyList<OrderReference> Known()
    {
        try
        {
            return known();
        }
        catch (Exception failure) // a courtesy: the venue is asked again in a moment
        {
            Note(failure.Message, "orders known");
            return [];
        }
    }

    private async Task AskAsync(Func<Task> ask, string what)
    {
        try
        {
            await ask();
        }
        catch (Exception failure) // one request that fails keeps no other from being made; it is asked again
        {
            Note(failure.Message, what);
        }
    }

    // On a thread of the pool, so that a request that blocks instead of waiting blocks nothing of ours.
    private Task<T> Bounded<T>(Func<ValueTask<T>> request) => Task.Run(() => request().AsTask()).WaitAsync(RequestMax, clock);

    private TimeSpan Settle()
    {
        try
        {
            return TimeSpan.FromTicks(Math.Clamp(venue.Traits.AbsenceProvenAfter.Ticks, SettleMin.Ticks, SettleMax.Ticks));
        }
        catch (Exception failure) // a venue that cannot even describe itself is waited for the longest
        {
            Note(failure.Message, "traits");
            return SettleMax;
        }
    }

    private void Note(VenueFault? fault, string what)
    {
        if (fault is not null) Note(fault.ToString(), what);
    }

    private void Note(string fault, string what)
    {
        lock (_faults)
        {
            if (_faults.Count == 3) _faults.RemoveAt(0);
            _faults.Add($"{what}: {fault}");
        }
    }

    private string Left(IReadOnlyList<OrderReport>? open) => open is null
        ? $"{venue.Id} does not tell what works there.{Faults()}"
        : $"{open.Count} orders still work at {venue.Id}: {string.Join(", ", open.Take(20).Select(static order => order.VenueOrderId))}.{Faults()}";

    private string Faults()
    {
        lock (_faults) return _faults.Count == 0 ? "" : $" Last faults: {string.Join("; ", _faults)}";
    }
}
