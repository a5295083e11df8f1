using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Pipeline;
using TradingDaemon.Simulation.Chance;
using TradingDaemon.Simulation.Oracle;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Runs;

/// <summary>One run: a cruel world for so many ticks, then an honest one in which everything must become known, then a stop, and a last comparison.</summary>
internal sealed class SimulationRun : IDisposable
{
    private static readonly TimeSpan ConvergenceMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LastWordsMax = TimeSpan.FromSeconds(22); // what strangers still undo, the wire still carries and queries still hide when the faults stop
    private static readonly TimeSpan AfterCrashMax = TimeSpan.FromSeconds(12); // the same where all was honest: what a dead process sent, and the proof that it did not arrive
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(120);
    private const int HonestGap = 2; // the honest world is looked at half as often: what matters in it is time
    private const decimal EquityMin = 19_900m;
    private const decimal EquityFull = 20_100m;
    private readonly WorldOptions _options;
    private readonly SimulatedWorld _world;
    private DateTimeOffset _timeAt;
    private DateTimeOffset _checkpointAt;
    private DateTimeOffset _pausedUntil = DateTimeOffset.MaxValue; // an operator paused; another resumes then
    private DateTimeOffset _pulledUntil = DateTimeOffset.MaxValue; // an operator pulled the emergency stop; another clears it then
    private DateTimeOffset _unsettledAt; // when something was still unclear, blocked or stopped
    private bool _isRefused;

    /// <summary>Prepares it.</summary>
    public SimulationRun(WorldOptions options)
    {
        _options = options;
        _world = new SimulatedWorld(options);
    }

    /// <summary>Its world.</summary>
    public SimulatedWorld World => _world;

    /// <summary>Runs it to its end, or to the first broken invariant, which the result then holds.</summary>
    public SimulationResult Run()
    {
        try
        {
            Start();
            for (var tick = 0; tick < _options.Ticks; tick++) StepOnce();
            var converged = Converge();
            Stop();
            return Result(converged, null);
        }
        catch (Exception failure) // whatever it is, this seed found it
        {
            return Result(null, failure);
        }
    }

    /// <summary>Starts the daemon.</summary>
    public void Start() => _world.Boot();

    /// <summary>One step of the cruel world; the daemon may die in it and is then started again.</summary>
    public void StepOnce()
    {
        try
        {
            Step();
        }
        catch (Exception) when (!_world.Life.IsAlive)
        {
            _world.Deeds.Did("restart");
            _world.Die();
            (_isRefused, _timeAt) = (false, default);
            _world.Boot();
        }
    }

    /// <summary>For long runs of traders without an opinion, who can only lose: gives them new money and clears the emergency stop.</summary>
    public void Refill()
    {
        if (_world.Watcher.Account.Equity(_world.Watcher.Marks) is { } equity && equity < EquityMin) _world.Strangers.Refill(decimal.Round(EquityFull - equity));
        else if (_world.Daemon.Engine.Account.Books.Emergency != EmergencyState.Active) _world.Daemon.Take(new Command.SetEmergency(EmergencyState.Active, "operator", "An operator clears it."));
    }

    /// <summary>Stops the faults; within a minute everything is known, agreed and tradable again. Returns how long that took.</summary>
    public TimeSpan Converge()
    {
        _world.Fate.IsCruel = false;
        _world.DiskRefusesUntil = default;
        _world.Venue.ClockOffset = TimeSpan.Zero;
        var engine = _world.Daemon.Engine;
        if (engine.Account.Books.Emergency != EmergencyState.Active) _world.Daemon.Take(new Command.SetEmergency(EmergencyState.Active, "simulation", "A person clears it."));
        if (engine.Account.Books.State != EngineState.Running) _world.Daemon.Take(new Command.ChangeState(EngineState.Running, "A person looked, and lets it run."));
        var startedAt = _unsettledAt = _world.Clock.Now;
        if (!StepUntil(startedAt + ConvergenceMax, () => IsAgreed() && _world.Clock.Now - startedAt > (_options.Faults == FaultKinds.None ? AfterCrashMax : LastWordsMax)))
            throw new InvariantBrokenException("Within a minute after the last fault everything is known, agreed and tradable again.", "that", Unsettled());
        return _unsettledAt - startedAt;
    }

