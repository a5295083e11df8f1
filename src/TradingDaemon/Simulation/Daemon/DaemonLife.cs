using Microsoft.Extensions.Logging.Abstractions;
using TradingDaemon.Domain.Agents;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Evaluation;
using TradingDaemon.Recovery;
using TradingDaemon.Simulation.World;
using TradingDaemon.Storage;
using TradingDaemon.Strategies.Catalogue;

namespace TradingDaemon.Simulation.Daemon;

/// <summary>
/// One life of the daemon, from opening the store to a kill: the real store, recovery, start-up, evaluation room, account engine and venue session, with
/// plain lists for channels and one thread for all of it. What is in those lists dies with it.
/// </summary>
internal sealed class DaemonLife : IEvaluationOutput, IDisposable
{
    private static readonly NoiseFactory Noise = new();
    private readonly StrategyTroubles _troubles = new();
    private readonly LifeParts _parts;
    private readonly SqliteStore _store;
    private readonly EvaluationRoom _room;
    private readonly Correspondence _correspondence;
    private readonly Queue<(Quote Mark, Signal? Signal)> _inbox = new();
    private readonly List<JournalBatch> _outbox = [];

    /// <summary>Opens the store and recovers the books. Throws <see cref="IOException"/> when the disk refuses.</summary>
    public DaemonLife(LifeParts parts)
    {
        _parts = parts;
        _store = SqliteStore.Open(parts.Store, parts.Life);
        try
        {
            Journal = new ObservedJournal(_store.Journal, parts.Points, parts.Durable) { IsAlive = () => parts.Life.IsAlive };
            parts.Durable.Recover(Journal);
            _room = new EvaluationRoom(Ground.Catalog, new EvaluationOptions(), static kind => kind == Noise.Kind ? Noise : StrategyCatalogue.Default.Find(kind));
            (Engine, _) = BooksRecovery.Recover(parts.Files.Setup, Journal, _store.Checkpoints, NullLogger.Instance);
            _correspondence = new Correspondence(Engine, Journal, _store.Boot, parts);
        }
        catch
        {
            _store.Dispose();
            throw;
        }
    }

    /// <summary>The account engine.</summary>
    public AccountEngine Engine { get; }

    /// <summary>The journal.</summary>
    public ObservedJournal Journal { get; }

    /// <summary>Batches decided and not durable yet.</summary>
    public int Undurable => _outbox.Count;

    /// <summary>Told of every decided batch, on the spot.</summary>
    public required Action<JournalBatch> Decided { get; init; }

    /// <summary>Told of every proposal the engine is about to take.</summary>
    public required Action<Signal> Proposed { get; init; }

    /// <summary>Told of every proposal at the moment a strategy makes it.</summary>
    public required Action<Signal> Said { get; init; }

    /// <summary>Told after the engine was told the time.</summary>
    public required Action Timed { get; init; }

    /// <summary>Told of every mark the engine is about to take.</summary>
    public required Action<Quote> Marked { get; init; }

    /// <summary>Told of every mark the engine has taken, when what it decided on it is known.</summary>
    public required Action<Quote> Looked { get; init; }

    /// <summary>Told of what a venue reported, before the engine is.</summary>
    public required Action<VenueEvent> Heard { get; init; }

    /// <summary>A weakness put in on purpose.</summary>
    public Func<AccountEngine, VenueEvent, IEnumerable<VenueEvent>>? Weakness { get; init; }

    /// <summary>Requests being worked on at the venue.</summary>
    public int RequestsUnderWay => _correspondence.UnderWay;

    /// <summary>Orders its session remembers.</summary>
    public int OrdersRemembered => _correspondence.OrdersRemembered;

    /// <summary>Matters on its alert board.</summary>
    public int Alerts => _correspondence.Alerts;

    /// <summary>Compares with the venue and opens the gate, as the executable does; ends when the daemon trades.</summary>
    public async Task StartAsync()
    {
        Journal.Offered = Decided;
        await _correspondence.StartAsync();
        Journal.Offered = static _ => { };
        LoadStrategies();
    }

    /// <summary>Throws what ended the session, if anything did.</summary>
    public void AssertRuns() => _correspondence.AssertRuns();

    /// <summary>A market event reaches the evaluation room.</summary>
    public void TakeTick(RawTick tick) => _room.Step(in tick, Engine.Snapshot, this, NullWatch.Instance);

