using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Simulation.Chance;
using TradingDaemon.Simulation.Time;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Simulation.World;

/// <summary>
/// The exchange as the daemon reaches it: every request and every answer may be lost, late, refused on the way or unclear, and what it says
/// may be a while behind what it did. The exchange behind it is honest.
/// </summary>
internal sealed class LyingVenue(Fate fate, VirtualClock clock, SimulatedExchange exchange, FaultPoints points, Deeds deeds, VenueTraits traits) : IVenue
{
    private const int RequestDelayMaxMilliseconds = 5_900; // with the lies within what the traits promise
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(2);
    private readonly VenueLies _lies = new(fate, clock, deeds);
    private readonly LaggingLists _lists = new(fate, clock, exchange, deeds);
    private readonly List<ExchangeReport> _drained = [];
    private readonly bool _tellsSequence = fate.OneIn(2);

    /// <inheritdoc/>
    public string Id => Ground.Venue;

    /// <inheritdoc/>
    public bool IsSimulated => true;

    /// <inheritdoc/>
    public VenueTraits Traits => traits;

    /// <inheritdoc/>
    public TimeSpan? ClockOffset { get; set; }

    /// <summary>The process on the other end of the wire.</summary>
    public required Lifeline Life
    {
        get;
        set => (field, View) = (value, new VenueView());
    }

    /// <summary>What it saw of that process.</summary>
    public VenueView View { get; private set; } = new();

    /// <summary>Its stream of reports.</summary>
    public EventStream Stream { get; } = new(fate, clock, points, deeds);

    /// <summary>Told of each order before its first byte leaves.</summary>
    public Action<OrderIntent> Leaving { get; set; } = static _ => { };

    /// <summary>Told of everything the exchange says, honest and at once.</summary>
    public Action<ExchangeReport> Happened { get; set; } = static _ => { };

    /// <inheritdoc/>
    public Task RunAsync(ChannelWriter<VenueEvent> events, CancellationToken stopping) => Stream.RunAsync(Life, View, events, stopping);

