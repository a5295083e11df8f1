using System.Collections.Concurrent;
using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Evaluation;

/// <summary>
/// One strategy shard: a thread that steps its room tick by tick. When a strategy does not come back, a watchdog abandons
/// that thread and a new one goes on with the very next strategy of the same tick.
/// </summary>
internal sealed class StrategyEvaluation : IHostedService, IDisposable
{
    private const int TimingSample = 64; // every evaluation is watched; timing histograms take every 64th
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(100);

    private readonly TickQueue _queue;
    private readonly EvaluationRoom _room;
    private readonly EvaluationOutput _output;
    private readonly AccountEngine _engine;
    private readonly DaemonMetrics _metrics;
    private readonly HealthComponent _health;
    private readonly ChannelMetrics _channel;
    private readonly TimeProvider _real;
    private readonly TimeProvider _market;
    private readonly TimeSpan _stallMax;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<StrategyEvaluation> _logger;
    private readonly DropNotes _drops;
    private readonly Action<InstrumentId> _reportDrops;
    private readonly SightBoard _sight;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<(HistoryWanted Wanted, IReadOnlyList<Bar> Bars)> _histories = new(); // one a strategy and instrument that looks back, each time it is loaded
    private readonly Func<Instrument, bool> _isOurs;
    private StrategySpec[]? _pendingSpecs; // handed over whole, between two threads
    private ImmutableHashSet<StrategyId> _disabled;
    private Task<bool>? _waiting;
    private StallWatch _watch;
    private ITimer? _watchdog;
    private Regularly _clock = new(Limits.ClockInterval);
    private int _sightTold;
    private long _evaluations;

    /// <summary>A shard over its queue and room.</summary>
    public StrategyEvaluation(
        int shard, Topology topology, ChannelGauges channels, EvaluationRoom room, EvaluationOutput output, AccountEngine engine, InstrumentCatalog catalog, TimeSpan stallMax, SightBoard sight,
        DaemonMetrics metrics, HealthBoard health, Clocks clocks, IHostApplicationLifetime lifetime, ILogger<StrategyEvaluation> logger)
    {
        (_queue, _room, _output, _engine, _metrics, _real, _market, _stallMax, _lifetime, _logger) = (topology.Ticks[shard], room, output, engine, metrics, clocks.Real, clocks.Market, stallMax, lifetime, logger);
        _health = health.Register(topology.Ticks.Count == 1 ? "evaluation" : $"evaluation-{shard}", HealthRole.Loop);
        (_drops, _reportDrops, _sight) = (new DropNotes(catalog.Count), room.ReportDrops, sight);
        _channel = channels.Ticks[shard];
        _disabled = [];
        _isOurs = instrument => instrument.Id.Index % topology.Ticks.Count == shard;
        _watch = NewWatch();
    }

    /// <summary>How the shard's strategies are doing; a moment old.</summary>
    public IReadOnlyList<StrategyReport> Strategies { get; private set; } = [];

    /// <summary>Whom to ask for the history strategies want when they are loaded; null for nobody, and then none waits for any.</summary>
    public Action<IReadOnlyList<HistoryWanted>, Action<HistoryWanted, IReadOnlyList<Bar>>>? AskForHistory { get; set; }

    /// <summary>Asks the shard to run exactly these strategies from its next turn on; any thread.</summary>
    /// <param name="specs">What to run.</param>
    /// <param name="disabled">Those that stay switched off until an operator acts.</param>
    public void Load(ImmutableArray<StrategySpec> specs, IEnumerable<StrategyId> disabled)
    {
        Volatile.Write(ref _disabled, [.. disabled]);
        Volatile.Write(ref _pendingSpecs, [.. specs]);
    }