    /// <summary>What the venue reported reaches the engine.</summary>
    public void TakeEvents()
    {
        while (_correspondence.TryTake(out var report))
        {
            Heard(report);
            foreach (var taken in Weakness?.Invoke(Engine, report) ?? [report])
            {
                Engine.Take(taken, Now);
                PassOn();
            }
        }
    }

    /// <summary>Marks and signals that wait reach the engine, in their order.</summary>
    public void TakeInbox()
    {
        while (_inbox.TryDequeue(out var message))
        {
            if (message.Signal is { } signal)
            {
                Proposed(signal);
                Engine.Take(signal, Now);
                PassOn();
                continue;
            }

            Marked(message.Mark);
            Engine.Take(message.Mark, Now);
            PassOn();
            Looked(message.Mark);
        }
    }

    /// <summary>A command reaches the engine.</summary>
    public void Take(Command command)
    {
        Engine.Take(command, Now);
        PassOn();
    }

    /// <summary>A signal from outside reaches the engine, as the API brings it once its signature is verified.</summary>
    public AgentVerdict Take(AgentSignal sent)
    {
        var verdict = Engine.Take(sent, Now);
        PassOn();
        return verdict;
    }

    /// <summary>The time reaches the rooms.</summary>
    public void TakeTime()
    {
        _room.AdvanceTo(Now, Engine.Snapshot, this, NullWatch.Instance);
        Engine.Take(Now);
        PassOn();
        Timed();
    }

    /// <summary>Makes durable what was decided, in one group commit, and hands on what may be sent now. Throws <see cref="IOException"/> when the disk refuses; cancels of orders the venue has answered left before.</summary>
    public void Commit()
    {
        if (_outbox.Count == 0) return;
        foreach (var order in Journal.Commit(_outbox)) _correspondence.Place(order);
        SendCancels(_outbox, areAnswered: false);
        foreach (var batch in _outbox)
            foreach (var recorded in batch.Facts)
                if (recorded.Fact is Fact.EmergencyMoved { To: EmergencyState.Active }) _correspondence.Gate(EmergencyState.Active);
        _outbox.Clear();
    }

    /// <summary>Writes a checkpoint unless the journal is behind it.</summary>
    public bool Checkpoint()
    {
        var state = Engine.Capture();
        if (state.Sequence > Journal.LastSequence) return false;
        _store.Checkpoints.Write(state, Now);
        _store.Tidy();
        return true;
    }

    /// <inheritdoc/>
    public void OnMark(in Quote quote) => _inbox.Enqueue((quote, null));

    /// <inheritdoc/>
    public void OnDepth(InstrumentId instrument, BookSnapshot depth) => Engine.Take(instrument, depth);

    /// <inheritdoc/>
    public void OnSignal(Signal signal)
    {
        Said(signal);
        _inbox.Enqueue((default, signal));
    }

    /// <inheritdoc/>
    public void OnRejected(in RawTick tick, TickRejection reason) { }

    /// <inheritdoc/>
    public void OnStrategyMoved(StrategyId strategy, StrategyCondition condition, string reason)
    {
        if (!_troubles.IsNews(strategy, condition)) return;
        Engine.Take(new Command.StrategyChanged(strategy, condition, reason), Now);
        PassOn();
    }

    /// <inheritdoc/>
    public void OnProposalInvalid(StrategyId strategy, InstrumentId instrument, string fault) { }

    /// <inheritdoc/>
    public void Dispose()
    {
        _correspondence.Dispose();
        _store.Dispose();
    }

    private DateTimeOffset Now => _parts.Life.GetUtcNow();

    private void SendCancels(IEnumerable<JournalBatch> batches, bool areAnswered)
    {
        foreach (var cancel in batches.SelectMany(static batch => batch.Cancels).Where(cancel => cancel.IsAnswered == areAnswered)) _correspondence.Cancel(cancel);
    }

    private void PassOn()
    {
        while (Engine.TakeBatch() is { } batch)
        {
            _outbox.Add(batch);
            SendCancels([batch], areAnswered: true);
            foreach (var recorded in batch.Facts)
                if (recorded.Fact is Fact.EmergencyMoved { To: not EmergencyState.Active and var pulled }) _correspondence.Gate(pulled); // first of all
            Decided(batch);
            if (batch.Facts.Any(static recorded => recorded.Fact is Fact.TierEntered or Fact.ConfigurationChanged)) LoadStrategies();
        }
    }

    private void LoadStrategies()
    {
        var faults = _room.Load(Engine.Account.Tier.Strategies, Now, this);
        if (faults.Length > 0) throw new InvalidOperationException(string.Join("; ", faults));
    }
}
