using System.Collections.Concurrent;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Gating;

/// <summary>
/// The account engine's thread. Commands come first, then executions, then signals, so that a stop never queues behind
/// prices. What was decided goes to the journal before anybody else hears of it.
/// </summary>
internal sealed class RiskGating(
    AccountEngine engine, Topology topology, ChannelGauges channels, StatusPublisher status, DaemonMetrics metrics, HealthBoard health,
    Clocks clocks, IHostApplicationLifetime lifetime, ILogger<RiskGating> logger) : IHostedService
{
    private readonly HealthComponent _health = health.Register("engine", HealthRole.Loop);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<Action<AccountEngine>> _looks = new(); // bounded by who asks: checkpoints, and each venue's session for one look at a time an order in flight
    private IReadOnlyList<InstrumentId> _quotesAsked = [];
    private Regularly _clock = new(Limits.ClockInterval);
    private volatile bool _isStopping;
    private volatile bool _isSettled;

    /// <summary>Told, on the engine's thread, when a tier is entered, or the configuration is another.</summary>
    public Action<Tier>? TierEntered { get; set; }

    /// <summary>True when a stop was asked for and its policy has nothing left to do.</summary>
    public bool IsSettled => _isSettled;

    /// <summary>An immutable copy of the account, taken between two inputs.</summary>
    public Task<AccountState> CaptureAsync() => LookAsync(static engine => engine.Capture());

    /// <summary>Looks at the account between two inputs, on the engine's thread; what is returned must not change any more.</summary>
    public Task<TSeen> LookAsync<TSeen>(Func<AccountEngine, TSeen> look)
    {
        var seen = new TaskCompletionSource<TSeen>(TaskCreationOptions.RunContinuationsAsynchronously);
        _looks.Enqueue(engine => Show(engine, look, seen));
        topology.EngineBell.Ring();
        if (_ended.Task.IsCompleted) ServeLooks(); // the thread is gone: nobody else touches the engine
        return seen.Task;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _health.Healthy();
        new Thread(Run) { IsBackground = true, Name = "account-engine", Priority = ThreadPriority.AboveNormal }.Start();
        return Task.CompletedTask;
    }

    /// <summary>Takes what still waits, notes the stop and ends.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        topology.EngineBell.Ring();
        return _ended.Task;
    }

    private void Run()
    {
        try
        {
            while (!_isStopping)
                if (!Turn()) topology.EngineBell.Wait(Limits.ClockInterval);
            while (Turn()) { }

            engine.Take(new Command.ChangeState(EngineState.Stopped, "Stopped in order."), clocks.Market.GetUtcNow());
            PassOn();
        }
        catch (Exception failure) // a broken invariant: stop at once, recovery is the way back
        {
            _health.Critical(failure.Message);
            logger.EngineBroken(failure);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
        finally
        {
            status.Publish(engine, clocks.Market.GetUtcNow());
            _ended.TrySetResult();
            ServeLooks();
        }
    }

    // One turn over all inputs; false when there was none.
    private bool Turn()
    {
        var worked = TakeCommands() | TakeExecutions() | TakeSignals();
        AskForQuotes();
        var now = clocks.Market.GetUtcNow();
        if (_clock.IsDue(now))
        {
            engine.Take(now);
            _clock.Done(now);
            PassOn();
            status.PublishWhenDue(engine, now);
        }

        ServeLooks();
        _isSettled = engine.IsSettled;
        _health.Beat();
        return worked || topology.IsCommandWaiting; // one that came while signals were taken has kept the rest of them waiting
    }

    // A look that fails is whoever's asked for it, and not the engine's.
    private static void Show<TSeen>(AccountEngine engine, Func<AccountEngine, TSeen> look, TaskCompletionSource<TSeen> seen)
    {
        try
        {
            seen.TrySetResult(look(engine));
        }
        catch (Exception failure)
        {
            seen.TrySetException(failure);
        }
    }

    private void ServeLooks()
    {
        if (_looks.IsEmpty) return;
        lock (_looks) // of the engine's thread and, once that is gone, of whoever asks
            while (_looks.TryDequeue(out var look))
            {
                if (!_ended.Task.IsCompleted) TakeExecutions(); // whoever reported and then looks sees what became of it
                look(engine);
            }
    }

    private bool TakeCommands()
    {
        var worked = false;
        while (topology.Commands.Reader.TryRead(out var command))
        {
            engine.Take(command, clocks.Market.GetUtcNow());
            PassOn();
            worked = true;
        }

        return worked;
    }

    private bool TakeExecutions()
    {
        var taken = 0;
        while (taken < Limits.ExecutionsMax && !topology.IsCommandWaiting && topology.Executions.Reader.TryRead(out var report))
        {
            taken++;
            engine.Take(report, clocks.Market.GetUtcNow());
            PassOn();
        }

        return taken > 0;
    }

    private bool TakeSignals()
    {
        var taken = 0;
        while (taken < Limits.SignalsPerTurnMax && !topology.IsCommandWaiting && topology.Signals.Reader.TryRead(out var message))
        {
            taken++;
            if (message.Greeks is var (option, greeks))
            {
                engine.Take(option, greeks);
                continue;
            }

            if (message.Agent is { } news)
            {
                TakeAgent(news);
                continue;
            }

            if (message.Signal is not { } signal)
            {
                if (message.Depth is { } depth) engine.Take(message.Mark.Instrument, depth);
                if (message.TradedBase > 0m) engine.TakeTraded(message.Mark.Instrument, message.TradedBase);
                engine.Take(message.Mark, clocks.Market.GetUtcNow());
                PassOn();
                continue;
            }

            var startedAt = clocks.Real.GetTimestamp();
            var waited = clocks.Real.GetElapsedTime(message.WrittenTimestamp, startedAt);
            metrics.StageTook(Stage.SignalWait, waited);
            channels.Signals.Waited(waited);
            engine.Take(signal, clocks.Market.GetUtcNow());
            metrics.StageTook(Stage.Decide, clocks.Real.GetElapsedTime(startedAt));
            PassOn();
        }

        return taken > 0;
    }

    // Whoever sent it is answered once what was decided is on its way to the journal, and waits for that to be durable.
    private void TakeAgent(AgentNews news)
    {
        var now = clocks.Market.GetUtcNow();
        if (news is AgentNews.Refused refused) engine.Note(refused.Fact, now);
        var delivery = (news as AgentNews.Sent)?.Delivery;
        var verdict = delivery is null ? null : engine.Take(delivery.Signal, now);
        PassOn();
        if (verdict is not null) delivery!.Answer(verdict);
    }

    // Once for all entries that wait for an instrument, and again only for those that come after nobody waited any more.
    private void AskForQuotes()
    {
        var wanted = engine.QuotesWanted;
        if (wanted.Count == 0 && _quotesAsked.Count == 0) return;
        foreach (var instrument in wanted)
            if (!_quotesAsked.Contains(instrument)) topology.QuotesWanted.Writer.TryWrite(instrument);
        _quotesAsked = wanted;
    }

    private void PassOn()
    {
        if (engine.TakeBatch() is not { } batch) return;
        var decidedAt = clocks.Real.GetTimestamp();
        var decided = new DecidedBatch(batch, decidedAt, SendAnsweredCancels(batch, decidedAt));
        if (!topology.Outbox.Writer.TryWrite(decided)) WaitForOutbox(decided);
        foreach (var recorded in batch.Facts)
            if (recorded.Fact is Fact.TierEntered or Fact.ConfigurationChanged) TierEntered?.Invoke(engine.Account.Tier);
    }

    // False when there is no room for all: then the journal's writer, who may stop the daemon for it, sends each after the commit; twice is safe.
    private bool SendAnsweredCancels(JournalBatch batch, long decidedAt)
    {
        foreach (var cancel in batch.Cancels)
            if (cancel.IsAnswered && !topology.Dispatch.Writer.TryWrite(new VenueRequest(null, cancel, decidedAt))) return false;
        return true;
    }

    private void WaitForOutbox(in DecidedBatch decided)
    {
        var startedAt = clocks.Real.GetTimestamp();
        do
        {
            var room = topology.Outbox.Writer.WaitToWriteAsync(CancellationToken.None).AsTask();
            room.Wait(Limits.ClockInterval);
            if (topology.Outbox.Writer.TryWrite(decided)) return;
            _health.Beat();
        }
        while (clocks.Real.GetElapsedTime(startedAt) < Limits.OutboxWaitMax);

        throw new InvalidOperationException("The journal did not take decisions for too long; undurable decisions must not pile up.");
    }
}
