using System.Collections.Concurrent;
using TradingDaemon.Domain.Control;
using TradingDaemon.Engine.Account;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Execution;

/// <summary>Hands what is durable to the venue's session and watches over the session; each order and each cancel goes its own way from there.</summary>
internal sealed class OrderExecution(
    VenueSession session, AccountEngine engine, Topology topology, ChannelGauges channels, AlertBoard alerts, Clocks clocks, ILogger<OrderExecution> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, byte> _underWay = new(); // bounded by orders in flight, which the gate bounds, and their cancels
    private Task _session = Task.CompletedTask;
    private Task _requests = Task.CompletedTask;

    /// <summary>Takes over what is open; the engine's thread does not run yet.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        session.Adopt(engine.Account.Books.Orders.Open);
        _session = Task.Run(() => WatchedAsync(session.RunAsync(_stopping.Token)), CancellationToken.None);
        _requests = Task.Run(() => WatchedAsync(SendAsync()), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Hands over what still waits, lets requests end for a moment, and ends the session. Orders at the venue stay there; what is unclear is found by the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        topology.Dispatch.Writer.TryComplete();
        using var limit = new CancellationTokenSource(Limits.RequestsEndMax, clocks.Real);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await _requests.WaitAsync(both.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_underWay.Keys).WaitAsync(both.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_underWay.IsEmpty) logger.RequestsCutOff(session.Venue, _underWay.Count);
        await _stopping.CancelAsync();
        await _session.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private async Task SendAsync()
    {
        await foreach (var request in topology.Dispatch.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (request.DurableTimestamp != 0) channels.Dispatch.Waited(clocks.Real.GetElapsedTime(request.DurableTimestamp));
            var work = request.Place is { } order ? session.PlaceAsync(order, request.DurableTimestamp, _stopping.Token) : session.CancelAsync(request.Cancel!, _stopping.Token);
            if (!work.IsCompletedSuccessfully) Follow(WatchedAsync(work));
        }
    }

    private void Follow(Task work)
    {
        _underWay.TryAdd(work, 0);
        work.ContinueWith(static (ended, underWay) => ((ConcurrentDictionary<Task, byte>)underWay!).TryRemove(ended, out _), _underWay, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    // Whatever ends before the stop is told at once, and entries stop: orders may be working that nobody hears of.
    private async Task WatchedAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // the way it is meant to end
        }
        catch (Exception failure)
        {
            Environment.ExitCode = 1; // whatever the stop still achieves, this was no orderly run
            session.Health.Critical(failure.Message);
            alerts.Raise($"venue:{session.Venue}", AlertSeverity.Critical, $"Nothing is sent to {session.Venue} or heard from it any more: {failure.Message} Mend the cause and restart.");
            logger.VenueBroken(failure, session.Venue);
            topology.TryCommand(new Command.ChangeState(EngineState.Paused, $"The session with {session.Venue} broke."));
        }
    }
}
