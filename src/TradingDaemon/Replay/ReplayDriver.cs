using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Pipeline;
using TradingDaemon.Storage.Json;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Replay;

/// <summary>
/// Drives the same rooms as live trading from one loop: venue, evaluation, account, journal, in that order for every event,
/// with time told by the data. The same input, configuration and seed give the same facts to the bit.
/// </summary>
internal sealed class ReplayDriver : IDisposable
{
    private readonly EvaluationRoom _room;
    private readonly AccountEngine _engine;
    private readonly SimulatedVenue _venue;
    private readonly IJournal _journal;
    private readonly ReplayOutput _output;
    private readonly ReplayTally _tally = new();
    private readonly FactHash _hash = new();
    private readonly List<VenueEvent> _reports = [];
    private readonly List<JournalBatch> _uncommitted = new(Limits.CommitBatchesMax);
    private DateTimeOffset _clockAt = DateTimeOffset.MinValue;
    private DateTimeOffset _equityAt = DateTimeOffset.MinValue;

    /// <summary>A driver over fresh rooms; the journal's intents are durable before the venue sees them, as always.</summary>
    public ReplayDriver(EvaluationRoom room, AccountEngine engine, SimulatedVenue venue, IJournal journal)
    {
        (_room, _engine, _venue, _journal) = (room, engine, venue, journal);
        _output = new ReplayOutput(engine);
    }

    /// <summary>The room that builds bars and asks strategies; the driver's own thread alone touches it.</summary>
    public EvaluationRoom Room => _room;

    /// <summary>What happened, fact by fact.</summary>
    public ReplayTally Tally => _tally;

    /// <summary>Signals, drops and invalid proposals.</summary>
    public ReplayOutput Output => _output;

    /// <summary>SHA-256 over the ordered facts so far.</summary>
    public string DecisionHash => _hash.Current();

    /// <summary>Told each time strategies were loaded; null where nobody has bars of before for them.</summary>
    public Action? Loaded { get; set; }

    /// <summary>Told of each fact as it is decided; null for nobody.</summary>
    public Action<RecordedFact>? Told { get; init; }

    /// <summary>Boots, funds the account from the venue and opens the gate at the first event's time.</summary>
    public async Task BeginAsync(DateTimeOffset now, string version, CancellationToken stopping)
    {
        var holdings = await _venue.HoldingsAsync(stopping);
        var statement = new VenueStatement(
            _venue.Id, await _venue.FillsSinceAsync(0, Limits.FillsPageMax, stopping), await _venue.OpenOrdersAsync(stopping),
            new Dictionary<ClientOrderId, OrderReport?>(), [], holdings, holdings.ExecutionSequence ?? 0);
        Begin(statement, boot: 1, version, now);
    }

    /// <summary>Boots and opens the gate by what the venue states. Throws <see cref="InvalidDataException"/> where that is not what the books say.</summary>
    public void Begin(VenueStatement statement, int boot, string version, DateTimeOffset now)
    {
        _output.Now = now;
        _engine.Boot(_journal.Epoch, boot, version, now);
        var breaks = _engine.Take(statement, now);
        if (breaks > 0) throw new InvalidDataException($"The venue and the books differ in {breaks} places.");
        _engine.Take(new Command.ChangeState(EngineState.Running, "Books and venue agree."), now);
        _engine.Take(now);
        foreach (var (strategy, _) in _engine.Account.Books.Conditions.Where(static pair => pair.Value == StrategyCondition.Recovering).ToList()) // a backoff ends with the process it was in
            _engine.Take(new Command.StrategyChanged(new StrategyId(strategy), StrategyCondition.Running, "It was Recovering before the start."), now);
        Load(now);
        PassOn(now);
    }

    /// <summary>Takes one event through the whole daemon.</summary>
    public void Step(in RawTick tick) => Step(tick, tick.ReceivedTime);

    /// <summary>The same at another time than it was received.</summary>
    public void Step(in RawTick tick, DateTimeOffset now)
    {
        _output.Now = now;
        _venue.Observe(tick);
        Pass(now);
        _room.Step(tick, _engine.Snapshot, _output, NullWatch.Instance);
        if (!_engine.Account.Log.IsEmpty) PassOn(now);
    }

    /// <summary>Events of an instrument were dropped before they got here: its bars in progress are not whole.</summary>
    public void ReportDrops(InstrumentId instrument) => _room.ReportDrops(instrument);

    /// <summary>Bars of before, for whom they were asked for.</summary>
    public void TakeHistory(HistoryWanted wanted, IReadOnlyList<Bar> bars, DateTimeOffset now)
    {
        _output.Now = now;
        _room.TakeHistory(wanted, bars, now, _engine.Snapshot, _output, NullWatch.Instance);
        if (!_engine.Account.Log.IsEmpty) PassOn(now);
    }

    /// <summary>Lets time pass: what is due arrives.</summary>
    public void Pass(DateTimeOffset now)
    {
        _output.Now = now;
        if (_venue.NextDueAt <= now) TakeReports(now);
        if (now >= _clockAt) TakeClock(now);
    }

    /// <summary>Makes durable what is decided.</summary>
    public void Settle(DateTimeOffset now)
    {
        PassOn(now);
        if (_uncommitted.Count > 0) Commit(now);
    }

    /// <summary>Lets what is still on its way arrive after the last event.</summary>
    public void Finish(DateTimeOffset lastAt)
    {
        for (var due = _venue.NextDueAt; due is { } at && at <= lastAt + Limits.DispatchAgeMax; due = _venue.NextDueAt)
        {
            _output.Now = at;
            TakeReports(at);
        }

        if (_uncommitted.Count > 0) Commit(lastAt);
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void TakeReports(DateTimeOffset now)
    {
        _venue.AdvanceTo(now);
        _reports.Clear();
        _venue.Drain(_reports);
        foreach (var report in _reports)
        {
            _engine.Take(report, now);
            PassOn(now);
        }
    }

    private void TakeClock(DateTimeOffset now)
    {
        _clockAt = now + Limits.ClockInterval;
        _room.AdvanceTo(now, _engine.Snapshot, _output, NullWatch.Instance);
        _engine.Take(now);
        PassOn(now);
        if (now < _equityAt) return;
        _equityAt = now + Limits.EquityInterval;
        _tally.SeeEquity(_engine.Account.Equity());
    }

    private void PassOn(DateTimeOffset now)
    {
        while (_engine.TakeBatch() is { } batch)
        {
            _uncommitted.Add(batch);
            if (batch.Orders.Count > 0 || _uncommitted.Count == Limits.CommitBatchesMax) Commit(now); // group commit: only an order cannot wait for its facts to be durable
            foreach (var cancel in batch.Cancels) _venue.Cancel(cancel.ClientOrderId, now);
            foreach (var fact in batch.Facts) Tell(fact, now);
        }
    }

    private void Commit(DateTimeOffset now)
    {
        foreach (var order in _journal.Commit(_uncommitted)) _venue.Place(order, now);
        _uncommitted.Clear();
    }

    private void Tell(RecordedFact recorded, DateTimeOffset now)
    {
        _hash.Add(recorded);
        _tally.Count(recorded.Fact);
        Told?.Invoke(recorded);
        if (recorded.Fact is Fact.TierEntered or Fact.ConfigurationChanged) Load(now);
    }

    private void Load(DateTimeOffset now)
    {
        _room.Load(_engine.Account.Tier.Strategies, now, _output);
        Loaded?.Invoke();
    }
}