    /// <summary>Told by the queue that an event of an instrument was dropped; any thread.</summary>
    public void NoteDrop(InstrumentId instrument) => _drops.Note(instrument);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _health.Healthy();
        StartThread(resumeAfter: null);
        _watchdog = _real.CreateTimer(_ => Check(), null, WatchInterval, WatchInterval);
        return Task.CompletedTask;
    }

    /// <summary>Drains the queue and ends; does not wait for a strategy that never comes back.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Complete();
        await Task.WhenAny(_ended.Task, Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken));
        if (_watchdog is not null) await _watchdog.DisposeAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _watchdog?.Dispose();

    private StallWatch NewWatch() => new(_real, _stallMax, OnElapsed);

    private void OnElapsed(int slot, long elapsed)
    {
        if (_evaluations++ % TimingSample == 0) _metrics.Strategy(_room.Occupant(slot).Strategy).Evaluated(_real.GetElapsedTime(0, elapsed));
    }

    private void StartThread(int? resumeAfter)
    {
        var watch = _watch;
        new Thread(() => Run(watch, resumeAfter)) { IsBackground = true, Name = "evaluation" }.Start();
    }

    private void Check()
    {
        if (_watch.Check() is not { } slot) return;
        var occupant = _room.Occupant(slot);
        _logger.StrategyStalled(occupant.Strategy.Text, occupant.Symbol.Text, _stallMax.TotalSeconds);
        _room.MarkStalled(slot, _market.GetUtcNow(), _output); // the room is ours now: its thread was deposed
        _watch = NewWatch();
        StartThread(slot);
    }

    private void Run(StallWatch watch, int? resumeAfter)
    {
        try
        {
            if (resumeAfter is { } slot && _room.Resume(slot, _engine.Snapshot, _output, watch) == StepResult.Deposed) return;
            while (true)
            {
                if (!Turn(watch, out var isEnded)) return;
                if (isEnded) break;
            }

            _output.Flush();
            _ended.TrySetResult();
        }
        catch (Exception failure) // the room itself broke, not a strategy: its state cannot be trusted
        {
            _health.Critical(failure.Message);
            _logger.ShardBroken(failure);
            _ended.TrySetResult();
            Environment.ExitCode = 1;
            _lifetime.StopApplication();
        }
    }

    // One turn: load what is asked, step one tick or wait for one. False: this thread was deposed.
    private bool Turn(StallWatch watch, out bool isEnded)
    {
        isEnded = false;
        LoadPending();
        _drops.PassOn(_reportDrops);
        _sight.PassOn(_room, ref _sightTold);
        while (_histories.TryDequeue(out var history))
            if (_room.TakeHistory(history.Wanted, history.Bars, _market.GetUtcNow(), _engine.Snapshot, _output, watch) == StepResult.Deposed) return false;
        if (_queue.Reader.TryRead(out var timed))
        {
            var takenAt = _real.GetTimestamp();
            _channel.Waited(_real.GetElapsedTime(timed.ReceivedTimestamp, takenAt));
            _output.Begin(timed.ReceivedTimestamp);
            if (_room.Step(timed.Tick, _engine.Snapshot, _output, watch) == StepResult.Deposed) return false;
            var now = _real.GetTimestamp();
            _metrics.StageTook(Stage.Evaluate, _real.GetElapsedTime(timed.ReceivedTimestamp, now));
            _metrics.MessageProcessed(_real.GetElapsedTime(takenAt, now));
            _health.Beat(now);
            return !_clock.IsDue(timed.Tick.ReceivedTime) || AdvanceClock(timed.Tick.ReceivedTime, watch);
        }

        _waiting ??= _queue.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
        if (_waiting.Wait(Limits.ClockInterval))
        {
            isEnded = !_waiting.Result;
            _waiting = null;
            return true;
        }

        _health.Beat();
        _output.Flush();
        return AdvanceClock(_market.GetUtcNow(), watch);
    }

    private bool AdvanceClock(DateTimeOffset now, StallWatch watch)
    {
        _clock.Done(now);
        _drops.PassOn(_reportDrops);
        _sight.PassOn(_room, ref _sightTold); // what was told while nothing came
        if (_room.AdvanceTo(now, _engine.Snapshot, _output, watch) == StepResult.Deposed) return false;
        Strategies = _room.Strategies;
        return true;
    }

    private void LoadPending()
    {
        if (Volatile.Read(ref _pendingSpecs) is null || Interlocked.Exchange(ref _pendingSpecs, null) is not { } specs) return;
        var now = _market.GetUtcNow();
        foreach (var fault in _room.Load(specs, now, _output)) _logger.SpecFault(fault.Strategy.Text, fault.Text);
        foreach (var strategy in _disabled) _room.Switch(strategy, on: false, now, _output);
        Strategies = _room.Strategies;
        if (AskForHistory is { } ask && _room.AwaitHistory(_isOurs) is { Count: > 0 } wanted) ask(wanted, (what, bars) => _histories.Enqueue((what, bars)));
    }
}