    /// <summary>Closes every position, stops in order and compares everything with the exchange's own ledger.</summary>
    public void Stop()
    {
        _world.Daemon.Take(new Command.Stop(ShutdownPolicy.Flatten, "The end."));
        if (!StepUntil(_world.Clock.Now + StopMax, () => _world.Daemon.Engine.IsSettled && _world.Daemon.RequestsUnderWay == 0))
            throw new InvariantBrokenException("The shutdown policy ends.", "nothing left to do", Unsettled());
        Listen(TimeSpan.FromSeconds(40)); // one more comparison, and whatever came late
        CommitAll();
        var engine = _world.Daemon.Engine;
        Invariant.None("Nothing is open after a stop.", engine.Account.Books.Orders.Open);
        Invariant.None("No entry in parts is under way after a stop that closes everything.", engine.Account.Books.Parents.All);
        Invariant.None("Nothing of ours works at the venue after a stop.", _world.Exchange.OpenOrders().Where(static order => order.Request.ClientOrderId.Length > 0).Select(static order => order.Request.ClientOrderId));
        StepComparison.JudgeConfiguration(engine, _world.Files);
        Invariant.None("Nothing is reserved after a stop.", engine.Snapshot.InFlightBase);
        if (_options.FactsKeptMax < int.MaxValue)
        {
            _world.Compare().CompareBalances();
            return;
        }

        _world.Compare().CompareAll(_world.Durable.Kept);
        Invariant.Holds("The journal reads back what was committed.", _world.Daemon.Journal.ReadAfter(0).SequenceEqual(_world.Durable.Kept), $"{_world.Durable.Count} facts", "others");
    }

    /// <summary>What happened so far.</summary>
    public SimulationResult Result(TimeSpan? converged, Exception? failure) => new()
    {
        Seed = _options.Seed, Ticks = _options.Ticks, Failure = failure, Converged = converged,
        Hash = _world.Durable.Hash, Facts = _world.Durable.Count, Orders = _world.Durable.Intents, Fills = _world.Exchange.LastExecutionSequence,
        Kills = _world.Points.Kills, PowerLosses = _world.Points.PowerLosses, BootsMax = _world.BootsMax, PointsVisited = _world.Points.Visited,
        VirtualTime = _world.Clock.Now - Ground.Start, Deeds = [.. _world.Deeds.All], Points = [.. _world.Points.Counts], FirstRecovery = [.. _world.Points.FirstRecovery],
        LastFacts = failure is null ? [] : [.. _world.Durable.Kept.TakeLast(12).Select(static recorded => $"{recorded.Sequence} {recorded.At:O} {recorded.Fact}")],
    };

    /// <inheritdoc/>
    public void Dispose() => _world.Dispose();

    // No market any more: only what is under way.
    private void Listen(TimeSpan wait)
    {
        for (var until = _world.Clock.Now + wait; _world.Clock.FireNext(until);) Work();
    }

    private bool StepUntil(DateTimeOffset limit, Func<bool> isDone)
    {
        while (_world.Clock.Now < limit)
        {
            Step();
            if (isDone()) return true;
        }

        return false;
    }

    private void Step()
    {
        var fate = _world.Fate;
        Pass();
        if (_world.Durable.IsFunded) _world.Strangers.Act(); // what is there at the very beginning is the opening balance, theirs included
        var tick = _world.Market.Next(_world.Clock.Now);
        _world.Venue.Drain();
        _world.Points.Pass(FaultPointKind.Loop);
        Operate();
        if (tick is { } seen) _world.Daemon.TakeTick(seen);
        if (!fate.OneIn(8)) _world.Daemon.TakeInbox(); // else it waits, as behind a busy engine
        if (_world.Clock.Now >= _timeAt)
        {
            _timeAt = _world.Clock.Now + Limits.ClockInterval;
            _world.Daemon.TakeTime();
        }

        Work();
        Checkpoint();
        _world.Daemon.AssertRuns();
        _world.AssertUnbroken();
        StepComparison.JudgeParents(_world.Daemon.Engine, _world.Watcher.Parents, _world.Clock.Now);
    }

    private void Checkpoint()
    {
        var now = _world.Clock.Now;
        if (now < _checkpointAt || now < _world.DiskRefusesUntil) return;
        _checkpointAt = now + _world.Fate.Between(3_000, 60_000);
        if (_world.Daemon.Checkpoint()) _world.Deeds.Did("checkpoint");
    }

    // Timers fire on the way, and what they bring reaches the engine at once, or a moment later.
    private void Pass()
    {
        var (fate, clock) = (_world.Fate, _world.Clock);
        var wait = (_options.Gap.Min + ((_options.Gap.Max - _options.Gap.Min) * fate.Uniform())) * (fate.IsCruel ? 1 : HonestGap);
        if (fate.StrikesInTick(FaultKinds.Market, 800)) wait += fate.Between(1_000, 90_000); // nothing is quoted for a while
        for (var until = clock.Now + wait; clock.FireNext(until);)
        {
            if (!_world.Life.IsAlive) throw new KilledException();
            if (!fate.OneIn(8)) Work();
        }
    }

    private void Work()
    {
        _world.Daemon.TakeEvents();
        if (_world.Daemon.Undurable > 0 && (_world.Daemon.Undurable > 20 || !_world.Fate.OneIn(4))) Commit();
        if (!_world.Life.IsAlive) throw new KilledException();
    }

