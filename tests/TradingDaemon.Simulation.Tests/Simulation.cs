using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Pipeline;
using TradingDaemon.Simulation.Tests.Daemon;
using TradingDaemon.Simulation.Tests.Oracle;
using TradingDaemon.Simulation.Tests.World;
using TradingDaemon.Storage.Json;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Simulation.Tests;

/// <summary>
/// A whole daemon and its whole world on one thread, one clock and one seed. The world lies, delays, loses and kills; the exchange alone is honest, and
/// survives. In the end the world becomes honest too, and everything must agree.
/// </summary>
internal sealed class Simulation : IDisposable
{
    private static readonly TimeSpan LookUpAfter = Wire.RequestDelayMax + TimeSpan.FromSeconds(2); // then its answer is the truth
    private readonly string _directory;
    private readonly Fate _fate;
    private readonly VirtualClock _clock = new(Ground.Start);
    private readonly SimulatedExchange _exchange = Ground.OpenExchange();
    private readonly Wire _wire;
    private readonly ChaosMarket _market;
    private readonly OracleVenue _venue;
    private readonly List<RecordedFact> _durable = [];
    private readonly Dictionary<ClientOrderId, DateTimeOffset> _unclearSince = [];
    private readonly SortedDictionary<string, int> _deeds = new(StringComparer.Ordinal);
    private Watcher _watcher = new();
    private DaemonProcess? _daemon;
    private DateTimeOffset _timeAt;
    private DateTimeOffset _reconnectAt = DateTimeOffset.MaxValue;
    private int _diskRefuses;
    private bool _isQuiet;