    /// <inheritdoc/>
    public ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping)
    {
        if (!Life.IsAlive) return Never<PlacementAnswer>();
        Leaving(order.Intent);
        if (points.Dies(FaultPointKind.BeforeSend)) return Never<PlacementAnswer>();
        _lies.Left(order.Intent.ClientOrderId.Text);
        deeds.Did("placement");
        var answer = Place(order.Intent, stopping);
        return points.Dies(FaultPointKind.AfterSend) ? Never<PlacementAnswer>() : answer;
    }

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping) => SendCancel(now => exchange.Account(Ground.Account).Cancel(Name(order), now), stopping);

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping) => SendCancel(now => exchange.Account(Ground.Account).CancelAll(now), stopping);

    /// <inheritdoc/>
    public ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping) =>
        AskAsync(() => _lies.Hides(order.ClientOrderId.Text) ? null : _lists.Find(order.ClientOrderId.Text), stopping);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping) =>
        AskAsync<IReadOnlyList<OrderReport>>(() => [.. _lists.OpenOrders().Where(report => !_lies.Hides(report.ClientOrderId.Text))], stopping, View.Asked("orders"));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping) =>
        AskAsync(() => _lists.FillsSince(cursor, countMax), stopping, View.Asked("fills"));

    /// <inheritdoc/>
    public ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping) =>
        AskAsync(() => new VenueHoldings(exchange.Cash().ToDomain(), exchange.Holdings().ToDomain(), _tellsSequence ? exchange.LastExecutionSequence : null), stopping, View.Asked("holdings"));

    /// <inheritdoc/>
    public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping) => AskAsync(() => exchange.Touch(symbol.Text), stopping);

    /// <summary>What the exchange has to say goes on its way.</summary>
    public void Drain()
    {
        _lists.Pass();
        exchange.AdvanceTo(clock.Now);
        _drained.Clear();
        if (exchange.Drain(_drained) == 0) return;
        foreach (var report in _drained)
        {
            Happened(report);
            _lists.Note(report);
            if (report.ToDomain(Ground.Venue) is { } told) Stream.Report(told);
        }
    }

    private ValueTask<PlacementAnswer> Place(OrderIntent intent, CancellationToken stopping)
    {
        var (life, roll) = (Life, fate.Next(200));
        switch (fate.Allows(FaultKinds.Requests) ? roll : 199)
        {
            case < 6: return Failed("connection refused", new VenueFault(VenueFaultKind.Retry, "refused", "The venue takes no connection."), fate.Between(1, 50), stopping);
            case < 9: return Failed("rate limited", new VenueFault(VenueFaultKind.RateLimited, "429", "Too many requests.", fate.Between(200, 3_000)), fate.Between(1, 50), stopping);
            case < 11: return Failed("market closed", new VenueFault(VenueFaultKind.MarketClosed, "closed", "The market is closed."), fate.Between(1, 50), stopping);
            case < 13: return Failed("rejected on the way", new VenueFault(VenueFaultKind.Rejected, "400", "The gateway refused it."), fate.Between(1, 50), stopping);
            case < 19: return Failed("order lost, outcome unknown", new VenueFault(VenueFaultKind.OutcomeUnknown, "timeout", "No answer in time."), SendTimeout, stopping);
            case < 25:
                Send(intent, RequestDelayMaxMilliseconds);
                return Failed("order sent, then timed out", new VenueFault(VenueFaultKind.OutcomeUnknown, "timeout", "No answer in time."), SendTimeout, stopping);
            case < 30:
                Send(intent, RequestDelayMaxMilliseconds);
                return Failed("order sent, then 500", new VenueFault(VenueFaultKind.OutcomeUnknown, "500", "Internal server error."), fate.Between(1, 200), stopping);
        }

        var answer = new PendingAnswer<PlacementAnswer>(stopping);
        var handsOver = fate.OneIn(3);
        clock.After(fate.Between(1, 60), () =>
        {
            var found = Arrive(intent);
            CompleteAfter(life, fate.Between(1, 40), answer, () => handsOver || found is null ? new PlacementAnswer.HandedOver() : found);
        });
        return answer.Answer;
    }

    private void Send(OrderIntent intent, int delayMaxMilliseconds)
    {
        var life = Life;
        clock.After(fate.Between(1, delayMaxMilliseconds), () =>
        {
            if (life.IsAlive || fate.OneIn(2)) Arrive(intent); // after the sender's death it arrives, or does not
        });
    }

    private PlacementAnswer? Arrive(OrderIntent intent)
    {
        deeds.Did("order arrived");
        Drain();
        exchange.Submit(intent.ToExchange(), clock.Now);
        Drain();
        foreach (var report in _drained.Where(report => report.ClientOrderId == intent.ClientOrderId.Text))
        {
            if (report is ExchangeReport.Accepted accepted) return new PlacementAnswer.Accepted(accepted.OrderId);
            if (report.ToDomain(Ground.Venue) is VenueEvent.Refused refused) return new PlacementAnswer.Refused(refused.Why, refused.Reason);
        }

        return null;
    }

    private ValueTask<PlacementAnswer> Failed(string deed, VenueFault fault, TimeSpan wait, CancellationToken stopping)
    {
        deeds.Did(deed);
        var (life, answer) = (Life, new PendingAnswer<PlacementAnswer>(stopping));
        CompleteAfter(life, wait, answer, () => new PlacementAnswer.Failed(fault));
        return answer.Answer;
    }

    private ValueTask<VenueFault?> SendCancel(Action<DateTimeOffset> cancel, CancellationToken stopping)
    {
        if (!Life.IsAlive || points.Dies(FaultPointKind.BeforeSend)) return Never<VenueFault?>();
        var (life, answer) = (Life, new PendingAnswer<VenueFault?>(stopping));
        var roll = fate.Next(60);
        var fault = !fate.Allows(FaultKinds.Requests) ? null : roll switch
        {
            0 => new VenueFault(VenueFaultKind.Retry, "refused", "The venue takes no connection."),
            1 => new VenueFault(VenueFaultKind.RateLimited, "429", "Too many requests.", fate.Between(200, 2_000)),
            2 or 3 => new VenueFault(VenueFaultKind.OutcomeUnknown, "timeout", "No answer in time."),
            _ => null,
        };
        if (fault is not null) deeds.Did("cancel failed");
        if (fault is null || roll == 3) clock.After(fate.Between(1, 60), () =>
        {
            Drain();
            cancel(clock.Now);
            Drain();
        });
        CompleteAfter(life, fault?.Kind == VenueFaultKind.OutcomeUnknown ? SendTimeout : fate.Between(60, 100), answer, () => fault);
        return points.Dies(FaultPointKind.AfterSend) ? Never<VenueFault?>() : answer.Answer;
    }

    private ValueTask<T> AskAsync<T>(Func<T> read, CancellationToken stopping, Action? answered = null)
    {
        if (!Life.IsAlive || points.Dies(FaultPointKind.Question)) return Never<T>();
        deeds.Did("question");
        var (life, answer) = (Life, new PendingAnswer<T>(stopping));
        var fault = !fate.Strikes(FaultKinds.Requests, 30) ? null : fate.Next(3) switch
        {
            0 => new VenueFault(VenueFaultKind.Retry, "refused", "The venue takes no connection."),
            1 => new VenueFault(VenueFaultKind.RateLimited, "429", "Too many requests.", fate.Between(200, 3_000)),
            _ => new VenueFault(VenueFaultKind.OutcomeUnknown, "timeout", "No answer in time."),
        };
        if (fault is null) clock.After(fate.Between(1, 30), () =>
        {
            Drain();
            var seen = read();
            CompleteAfter(life, fate.Between(1, 30), answer, () =>
            {
                answered?.Invoke();
                return seen;
            });
        });
        else
        {
            deeds.Did("question unanswered");
            CompleteAfter(life, fault.Kind == VenueFaultKind.OutcomeUnknown ? SendTimeout : fate.Between(1, 50), answer, () => throw new VenueException(fault));
        }

        return answer.Answer;
    }

    // To whoever asked: a process that died meanwhile never goes on, not even where the next one has already begun.
    private void CompleteAfter<T>(Lifeline life, TimeSpan wait, PendingAnswer<T> answer, Func<T> tell)
    {
        clock.After(wait, () =>
        {
            if (!life.IsAlive || answer.IsOver || points.Dies(FaultPointKind.BeforeReceive)) return;
            try
            {
                answer.Tell(tell());
            }
            catch (VenueException unanswered)
            {
                answer.Fail(unanswered);
            }

            if (life.IsAlive) points.Dies(FaultPointKind.AfterReceive);
        });
    }

    private static ValueTask<T> Never<T>() => new(new TaskCompletionSource<T>().Task);

    private static OrderName Name(OrderReference order) =>
        string.IsNullOrEmpty(order.ClientOrderId.Text) ? OrderName.Venue(order.VenueOrderId ?? "") : OrderName.Client(order.ClientOrderId.Text);
}
