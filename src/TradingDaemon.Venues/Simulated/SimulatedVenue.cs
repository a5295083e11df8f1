using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Ledger;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Venues.Simulated;

/// <summary>
/// A whole exchange in this process, mirroring whatever market it is shown. Two faces over one state: stepped by a driver that tells the time
/// (<see cref="Observe"/>, <see cref="Place"/>, <see cref="Cancel"/>, <see cref="AdvanceTo"/>, <see cref="Drain"/>), or live as an <see cref="IVenue"/> that asks its clock.
/// Thread-safe: one lock. Every fill is marked simulated. What it accepted survives the process through its own ledger.
/// </summary>
public sealed class SimulatedVenue : IVenue, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SimulatedExchange _exchange;
    private readonly TimeProvider? _clock;
    private readonly List<ExchangeReport> _due = [];
    private DepthLevel[] _bids = [];
    private DepthLevel[] _asks = [];
    // One waiting wake-up is as good as many: the pump looks at everything each time.
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Opens the venue for a live host: time comes from the clock. Throws <see cref="InvalidDataException"/> when the ledger is corrupt.</summary>
    public SimulatedVenue(SimulatedVenueOptions options, InstrumentCatalog catalog, TimeProvider clock)
        : this(options, catalog, clock.GetUtcNow()) => _clock = clock;

    /// <summary>Opens the venue for a driver that tells the time, from <paramref name="start"/> on. The live face then throws <see cref="InvalidOperationException"/>; queries answer.</summary>
    public SimulatedVenue(SimulatedVenueOptions options, InstrumentCatalog catalog, DateTimeOffset start)
    {
        Id = options.Id;
        Traits = new VenueTraits { RefusesUsedClientOrderIds = true, AbsenceProvenAfter = options.LatencyMax, ListsLagMax = TimeSpan.Zero };
        _exchange = new SimulatedExchange(options.ToExchange(), catalog.All.Select(instrument => instrument.ToExchange(options.Fees)), start);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public bool IsSimulated => true;

    /// <inheritdoc/>
    public VenueTraits Traits { get; } // what has arrived is in its answers; a request may be on its way for so long

    /// <inheritdoc/>
    public TimeSpan? ClockOffset => null;

    /// <summary>What opening the ledger found: events read, torn bytes cut off.</summary>
    public LedgerRecovery Recovery => _exchange.Recovery;

    /// <summary>When the venue next has something to do or to tell; null when nothing is under way.</summary>
    public DateTimeOffset? NextDueAt
    {
        get
        {
            lock (_gate) return _exchange.NextDueAt;
        }
    }

    /// <summary>Shows the venue one market event, at its receive time. Next to free while no order of ours rests on the instrument.</summary>
    public void Observe(in RawTick tick)
    {
        bool hasNewReports;
        lock (_gate)
        {
            var reports = _exchange.ReportsUnderWay;
            Show(tick);
            hasNewReports = _exchange.ReportsUnderWay != reports;
        }

        if (hasNewReports) Wake();
    }

    /// <summary>Sends an order on its way.</summary>
    public void Place(DurableOrder order, DateTimeOffset now)
    {
        lock (_gate) _exchange.Submit(order.Intent.ToExchange(), now);
        Wake();
    }

    /// <summary>Sends a cancel on its way.</summary>
    public void Cancel(ClientOrderId clientOrderId, DateTimeOffset now)
    {
        lock (_gate) _exchange.Cancel(clientOrderId.Text, now);
        Wake();
    }

    /// <summary>Lets everything arrive that is due by <paramref name="now"/>.</summary>
    public void AdvanceTo(DateTimeOffset now)
    {
        lock (_gate) _exchange.AdvanceTo(now);
    }

    /// <summary>Adds the reports due by the newest time told, oldest first, and returns how many. They are durable by then.</summary>
    public int Drain(List<VenueEvent> into)
    {
        lock (_gate)
        {
            var before = into.Count;
            _exchange.Drain(_due);
            foreach (var report in _due)
                if (report.ToDomain(Id) is { } told) into.Add(told);
            _due.Clear();
            return into.Count - before;
        }
    }

    /// <summary>The newest price by canonical symbol, kept over restarts: where a synthetic market goes on.</summary>
    public IReadOnlyDictionary<string, decimal> LastPrices()
    {
        lock (_gate) return _exchange.LastPrices();
    }

    /// <inheritdoc/>
    public async Task RunAsync(ChannelWriter<VenueEvent> events, CancellationToken stopping)
    {
        var clock = Clock;
        await using var alarm = clock.CreateTimer(static venue => ((SimulatedVenue)venue!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var due = new List<VenueEvent> { new VenueEvent.StreamOpened(Id, clock.GetUtcNow()) };
        try
        {
            while (true)
            {
                AdvanceTo(clock.GetUtcNow());
                Drain(due);
                foreach (var one in due) await events.WriteAsync(one, stopping);
                due.Clear();
                alarm.Change(TimeUntilDue(clock), Timeout.InfiniteTimeSpan);
                await _wakes.Reader.ReadAsync(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end asked for. Reports not delivered are found by the queries.
        }
    }

    /// <inheritdoc/>
    public ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping)
    {
        Place(order, Clock.GetUtcNow());
        return ValueTask.FromResult<PlacementAnswer>(new PlacementAnswer.HandedOver());
    }

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping)
    {
        Cancel(order.ClientOrderId, Clock.GetUtcNow());
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping)
    {
        var now = Clock.GetUtcNow();
        lock (_gate)
            foreach (var order in _exchange.OpenOrders()) _exchange.Cancel(order.Request.ClientOrderId, now);
        Wake();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping)
    {
        lock (_gate)
        {
            Arrive();
            return ValueTask.FromResult(_exchange.FindOrder(order.ClientOrderId.Text)?.ToDomain());
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping)
    {
        lock (_gate)
        {
            Arrive();
            return ValueTask.FromResult<IReadOnlyList<OrderReport>>([.. _exchange.OpenOrders().Select(SimulatedTranslation.ToDomain)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping)
    {
        lock (_gate) return ValueTask.FromResult(_exchange.FillsSince(cursor, countMax, Id));
    }

    /// <inheritdoc/>
    public ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping)
    {
        lock (_gate) return ValueTask.FromResult(new VenueHoldings(_exchange.Cash().ToDomain(), _exchange.Holdings().ToDomain(), _exchange.LastExecutionSequence));
    }

    /// <inheritdoc/>
    public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping)
    {
        lock (_gate) return ValueTask.FromResult(_exchange.Touch(symbol.Text));
    }

    /// <summary>Keeps the newest prices and closes the ledger. Requests and reports under way are lost, as on a network.</summary>
    public void Dispose()
    {
        lock (_gate) _exchange.Dispose();
    }

    // An answer holds whatever has arrived by now, also when the pump is late.
    private void Arrive()
    {
        if (_clock is not null) _exchange.AdvanceTo(_clock.GetUtcNow());
    }

    private TimeProvider Clock => _clock ?? throw new InvalidOperationException("This venue was opened for a driver that tells the time.");

    private void Show(in RawTick tick)
    {
        switch (tick.Kind)
        {
            case MarketEventKind.Quote:
                _exchange.ObserveQuote(tick.Instrument.Index, tick.A, tick.B, tick.C, tick.D, tick.ReceivedTime);
                break;
            case MarketEventKind.Trade:
                _exchange.ObserveTrade(tick.Instrument.Index, tick.A, tick.B, tick.ReceivedTime);
                break;
            case MarketEventKind.Bar:
                _exchange.ObserveBar(tick.Instrument.Index, tick.A, tick.B, tick.C, tick.D, tick.ReceivedTime);
                break;
            case MarketEventKind.Book when tick.Book is { } book:
                _exchange.ObserveDepth(tick.Instrument.Index, book.Bids.ToExchange(ref _bids), book.Asks.ToExchange(ref _asks), tick.ReceivedTime);
                break;
        }
    }

    private TimeSpan TimeUntilDue(TimeProvider clock)
    {
        if (NextDueAt is not { } dueAt) return Timeout.InfiniteTimeSpan;
        var wait = dueAt - clock.GetUtcNow();
        return wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)); // timers cut to whole milliseconds: waking early would only spin
    }

    private void Wake() => _wakes.Writer.TryWrite(true);
}
