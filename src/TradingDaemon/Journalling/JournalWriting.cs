using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Journalling;

/// <summary>
/// Journal before send. Takes everything that waits, commits it in one transaction and one flush, and only then hands the
/// orders on. While the disk refuses, nothing is sent, entries are stopped, and the same batches are tried again.
/// </summary>
internal sealed class JournalWriting(
    Topology topology, ChannelGauges channels, IJournal journal, DurableMark durable, Recorder recorder, DaemonMetrics metrics, HealthBoard health, AlertBoard alerts,
    Clocks clocks, IHostApplicationLifetime lifetime, ILogger<JournalWriting> logger) : IHostedService, IDisposable
{
    private const string AlertKey = "journal";
    private const string OverdueKey = "journal:overdue";
    private static readonly TimeSpan CommitMax = TimeSpan.FromMilliseconds(500); // a flush takes a hundredth of it; above it somebody is called within the second
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(2);

    private readonly HealthComponent _health = health.Register("journal", HealthRole.Loop);
    private readonly List<DecidedBatch> _taken = new(Limits.CommitBatchesMax);
    private readonly List<JournalBatch> _batches = new(Limits.CommitBatchesMax);
    private readonly CancellationTokenSource _giveUp = new();
    private readonly StandingCommand _command = new(topology);
    private Task _loop = Task.CompletedTask;
    private readonly Lock _watch = new();
    private Task<bool>? _waiting;
    private ITimer? _alarm;
    private bool _isCommitting;
    private bool _isOverdue;
    private bool _isRefusing;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _health.Healthy();
        _alarm = clocks.Real.CreateTimer(static writing => ((JournalWriting)writing!).CallIfCommitting(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.CompletedTask;
    }

    /// <summary>Commits what still waits, then ends; gives up on a disk that still refuses when the grace is over.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        topology.Outbox.Writer.TryComplete();
        await using var grace = cancellationToken.Register(_giveUp.Cancel);
        await _loop;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _alarm?.Dispose();
        _giveUp.Dispose();
    }

    private void Run()
    {
        try
        {
            while (WaitForWork())
            {
                Gather();
                if (_taken.Count > 0) Commit();
            }
        }
        catch (OperationCanceledException) when (_giveUp.IsCancellationRequested)
        {
            logger.JournalGaveUp(_taken.Count);
        }
        catch (Exception failure) // a gap or a duplicate is a bug: nothing may be sent on books that cannot be trusted
        {
            _health.Critical(failure.Message);
            alerts.Raise(AlertKey, AlertSeverity.Critical, $"The journal refused its facts: {failure.Message}");
            logger.JournalBroken(failure);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    private bool WaitForWork()
    {
        bool? more;
        _command.Repeat();
        while ((more = IsMore(BeatInterval)) is null)
        {
            _health.Beat(); // idle is progress too
            _command.Repeat();
        }

        _health.Beat();
        return more.Value;
    }

    // Whether something waits; null when the time is over and it is not known yet, false when nothing will ever come.
    private bool? IsMore(TimeSpan longest)
    {
        _waiting ??= topology.Outbox.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
        if (!_waiting.Wait(longest)) return null;
        var more = _waiting.Result;
        _waiting = null;
        return more;
    }

    // Orders and cancels go at once with all there is; acknowledgements, fills and refusals wait a moment for them.
    private void Gather()
    {
        _taken.Clear();
        _batches.Clear();
        var since = clocks.Real.GetTimestamp();
        while (true)
        {
            var isUrgent = TakeAll();
            var left = Limits.FactsWaitMax - clocks.Real.GetElapsedTime(since);
            if (isUrgent || left <= TimeSpan.Zero || _taken.Count == Limits.CommitBatchesMax || IsMore(left) is not true) return;
        }
    }

    private bool TakeAll()
    {
        var isUrgent = false;
        var now = clocks.Real.GetTimestamp();
        while (_taken.Count < Limits.CommitBatchesMax && topology.Outbox.Reader.TryRead(out var decided))
        {
            channels.Outbox.Waited(clocks.Real.GetElapsedTime(decided.DecidedTimestamp, now));
            isUrgent |= decided.Batch.Orders.Count > 0 || decided.Batch.Cancels.Count > 0;
            _taken.Add(decided);
            _batches.Add(decided.Batch);
        }

        return isUrgent;
    }

    private void Commit()
    {
        while (true)
        {
            var startedAt = clocks.Real.GetTimestamp();
            try
            {
                var orders = CommitWatched();
                metrics.JournalCommitted(clocks.Real.GetElapsedTime(startedAt), _batches.Sum(static batch => batch.Facts.Count));
                Accepted(orders);
                return;
            }
            catch (IOException failure)
            {
                Refused(failure);
                Task.Delay(RetryInterval, clocks.Real, _giveUp.Token).GetAwaiter().GetResult(); // the writer's own thread: nothing else waits
            }
        }
    }

    // A flush may take as long as the disk likes: nothing can be done but to say so at once, from another thread.
    private IReadOnlyList<DurableOrder> CommitWatched()
    {
        lock (_watch) _isCommitting = true;
        _alarm!.Change(CommitMax, Timeout.InfiniteTimeSpan);
        try
        {
            return journal.Commit(_batches);
        }
        finally
        {
            _alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            lock (_watch)
            {
                _isCommitting = false;
                if (_isOverdue) Answered();
            }
        }
    }

    private void CallIfCommitting()
    {
        lock (_watch)
        {
            if (!_isCommitting) return;
            _isOverdue = true;
            var text = $"The disk has not taken the journal for {CommitMax.TotalMilliseconds:0} ms: new orders, exits too, wait for it; cancels leave.";
            _health.Degraded(text);
            alerts.Raise(OverdueKey, AlertSeverity.Critical, text);
            logger.JournalOverdue(CommitMax.TotalMilliseconds);
        }
    }

    private void Answered()
    {
        _isOverdue = false;
        _health.Healthy();
        alerts.Clear(OverdueKey);
        logger.JournalAnswers();
    }

    private void Accepted(IReadOnlyList<DurableOrder> orders)
    {
        var timestamp = clocks.Real.GetTimestamp();
        durable.Reach(journal.LastSequence);
        foreach (var order in orders) Send(new VenueRequest(order, null, timestamp));
        foreach (var taken in _taken)
        {
            foreach (var cancel in taken.CancelsLeft) Send(new VenueRequest(null, cancel, timestamp));
            if (taken.Batch.Orders.Count > 0) metrics.StageTook(Stage.Journal, clocks.Real.GetElapsedTime(taken.DecidedTimestamp, timestamp));
            recorder.Record(taken.Batch.Facts);
        }

        if (!_isRefusing) return;
        _isRefusing = false;
        _health.Healthy();
        alerts.Clear(AlertKey);
        logger.JournalAccepts();
        _command.Give(new Command.ResumeAfterFault("The journal can be written again."));
    }

    private void Refused(IOException failure)
    {
        alerts.Raise(AlertKey, AlertSeverity.Critical, $"The journal cannot be written, so nothing is sent: {failure.Message}");
        _health.Critical(failure.Message);
        _health.Beat(); // trying again is progress: a restart would not free the disk
        _command.Repeat();
        if (_isRefusing) return;
        _isRefusing = true;
        logger.JournalRefuses(failure);
        _command.Give(new Command.PauseForFault("The journal cannot be written."));
    }

    private void Send(in VenueRequest request)
    {
        if (!topology.Dispatch.Writer.TryWrite(request))
            throw new InvalidOperationException("The dispatch channel is full although the gate bounds orders in flight.");
    }
}
