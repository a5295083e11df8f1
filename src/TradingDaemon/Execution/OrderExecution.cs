using System.Collections.Concurrent;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Account;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Execution;

/// <summary>Hands what is durable to the session of its venue and watches over the sessions; each order and each cancel goes its own way from there.</summary>
internal sealed class OrderExecution(
    IReadOnlyList<VenueSession> sessions, AccountEngine engine, Topology topology, ChannelGauges channels, AlertBoard alerts, Clocks clocks, ILogger<OrderExecution> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan CommandRepeatInterval = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, byte> _underWay = new(); // bounded by orders in flight, which the gate bounds, and their cancels
    private readonly HashSet<(ClientOrderId Order, bool IsPlacement)> _undelivered = []; // of the loop of requests alone; bounded by open orders without a venue
    private Task _running = Task.CompletedTask;
    private Task _requests = Task.CompletedTask;

    /// <summary>Takes over what is open; the engine's thread does not run yet.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var session in sessions) session.Adopt(engine.Account.Books.Orders);
        _running = Task.WhenAll(sessions.Select(session => Task.Run(() => WatchedAsync(session, session.RunAsync(_stopping.Token)), CancellationToken.None)));
        _requests = Task.Run(() => WatchedAsync(null, SendAsync()), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Hands over what still waits, lets requests end for a moment, and ends the sessions. Orders at the venues stay there; what is unclear is found by the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        topology.Dispatch.Writer.TryComplete();
        using var limit = new CancellationTokenSource(Limits.RequestsEndMax, clocks.Real);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await _requests.WaitAsync(both.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_underWay.Keys).WaitAsync(both.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var session in sessions.Where(static session => session.UnderWay > 0)) logger.RequestsCutOff(session.Venue, session.UnderWay);
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private async Task SendAsync()
    {
        await foreach (var request in topology.Dispatch.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (request.DurableTimestamp != 0) channels.Dispatch.Waited(clocks.Real.GetElapsedTime(request.DurableTimestamp));
            if (SessionOf(request) is not { } session)
            {
                TellUndelivered(request);
                continue;
            }

            var work = request.Place is { } order ? session.PlaceAsync(order, request.DurableTimestamp, _stopping.Token) : session.CancelAsync(request.Cancel!, _stopping.Token);
            if (!work.IsCompletedSuccessfully) Follow(WatchedAsync(session, work));
        }
    }

    // Null for a venue that is traded at no more: a start refuses books that have something there, and the gate lets nothing new pass to it.
    private VenueSession? SessionOf(VenueRequest request)
    {
        var venue = VenueOf(request);
        return sessions.FirstOrDefault(session => session.Venue == venue);
    }

    private string VenueOf(VenueRequest request) =>
        request.Place is { } order ? order.Intent.Venue : request.Cancel!.Venue ?? engine.Account.Setup.Catalog.Find(request.Cancel.Symbol)?.Venue ?? "(no venue)";

    // What one venue cannot get keeps nothing from the others. The engine asks again every few seconds; each order is told once.
    private void TellUndelivered(VenueRequest request)
    {
        var (venue, id) = (VenueOf(request), request.Place?.Intent.ClientOrderId ?? request.Cancel!.ClientOrderId);
        if (!_undelivered.Add((id, request.Place is not null))) return;
        var text = $"{(request.Place is null ? "The cancel of order" : "Order")} {id} is not sent: nothing is traded at {venue} any more. Look at the order at the venue itself; to have it looked after, trade there again and restart.";
        logger.RequestUndelivered(text);
        alerts.Raise($"venue:{venue}", AlertSeverity.Critical, text);
    }

    // Until it is taken, or the stop, which closes the gate itself.
    private async Task PauseEngineAsync(Command pause)
    {
        while (!topology.TryCommand(pause) && !_stopping.IsCancellationRequested)
            await Task.Delay(CommandRepeatInterval, clocks.Real, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Follow(Task work)
    {
        _underWay.TryAdd(work, 0);
        work.ContinueWith(static (ended, underWay) => ((ConcurrentDictionary<Task, byte>)underWay!).TryRemove(ended, out _), _underWay, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    // Whatever ends before the stop is told at once, and entries stop: orders may be working that nobody hears of.
    private async Task WatchedAsync(VenueSession? session, Task work)
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
            foreach (var broken in session is null ? sessions : [session]) await BreakAsync(broken, failure);
        }
    }

    private async Task BreakAsync(VenueSession session, Exception failure)
    {
        session.Health.Critical(failure.Message);
        alerts.Raise($"venue:{session.Venue}", AlertSeverity.Critical, $"Nothing is sent to {session.Venue} or heard from it any more: {failure.Message} Mend the cause and restart.");
        logger.VenueBroken(failure, session.Venue);
        await PauseEngineAsync(new Command.ChangeState(EngineState.Paused, $"The session with {session.Venue} broke."));
    }
}
