using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Metrics;

/// <summary>
/// Every figure the daemon counts or times, named as it is scraped. Counting is an interlocked add; timing goes through an
/// instrument and costs more, so callers on the hottest paths may record a sample. No call allocates. Thread-safe.
/// </summary>
public sealed class DaemonMetrics : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly LabelledSet<FeedMetrics> _feeds;
    private readonly LabelledSet<StrategyMetrics> _strategies;
    private readonly LabelledSet<VenueBreaks> _breaks;
    private readonly LabelledSet<VenueMetrics> _venues;
    private readonly LabelledSet<SeriesMetrics> _series;
    private ImmutableArray<ChannelMetrics> _channels = [];
    private readonly EnumCounter<TickRejection> _dropped;
    private readonly EnumCounter<RiskRule> _refused;
    private readonly EnumCounter<OrderEventKind> _orderEvents;
    private readonly EnumCounter<ProtectionKind> _protections;
    private readonly EnumCounter<TiltSignal> _tilts;
    private readonly EnumCounter<GatekeeperVerdict> _scored;
    private readonly EnumCounter<ExecutionAlgorithm> _parents;
    private readonly EnumCounter<ParentEnd> _parentEnds;
    private readonly StageTimings _stages;
    private readonly StorageFigures _storage;
    private readonly RoutingMetrics _routing;
    private readonly Histogram<double> _queueWait;
    private readonly Histogram<double> _message;
    private readonly Histogram<double> _evaluation;
    private long _intended;
    private long _fillsSimulated;
    private long _fillsReal;

    /// <summary>Creates every instrument that needs nothing else to be there.</summary>
    /// <param name="clock">Ages are measured with it.</param>
    /// <param name="version">The daemon's version, for <c>build_info</c>.</param>
    public DaemonMetrics(TimeProvider clock, string version)
    {
        _clock = clock;
        Meter = new Meter(MetricNames.Meter, version);
        _queueWait = Seconds("queue_wait_seconds", "Time an item waited in a channel.", Buckets.Pipeline);
        _message = Seconds("message_processing_seconds", "Time to process one message, from taken to done.", Buckets.Pipeline);
        _evaluation = Seconds("strategy_evaluation_seconds", "Time of one evaluation of a strategy; may be a sample.", Buckets.PerStrategy);
        _feeds = new(feed => new FeedMetrics(feed, clock));
        _strategies = new(strategy => new StrategyMetrics(strategy, _evaluation));
        _breaks = new(static venue => new VenueBreaks(venue));
        _venues = new(static venue => new VenueMetrics(venue));
        _series = new(static venue => new SeriesMetrics(venue));
        _dropped = new(Meter, "ticks_dropped_total", "reason", "Market events dropped before any strategy saw them.");
        _refused = new(Meter, "refusals_total", "rule", "Signals that became no order, by the rule that refused.");
        _orderEvents = new(Meter, "order_events_total", "event", "What happened to orders.");
        _protections = new(Meter, "protections_triggered_total", "kind", "Positions that a stop loss, trailing stop or take profit began to close.");
        _tilts = new(Meter, "tilt_anomalies_total", "signal", "What strategies did as one does on tilt, by the detector that found it.");
        _scored = new(Meter, "gatekeeper_entries_total", "verdict", "Entries decided that a gatekeeper scored, by the side of its threshold they were on.");
        _parents = new(Meter, "parents_opened_total", "algorithm", "Entries that are executed in parts, by how.");
        _parentEnds = new(Meter, "parents_ended_total", "why", "Entries executed in parts that ended, by why.");
        _stages = new StageTimings(Meter);
        _storage = new StorageFigures(Meter, clock);
        _routing = new RoutingMetrics(Meter);
        AddCounters();
        VenueMetrics.AddTo(Meter, () => _venues.All);
        SeriesMetrics.AddTo(Meter, () => _series.All);
        ProcessGauges.AddTo(Meter);
        Meter.CreateObservableGauge(MetricNames.Prefix + "build_info", () => new Measurement<long>(1, MetricNames.Tag("version", version), MetricNames.Tag("runtime", Environment.Version.ToString())), null, "Always 1; the labels say what is running.");
    }

    /// <summary>The meter all instruments belong to.</summary>
    public Meter Meter { get; }

    /// <summary>How many log events were held back since the start; called when scraped, from any thread.</summary>
    public Func<long> LogEventsSuppressed { get; set; } = static () => 0;

    /// <summary>Adds what is read from the published status and the boards. Call once.</summary>
    public void Observe(IStatusSource status, HealthBoard health, AlertBoard alerts)
    {
        AccountGauges.AddTo(Meter, status);
        BoardGauges.AddTo(Meter, health, alerts);
    }

    /// <summary>A feed's handle: keep it. The same name gives the same handle; past 255 names, one called <c>other</c>.</summary>
    public FeedMetrics Feed(string feed) => _feeds.Get(feed);

    /// <summary>A strategy's handle: keep it. The same name gives the same handle; past 255 names, one called <c>other</c>.</summary>
    public StrategyMetrics Strategy(StrategyId strategy) => _strategies.Get(strategy.Text);

    /// <summary>A venue's handle: keep it. The same name gives the same handle; past 255 names, one called <c>other</c>.</summary>
    public VenueMetrics Venue(string venue) => _venues.Get(venue);

    /// <summary>The handle of a venue's series of prices: keep it. The same name gives the same handle; past 255 names, one called <c>other</c>.</summary>
    public SeriesMetrics Series(string venue) => _series.Get(venue);

    /// <summary>Adds a channel and gives its handle: keep it.</summary>
    /// <param name="channel">Unique name; shards of one kind are told apart by it, e.g. <c>ticks-0</c>.</param>
    /// <param name="capacity">Its bound.</param>
    /// <param name="depth">How many items wait now; called when scraped, from any thread.</param>
    public ChannelMetrics AddChannel(string channel, int capacity, Func<int> depth)
    {
        var added = new ChannelMetrics(channel, capacity, depth, _queueWait);
        ImmutableInterlocked.Update(ref _channels, static (known, handle) => known.Add(handle), added);
        return added;
    }

    /// <summary>Market events were dropped.</summary>
    public void TickDropped(TickRejection reason, long count = 1) => _dropped.Add(reason, count);

    /// <summary>One message was processed, from taken out of its channel to done.</summary>
    public void MessageProcessed(TimeSpan took) => _message.Record(took.TotalSeconds);

    /// <summary>A part of a tick's journey took this long.</summary>
    public void StageTook(Stage stage, TimeSpan took) => _stages.Took(stage, took);

    /// <summary>An order was handed to the venue this long after the tick behind it was received.</summary>
    public void TickBecameOrder(TimeSpan took) => _stages.TickBecameOrder(took);

    /// <summary>A batch became durable.</summary>
    public void JournalCommitted(TimeSpan took, int facts) => _storage.JournalCommitted(took, facts);

    /// <summary>A checkpoint was written.</summary>
    public void CheckpointWritten(TimeSpan took) => _storage.CheckpointWritten(took);

    /// <summary>A checkpoint could not be written.</summary>
    public void CheckpointFailed() => _storage.CheckpointFailed();

    /// <summary>A fact was recorded: counts refusals, orders, order events, fills and breaks. The one call for the recorder to make.</summary>
    public void Recorded(Fact fact)
    {
        if (ScoredEntry.Of(fact) is { } scored) _scored.Add(scored.Score.Verdict);
        switch (fact)
        {
            case Fact.SignalRefused refused:
                _refused.Add(refused.Rule);
                if (refused.Route is { } waits && RoutingRefusals.IsDowngrade(refused.Rule)) _routing.Downgraded(waits);
                break;
            case Fact.OrderIntended { Intent: { Route: var route } intent }:
                Interlocked.Increment(ref _intended);
                if (route is not null) _routing.Sent(intent, route);
                break;
            case Fact.OrderMoved moved:
                _orderEvents.Add(moved.Kind);
                _routing.Moved(moved.ClientOrderId, moved.Status);
                break;
            case Fact.FillBooked booked: Filled(booked); break;
            case Fact.ProtectionTriggered triggered: _protections.Add(triggered.Kind); break;
            case Fact.ParentOpened { Order.Terms.Algorithm: var algorithm }: _parents.Add(algorithm); break;
            case Fact.ParentEnded ended: _parentEnds.Add(ended.Why); break;
            case Fact.TiltFound tilted: _tilts.Add(tilted.Signal); break;
            case Fact.BreakFound found: _breaks.Get(found.Venue).Found(); break;
            default: break; // the other facts show in gauges
        }
    }

    /// <summary>What was counted since the start.</summary>
    public StatusCounts Counts() => new()
    {
        Ticks = _feeds.All.Sum(static feed => feed.ReceivedCount),
        Dropped = _dropped.NonZero().ToImmutableSortedDictionary(static pair => pair.Label, static pair => pair.Count, StringComparer.Ordinal),
        Signals = _strategies.All.Sum(static strategy => strategy.SignalCount),
        Orders = Volatile.Read(ref _intended),
        Fills = Volatile.Read(ref _fillsSimulated) + Volatile.Read(ref _fillsReal),
        Refused = _refused.NonZero().ToImmutableSortedDictionary(static pair => pair.Label, static pair => pair.Count, StringComparer.Ordinal),
    };

    /// <summary>Quantiles of every stage and of tick to order since the start.</summary>
    public ImmutableArray<LatencyLine> Latencies() => _stages.Read();

    /// <summary>How many orders were timed from tick to venue, and the sum of those times.</summary>
    internal (long Count, TimeSpan Sum) TickToOrderTotals => _stages.TickToOrderTotals;

    /// <summary>How full the channels are.</summary>
    public ImmutableArray<QueueLine> Queues() => [.. _channels.Select(static channel => channel.Read())];

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    private void Filled(Fact.FillBooked booked)
    {
        var isCompleting = booked.Status is OrderStatus.Filled;
        _routing.Filled(booked);
        _orderEvents.Add(isCompleting ? OrderEventKind.FillCompleted : OrderEventKind.FillPartial);
        Interlocked.Increment(ref booked.Fill.IsSimulated ? ref _fillsSimulated : ref _fillsReal);
    }

    private void AddCounters()
    {
        Meter.CreateObservableCounter(MetricNames.Prefix + "ticks_received_total", () => _feeds.All.Select(static feed => feed.ReceivedNow), null, "Market events received.");
        Meter.CreateObservableCounter(MetricNames.Prefix + "feed_reconnections_total", () => _feeds.All.Select(static feed => feed.ReconnectionsNow), null, "Connections lost and made again.");
        Meter.CreateObservableCounter(MetricNames.Prefix + "feed_unrecognized_total", () => _feeds.All.Select(static feed => feed.UnrecognizedNow), null, "Messages of a kind nobody here knows, left aside.");
        Meter.CreateObservableGauge(MetricNames.Prefix + "feed_data_age_seconds", () => _feeds.All.Where(static feed => feed.HasData).Select(static feed => feed.AgeNow), "s", "Time since the feed last delivered.");
        Meter.CreateObservableGauge(MetricNames.Prefix + "queue_depth", () => _channels.Select(static channel => channel.DepthNow), null, "Items waiting in a channel.");
        Meter.CreateObservableGauge(MetricNames.Prefix + "queue_capacity", () => _channels.Select(static channel => channel.CapacityNow), null, "The bound of a channel.");
        Meter.CreateObservableCounter(MetricNames.Prefix + MetricNames.Signals, () => _strategies.All.SelectMany(static strategy => strategy.SignalsNow), null, "Signals strategies made.");
        Meter.CreateObservableCounter(MetricNames.Prefix + "strategy_faults_total", () => _strategies.All.Select(static strategy => strategy.FaultsNow), null, "Evaluations that threw or stalled.");
        Meter.CreateObservableCounter(MetricNames.Prefix + "orders_total", () => Volatile.Read(ref _intended), null, "Orders decided.");
        Meter.CreateObservableCounter(MetricNames.Prefix + "fills_total", Fills, null, "Fills booked.");
        Meter.CreateObservableCounter(MetricNames.Prefix + "log_events_suppressed_total", () => LogEventsSuppressed(), null, "Log events held back because the same kind was logged a moment ago.");
        Meter.CreateObservableCounter(MetricNames.Prefix + "reconciliation_breaks_total", () => _breaks.All.Select(static venue => venue.Now), null, "Differences between our books and a venue's.");
    }

    private IEnumerable<Measurement<long>> Fills() =>
        [new(Volatile.Read(ref _fillsSimulated), MetricNames.Tag("simulated", "true")), new(Volatile.Read(ref _fillsReal), MetricNames.Tag("simulated", "false"))];

    private Histogram<double> Seconds(string name, string description, InstrumentAdvice<double> advice) =>
        Meter.CreateHistogram(MetricNames.Prefix + name, "s", description, null, advice);
}