    /// <summary>A new world; the store is in memory-backed files where the machine has them, so that a flush costs nothing.</summary>
    public Simulation(int seed)
    {
        _directory = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"tradingdaemon-{Environment.ProcessId}-{Guid.NewGuid():N}")).FullName;
        _fate = new Fate(seed);
        _wire = new Wire(_fate, _exchange);
        _market = new ChaosMarket(_fate, _exchange);
        _venue = new OracleVenue(_exchange, _fate);
    }

    private DaemonProcess Daemon => _daemon!;

    /// <summary>Runs so many ticks of a cruel world, then an honest end; returns the hash of all facts.</summary>
    public string Run(int ticks)
    {
        Boot();
        for (var tick = 0; tick < ticks; tick++) UnlessKilled(Step);
        Settle();
        AssertJournalIsWhatWasDecided();
        new LedgerComparison(_exchange, Daemon.Engine, _durable, _wire.Arrived).AssertAll();
        Stop();
        new LedgerComparison(_exchange, Daemon.Engine, _durable, _wire.Arrived).AssertAll();
        return Hash(_durable);
    }

    /// <summary>What happened, in one line: a run in which nothing goes wrong proves nothing.</summary>
    public string Summary()
    {
        var facts = _durable.ConvertAll(static recorded => recorded.Fact);
        var deeds = _wire.Deeds.Concat(_deeds).Select(static pair => $"{pair.Value} {pair.Key}");
        var refusals = facts.OfType<Fact.SignalRefused>().GroupBy(static fact => fact.Rule).OrderBy(static group => group.Key).Select(static group => $"{group.Key} {group.Count()}");
        return $"{_durable.Count} facts, {_watcher.Judged} orders judged, {_wire.Arrived.Count} arrived, {_exchange.LastExecutionSequence} fills, "
            + $"{facts.OfType<Fact.TierEntered>().Count()} tiers entered, {_fate.Kills} kills; {string.Join(", ", deeds)}; refused: {string.Join(", ", refusals)}";
    }

    public void Dispose()
    {
        _daemon?.Dispose();
        _exchange.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private void Boot()
    {
        while (true)
        {
            try
            {
                _daemon = new DaemonProcess(_directory, _fate, _clock, _venue, _durable);
                _watcher = new Watcher(_watcher);
                foreach (var recorded in _durable) _watcher.Take(recorded, isNew: false);
                _daemon.Marked = _watcher.Mark;
                _daemon.Decided = Watch;
                foreach (var intent in _daemon.StartUp(Watch)) _wire.Cancel(intent, _clock.Now);
                Assert.That(_daemon.Engine.Account.Books.State, Is.EqualTo(EngineState.Running), "Books and venue agree after every start.");
                return;
            }
            catch (Killed)
            {
                Die();
            }
        }
    }

    // What is not durable is gone; what was on the wire arrived or did not.
    private void Die()
    {
        _daemon?.Dispose();
        _daemon = null;
        _wire.Cut(_clock.Now);
        _unclearSince.Clear();
        (_diskRefuses, _reconnectAt) = (0, DateTimeOffset.MaxValue);
        if (_fate.OneIn(4) && Rot.DamageNewestCheckpoint(_directory, _fate)) Did("checkpoint damaged");
        _clock.Advance(_fate.Between(1, 20_000));
    }

    private void UnlessKilled(Action step)
    {
        try
        {
            step();
        }
        catch (Killed)
        {
            Die();
            Boot();
        }
    }

    private void Step()
    {
        Pass();
        _wire.Advance(_clock.Now);
        var tick = _isQuiet ? null : _market.Next(_clock.Now);
        _wire.Advance(_clock.Now);
        _fate.Point();
        Operate();
        TakeReports();
        if (tick is { } seen) Daemon.TakeTick(seen);
        if (!_fate.OneIn(8)) Daemon.TakeInbox(); // else it waits, as behind a busy engine
        _fate.Point();
        if (_clock.Now >= _timeAt) TakeTime();
        if (Daemon.Undurable > 0 && (Daemon.Undurable > 20 || !_fate.OneIn(4))) Commit();
        if (_fate.OneIn(700) && Daemon.Checkpoint()) Did("checkpoint");
        if (_clock.Now >= _reconnectAt && _diskRefuses == 0) Reconnect();
    }

    // Mostly some milliseconds; sometimes minutes, and now and then a day.
    private void Pass()
    {
        _clock.Advance(_fate.Between(1, 120));
        if (_fate.Strikes(700)) _clock.Advance(_fate.Between(1_000, 1_200_000));
        if (_fate.Strikes(4_000)) _clock.Advance(TimeSpan.FromHours(_fate.Next(6, 40)));
    }

    private void TakeReports()
    {
        while (_wire.Take(_clock.Now) is { } report)
        {
            _fate.Point();
            Daemon.Take(report);
            if (report is VenueEvent.OutcomeUnknown unknown) _unclearSince.TryAdd(unknown.ClientOrderId, _clock.Now);
        }

        if (_wire.HasLost && _reconnectAt == DateTimeOffset.MaxValue) _reconnectAt = _clock.Now + _fate.Between(100, 8_000); // a gap is noticed later
    }

    private void TakeTime()
    {
        _timeAt = _clock.Now + Limits.ClockInterval;
        Daemon.TakeTime();
        foreach (var id in _unclearSince.Where(pair => _clock.Now - pair.Value > LookUpAfter).Select(static pair => pair.Key).ToList()) LookUp(id);
    }

    // Open orders, closed orders and fills, before anybody may say that an order never was.
    private void LookUp(ClientOrderId id)
    {
        _unclearSince.Remove(id);
        if (Daemon.Engine.Account.Books.Orders.Find(id) is not { VenueOrderId: null } order || order.Status.IsTerminal()) return; // answered meanwhile
        Did("look-up");
        var found = _exchange.FindOrder(id.Text)?.ToDomain();
        foreach (var execution in _exchange.ExecutionsSince(0, int.MaxValue).Where(execution => execution.ClientOrderId == id.Text)) Daemon.Take(new VenueEvent.Executed(execution.ToDomain(Ground.Venue)));
        Daemon.Take(found?.Status switch
        {
            null => new VenueEvent.ProvenAbsent(id, "Never arrived.", _clock.Now),
            OrderStatus.Cancelled => new VenueEvent.CancelDone(id, "Found cancelled.", _clock.Now),
            OrderStatus.Expired => new VenueEvent.Expired(id, "Found expired.", _clock.Now),
            _ => new VenueEvent.FoundOpen(id, found.VenueOrderId, _clock.Now),
        });
    }

    private void Commit()
    {
        if (_diskRefuses == 0 && _fate.Strikes(400)) _diskRefuses = _fate.Next(1, 40);
        if (_diskRefuses > 0)
        {
            if (Daemon.Engine.Account.Books.State == EngineState.Running) Did("disk refused");
            Daemon.Take(new Command.PauseForFault("The journal cannot be written."));
            foreach (var intent in Daemon.UndurableCancels()) _wire.Cancel(intent, _clock.Now); // safe before its fact, and safe twice
            if (--_diskRefuses > 0) return;
            Daemon.Take(new Command.ResumeAfterFault("The journal can be written again."));
        }

        var (orders, cancels) = Daemon.Commit();
        foreach (var order in orders) Send(order);
        foreach (var intent in cancels) _wire.Cancel(intent, _clock.Now);
    }

    private void Send(DurableOrder order)
    {
        _fate.Point();
        if (_clock.Now - order.Intent.DecidedAt <= Limits.DispatchAgeMax)
        {
            _wire.Place(order.Intent, _clock.Now);
            return;
        }

        Did("too old to send");
        Daemon.Take(new VenueEvent.ProvenAbsent(order.Intent.ClientOrderId, "Not sent: it became durable too late.", _clock.Now));
    }

    private void Operate()
    {
        if (!_fate.Strikes(600)) return;
        var running = Daemon.Engine.Account.Books.State == EngineState.Running;
        var strategies = Daemon.Engine.Account.Tier.Strategies;
        var strategy = strategies[_fate.Next(strategies.Length)].Id;
        Command command = _fate.Next(6) switch
        {
            0 => new Command.CloseStrategy(strategy, "An operator closes it."),
            1 => new Command.StrategyChanged(strategy, _fate.OneIn(4) ? StrategyCondition.Paused : StrategyCondition.Running, "An operator switches it."),
            2 when running => new Command.ChangeState(EngineState.Paused, "An operator pauses."),
            2 or 3 when !running => new Command.ChangeState(EngineState.Running, "An operator resumes."),
            _ => new Command.StrategyChanged(strategy, StrategyCondition.Running, "An operator switches it on."),
        };
        Did(command.GetType().Name);
        Daemon.Take(command);
    }

    // Nothing is traded between losing sight and agreeing again.
    private void Reconnect()
    {
        var state = Daemon.Engine.Account.Books.State;
        _wire.Cut(_clock.Now);
        Daemon.Take(new Command.ChangeState(EngineState.Reconciling, "The connection had a gap."));
        Daemon.Commit(); // decided before the gap was noticed: durable, and lost with the connection
        Assert.That(Daemon.Reconcile(), Is.Zero, "Books and venue agree after every reconnect.");
        Daemon.Take(new Command.ChangeState(state, "Books and venue agree."));
        _reconnectAt = DateTimeOffset.MaxValue;
        _unclearSince.Clear();
        Did("reconnect");
    }

    // The world becomes honest, then falls silent so that no exit is under way; within two minutes everything must be known.
    private void Settle()
    {
        _fate.IsCruel = false;
        Daemon.Take(new Command.ChangeState(EngineState.Paused, "The end comes near."));
        for (var tick = 0; tick < 1_500; tick++) Step();
        _isQuiet = true;
        for (var tick = 0; tick < 100; tick++) Step();
        _isQuiet = false;
    }

    private void Stop()
    {
        Daemon.Take(new Command.ChangeState(EngineState.Running, "Once more."));
        for (var tick = 0; tick < 300; tick++) Step();
        Daemon.Take(new Command.Stop(ShutdownPolicy.Flatten, "The end."));
        for (var tick = 0; tick < 1_500; tick++) Step();
        Commit();
        Assert.That(Daemon.Engine.IsSettled, Is.True, "The shutdown policy ends.");
        Assert.That(Daemon.Engine.Account.Books.Orders.Open, Is.Empty, "Nothing is open after a stop.");
        Assert.That(_exchange.OpenOrders(), Is.Empty, "Nothing works at the venue after a stop.");
        Assert.That(Daemon.Engine.Snapshot.InFlightBase, Is.Empty, "Nothing is reserved any more.");
    }

    private void AssertJournalIsWhatWasDecided() => Assert.That(Hash(Daemon.Journal.ReadAfter(0)), Is.EqualTo(Hash(_durable)), "The journal reads back what was committed.");

    private void Watch(JournalBatch batch)
    {
        foreach (var recorded in batch.Facts) _watcher.Take(recorded, isNew: true);
    }

    private void Did(string deed) => _deeds[deed] = _deeds.GetValueOrDefault(deed) + 1;

    private static string Hash(IEnumerable<RecordedFact> facts)
    {
        using var hash = new FactHash();
        foreach (var recorded in facts) hash.Add(recorded);
        return hash.Current();
    }
}
