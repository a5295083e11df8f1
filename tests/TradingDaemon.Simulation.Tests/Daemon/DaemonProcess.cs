using Microsoft.Extensions.Logging.Abstractions;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Desks;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Journalling;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Pipeline;
using TradingDaemon.Recovery;
using TradingDaemon.Simulation.Tests.World;
using TradingDaemon.Storage;
using TradingDaemon.Strategies.Catalogue;

namespace TradingDaemon.Simulation.Tests.Daemon;

/// <summary>
/// One life of the daemon, from opening the store to a kill: the real store, recovery, start-up, evaluation room and account engine, with plain lists
/// for channels. What is in those lists dies with it.
/// </summary>
internal sealed class DaemonProcess : IEvaluationOutput, IDisposable
{
    private static readonly NoiseFactory Noise = new();
    private readonly SqliteStore _store;
    private readonly Fate _fate;
    private readonly VirtualClock _clock;
    private readonly OracleVenue _venue;
    private readonly EvaluationRoom _room;
    private readonly Queue<(Quote Mark, Signal? Signal)> _inbox = new();
    private readonly List<JournalBatch> _outbox = [];

    public DaemonProcess(string directory, Fate fate, VirtualClock clock, OracleVenue venue, List<RecordedFact> durable)
    {
        (_fate, _clock, _venue) = (fate, clock, venue);
        _store = SqliteStore.Open(new StoreOptions { Directory = directory, Epoch = 1 }, clock);
        Journal = new KillableJournal(_store.Journal, fate, durable);
        _room = new EvaluationRoom(Ground.Catalog, new EvaluationOptions(), static kind => kind == Noise.Kind ? Noise : StrategyCatalogue.Default.Find(kind));
        (Engine, _) = BooksRecovery.Recover(Ground.Setup, Journal, _store.Checkpoints, NullLogger.Instance);
    }

    public AccountEngine Engine { get; }

    public KillableJournal Journal { get; }

    /// <summary>Batches decided and not durable yet.</summary>
    public int Undurable => _outbox.Count;

    /// <summary>Told of every decided batch, on the spot.</summary>
    public Action<JournalBatch> Decided { get; set; } = static _ => { };

    /// <summary>Told of every mark the engine took.</summary>
    public Action<Quote> Marked { get; set; } = static _ => { };

    /// <summary>Boots, reconciles and opens the gate, as the executable does; returns the cancels start-up asks for.</summary>
    /// <param name="decided">Told of every batch start-up commits.</param>
    public List<OrderReference> StartUp(Action<JournalBatch> decided)
    {
        using var topology = new Topology(1, static (_, _) => { });
        using var metrics = new DaemonMetrics(_clock, "simulation");
        var alerts = new AlertBoard(_clock, new SecretRedactor(), [], NullLogger<AlertBoard>.Instance);
        var recorder = new Recorder(metrics, alerts, NullLogger<Recorder>.Instance);
        var options = new StartUpOptions(_store.Boot, "simulation", ClearFault: false, []);
        var startUp = new StartUp(Engine, [_venue], Journal, new DurableMark(), recorder, topology, [], options, new Clocks(_clock, _clock), NullLogger<StartUp>.Instance);
        Journal.Committed = decided;
        startUp.StartAsync(CancellationToken.None).GetAwaiter().GetResult(); // nothing in it waits
        Journal.Committed = static _ => { };
        LoadStrategies();
        var cancels = new List<OrderReference>();
        while (topology.Dispatch.Reader.TryRead(out var request)) cancels.Add(request.Cancel!);
        return cancels;
    }

    /// <summary>A market event reaches the evaluation room.</summary>
    public void TakeTick(RawTick tick) => _room.Step(in tick, Engine.Snapshot, this, NullWatch.Instance);

