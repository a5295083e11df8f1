using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Emergency.Telling;
using TradingDaemon.Execution.Tracking;

namespace TradingDaemon.Emergency;

/// <summary>
/// Cancels whatever works at one venue: everything at once, then each order that is still shown, again and again until none is. What left
/// so recently that the venue may not show it is asked for by its name; when nothing did, the venue's first "none" counts.
/// </summary>
/// <param name="venue">Where.</param>
/// <param name="known">What the daemon's status last showed as open: asked to cancel when the venue does not tell, or takes its time to.</param>
/// <param name="isResumed">Whether trading goes on: then what works there is wanted again.</param>
/// <param name="clearMax">How long it goes on.</param>
/// <param name="clock">Real time.</param>
internal sealed class VenueClearing(VenueLine venue, Func<IReadOnlyList<OrderReference>> known, Func<bool> isResumed, TimeSpan clearMax, TimeProvider clock)
{
    private static readonly TimeSpan AllAtOnceMax = TimeSpan.FromMilliseconds(250); // then each order is asked for by itself as well
    private static readonly TimeSpan AnswerMax = TimeSpan.FromMilliseconds(250); // then what is known to work waits for no list of it
    private static readonly TimeSpan LookFirst = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LookSlowest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AloneMax = TimeSpan.FromSeconds(10); // a venue that asks to be left alone is, so long at most

    private readonly List<string> _faults = []; // the newest few
    private TimeSpan _leaveAlone;
    private bool _isKnownAsked;
    private int _asked;

    /// <summary>Cancels until nothing works and nothing is under way any more, or the time is over. Throws nothing but the cancellation of <paramref name="stopping"/>.</summary>
    public async Task<StepResult> RunAsync(CancellationToken stopping)
    {
        var startedAt = clock.GetTimestamp();
        var all = AskAsync(async () => Note(await venue.CancelAllAsync(stopping), "cancel all"), "cancel all");
        await Task.WhenAny(all, Task.Delay(AllAtOnceMax, clock, stopping));
        for (var pause = LookFirst; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LookSlowest.Ticks)))
        {
            var left = venue.Departures.Within(venue.HiddenFor); // before the question: what arrives in between is in one of both
            var open = await OpenAsync(stopping);
            var hidden = await HiddenAsync(left, stopping);
            if (isResumed()) return new(true, $"A resume ended it at {venue.Id}; {_asked} orders were asked to cancel one by one.{Faults()}");
            if (open is { Count: 0 } && hidden.Count == 0) return new(true, $"Nothing works at {venue.Id}; {_asked} orders were asked to cancel one by one.{Faults()}");
            if (clock.GetElapsedTime(startedAt) >= clearMax) return new(false, Left(open, hidden));
            await CancelEachAsync([.. open?.Select(static order => new OrderReference(order.ClientOrderId, order.VenueOrderId, order.Symbol)) ?? Known(), .. hidden.Where(static one => one.MayWork).Select(static one => one.Order!)], stopping);
            await Task.Delay(_leaveAlone > pause ? _leaveAlone : pause, clock, stopping);
            _leaveAlone = TimeSpan.Zero;
        }
    }

    private async Task<IReadOnlyList<OrderReport>?> OpenAsync(CancellationToken stopping)
    {
        IReadOnlyList<OrderReport>? open = null;
        var question = AskAsync(async () => open = await venue.OpenOrdersAsync(stopping), "open orders");
        if (await Task.WhenAny(question, Task.Delay(AnswerMax, clock, stopping)) != question && !_isKnownAsked && !isResumed())
        {
            _isKnownAsked = true; // once: from then on the venue's answer names what is left
            await Task.WhenAll(question, CancelEachAsync(Known(), stopping));
        }

        await question;
        return open;
    }

    private async Task<IReadOnlyList<Hidden>> HiddenAsync(IReadOnlyList<Departure> left, CancellationToken stopping)
    {
        var hidden = (await Task.WhenAll(left.Select(departure => HiddenAsync(departure, stopping)))).OfType<Hidden>().ToList();
        if (venue.Departures.Age < venue.HiddenFor) hidden.Add(new(null, MayWork: false));
        return hidden;
    }

    // Null when it ended without a fill: nothing of it can show later. What was filled is waited for: the holdings may not contain it yet.
    private async Task<Hidden?> HiddenAsync(Departure departure, CancellationToken stopping)
    {
        if (departure.IsUnderWay) return new(departure.Order, MayWork: true);
        OrderReport? found = null;
        await AskAsync(async () => found = await venue.FindOrderAsync(departure.Order, stopping), $"look up {departure.Order}");
        return found?.Status.IsTerminal() != true ? new(departure.Order, MayWork: true) : found.FilledBase > 0m ? new(departure.Order, MayWork: false) : null;
    }

    private async Task CancelEachAsync(IEnumerable<OrderReference> orders, CancellationToken stopping) => await Task.WhenAll(orders.Select(order =>
    {
        Interlocked.Increment(ref _asked);
        return AskAsync(async () => Note(await venue.CancelAsync(order, stopping), $"cancel {order}"), $"cancel {order}");
    }));

    private IReadOnlyList<OrderReference> Known()
    {
        try
        {
            return [.. known().Where(order => order.Venue is null || order.Venue == venue.Id)];
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
        catch (VenueException failure)
        {
            Note(failure.Fault, what);
        }
        catch (Exception failure) // one request that fails keeps no other from being made; it is asked again
        {
            Note(failure.Message, what);
        }
    }

    private void Note(VenueFault? fault, string what)
    {
        if (fault is null) return;
        Note(fault.ToString(), what);
        if (fault is not { Kind: VenueFaultKind.RateLimited, IsOwn: false, RetryAfter: { } alone }) return;
        lock (_faults) _leaveAlone = alone < AloneMax ? alone : AloneMax; // asking again sooner turns a pause into a ban
    }

    private void Note(string fault, string what)
    {
        lock (_faults)
        {
            if (_faults.Count == 3) _faults.RemoveAt(0);
            _faults.Add($"{what}: {fault}");
        }
    }

    private string Left(IReadOnlyList<OrderReport>? open, IReadOnlyList<Hidden> hidden) => open switch
    {
        null => $"{venue.Id} does not tell what works there.{Faults()}",
        { Count: 0 } => $"{Counted.Of(hidden.Count, "order")} may still be on the way to {venue.Id}: {string.Join(", ", hidden.Take(20).Select(static one => one.Order?.ToString() ?? "what an earlier process sent"))}.{Faults()}",
        _ => $"{Counted.Of(open.Count, "order still works", "orders still work")} at {venue.Id}: {string.Join(", ", open.Take(20).Select(static order => order.VenueOrderId))}.{Faults()}",
    };

    private string Faults()
    {
        lock (_faults) return _faults.Count == 0 ? "" : $" Last faults: {string.Join("; ", _faults)}";
    }

    /// <summary>What may work, or may have been filled, without the venue's showing it.</summary>
    /// <param name="Order">Which; null for whatever an earlier process sent in its last moments.</param>
    /// <param name="MayWork">Whether there is something to cancel.</param>
    private sealed record Hidden(OrderReference? Order, bool MayWork);
}