    private void Commit()
    {
        if (_world.Fate.Strikes(FaultKinds.Disk, 500)) _world.DiskRefusesUntil = _world.Clock.Now + _world.Fate.Between(100, 9_000);
        try
        {
            _world.Daemon.Commit();
            if (!_isRefused) return;
            _isRefused = false;
            _world.Daemon.Take(new Command.ResumeAfterFault("The journal can be written again."));
        }
        catch (IOException) when (_world.Life.IsAlive)
        {
            if (_isRefused) return;
            _isRefused = true;
            _world.Deeds.Did("disk refused");
            _world.Daemon.Take(new Command.PauseForFault("The journal cannot be written."));
        }
    }

    private void CommitAll()
    {
        _world.Daemon.TakeEvents();
        _world.Daemon.Commit();
    }

    private void Operate()
    {
        var (fate, daemon, now) = (_world.Fate, _world.Daemon, _world.Clock.Now);
        if (fate.StrikesInTick(FaultKinds.Clock, 1_500))
        {
            _world.Deeds.Did("clock skew");
            _world.Venue.ClockOffset = TimeSpan.FromMilliseconds(fate.OneIn(2) ? 400 : -1_600);
            _world.Clock.After(fate.Between(1_000, 12_000), () => _world.Venue.ClockOffset = TimeSpan.Zero);
        }

        if (now >= _pulledUntil)
        {
            _pulledUntil = DateTimeOffset.MaxValue;
            daemon.Take(new Command.SetEmergency(EmergencyState.Active, "operator", "An operator clears it."));
        }

        if (now >= _pausedUntil)
        {
            _pausedUntil = DateTimeOffset.MaxValue;
            if (daemon.Engine.Account.Books.State == EngineState.Paused) daemon.Take(new Command.ChangeState(EngineState.Running, "An operator resumes."));
        }

        if (daemon.Engine.Account.Books.State == EngineState.Faulted && fate.OneIn(40)) Look();
        _world.Around.Act(daemon, now);
        if (!fate.StrikesInTick(FaultKinds.Operators, 400)) return;
        var (strategies, command) = (daemon.Engine.Account.Tier.Strategies, (Command?)null);
        var strategy = strategies[fate.Next(strategies.Length)].Id;
        switch (fate.Next(6))
        {
            case 0: command = new Command.CloseStrategy(strategy, "An operator closes it."); break;
            case 1: command = new Command.StrategyChanged(strategy, fate.OneIn(4) ? StrategyCondition.Paused : StrategyCondition.Running, "An operator switches it."); break;
            case 2 when daemon.Engine.Account.Books.State == EngineState.Running:
                command = new Command.ChangeState(EngineState.Paused, "An operator pauses.");
                _pausedUntil = now + fate.Between(500, 10_000);
                break;
            case 3:
                command = new Command.SetEmergency(fate.OneIn(2) ? EmergencyState.Halted : EmergencyState.Reducing, "operator", "An operator pulls it.");
                _pulledUntil = now + fate.Between(500, 10_000);
                break;
            case 4 when daemon.Engine.Account.Books.Parents.All is [{ Ending: null } parent, ..]: command = parent.Paused is null ? new Command.PauseParent(parent.Order.Id, "An operator pauses it.") : new Command.ResumeParent(parent.Order.Id, "An operator resumes it."); break;
            default: command = new Command.StrategyChanged(strategy, StrategyCondition.Running, "An operator switches it on."); break;
        }

        _world.Deeds.Did(command.GetType().Name);
        daemon.Take(command);
    }

    // Trading goes on, so orders come and go; what may not be is an order nobody knows the state of, or a closed gate.
    private bool IsAgreed()
    {
        Look();
        var books = _world.Daemon.Engine.Account.Books;
        var isAgreed = books.State == EngineState.Running && books.Blocks.Count == 0 && books.Orders.Open.All(static order => order.Status != OrderStatus.Unknown);
        isAgreed = isAgreed && !_world.Strangers.Staff.Untold().Any();
        if (!isAgreed) _unsettledAt = _world.Clock.Now;
        return isAgreed;
    }

    // An order the venue enlarged is filled beyond its quantity: entries stop until a person has looked.
    private void Look()
    {
        if (_world.Daemon.Engine.Account.Books.State != EngineState.Faulted || !_world.Strangers.Staff.HasEditedAny) return;
        _world.Deeds.Did("fault looked at");
        _world.Daemon.Take(new Command.ChangeState(EngineState.Running, "A person looked, and lets it run."));
    }

    private string Unsettled()
    {
        var books = _world.Daemon.Engine.Account.Books;
        return $"state {books.State} ({books.StateReason}), blocks [{string.Join("; ", books.Blocks)}], orders [{string.Join("; ", books.Orders.Open.Select(static order => $"{order.Intent.ClientOrderId} {order.Status}"))}], {_world.Daemon.RequestsUnderWay} requests, {_world.Daemon.Undurable} undurable, changed at the venue and not told [{string.Join("; ", _world.Strangers.Staff.Untold())}]";
    }
}