    /// <summary>Marks and signals that wait reach the engine, in their order.</summary>
    public void TakeInbox()
    {
        while (_inbox.TryDequeue(out var message))
        {
            if (message.Signal is { } signal)
            {
                _fate.Point();
                Engine.Take(signal, _clock.Now);
                PassOn();
                continue;
            }

            Engine.Take(message.Mark);
            Marked(message.Mark);
        }
    }

    public void Take(VenueEvent report)
    {
        Engine.Take(report, _clock.Now);
        PassOn();
    }

    public void Take(Command command)
    {
        Engine.Take(command, _clock.Now);
        PassOn();
    }

    public void TakeTime()
    {
        _room.AdvanceTo(_clock.Now, Engine.Snapshot, this, NullWatch.Instance);
        Engine.Take(_clock.Now);
        PassOn();
    }

    /// <summary>Asks the venue everything and takes its statement; returns the differences left.</summary>
    public int Reconcile() => ReconcileAsync().GetAwaiter().GetResult(); // nothing in it waits

    /// <summary>Makes durable what was decided, in one group commit; returns what may be sent now.</summary>
    public (IReadOnlyList<DurableOrder> Orders, IReadOnlyList<OrderReference> Cancels) Commit()
    {
        if (_outbox.Count == 0) return ([], []);
        var orders = Journal.Commit(_outbox);
        var cancels = _outbox.SelectMany(static batch => batch.Cancels).ToList();
        _outbox.Clear();
        return (orders, cancels);
    }

    /// <summary>The disk refused: the cancels that need no fact on it.</summary>
    public List<OrderReference> UndurableCancels() => [.. _outbox.SelectMany(static batch => batch.Cancels)];

    /// <summary>Writes a checkpoint unless the journal is behind it.</summary>
    public bool Checkpoint()
    {
        var state = Engine.Capture();
        if (state.Sequence > Journal.LastSequence) return false;
        _store.Checkpoints.Write(state, _clock.Now);
        _store.Tidy();
        return true;
    }

    public void OnMark(in Quote quote) => _inbox.Enqueue((quote, null));

    public void OnSignal(Signal signal) => _inbox.Enqueue((default, signal));

    public void OnRejected(in RawTick tick, TickRejection reason) { }

    public void OnStrategyMoved(StrategyId strategy, StrategyCondition condition, string reason)
    {
        if (condition is not (StrategyCondition.Recovering or StrategyCondition.Disabled)) return;
        Engine.Take(new Command.StrategyChanged(strategy, condition, reason), _clock.Now);
        PassOn();
    }

    public void OnProposalInvalid(StrategyId strategy, InstrumentId instrument, string fault) { }

    public void Dispose() => _store.Dispose();

    private async Task<int> ReconcileAsync()
    {
        var fills = await _venue.FillsSinceAsync(Engine.Account.Books.FillCursorOf(_venue.Id), int.MaxValue, default);
        var open = await _venue.OpenOrdersAsync(default);
        var working = open.Select(static report => report.ClientOrderId).ToHashSet();
        var lookUps = new Dictionary<ClientOrderId, OrderReport?>();
        foreach (var id in Engine.Account.Books.Orders.Open.Select(static order => order.Intent.ClientOrderId).Where(id => !working.Contains(id)))
            lookUps.Add(id, await _venue.FindOrderAsync(id, default));
        var left = Engine.Take(new VenueStatement(_venue.Id, fills, open, lookUps, [], await _venue.HoldingsAsync(default), long.MaxValue), _clock.Now);
        PassOn();
        return left;
    }

    private void PassOn()
    {
        while (Engine.TakeBatch() is { } batch)
        {
            _outbox.Add(batch);
            Decided(batch);
            if (batch.Facts.Any(static recorded => recorded.Fact is Fact.TierEntered)) LoadStrategies();
        }
    }

    private void LoadStrategies()
    {
        var faults = _room.Load(Engine.Account.Tier.Strategies, _clock.Now, this);
        if (faults.Length > 0) throw new InvalidOperationException(string.Join("; ", faults));
    }
}
