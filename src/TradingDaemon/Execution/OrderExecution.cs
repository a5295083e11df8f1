using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Execution;

/// <summary>One venue's orders: sends what is durable, cancels what is asked, and brings back what the venue reports.</summary>
internal sealed class OrderExecution(
    IVenue venue, Topology topology, ChannelGauges channels, DaemonMetrics metrics, HealthBoard health, AlertBoard alerts, Clocks clocks, ILogger<OrderExecution> logger) : IHostedService, IDisposable
{
    private readonly HealthComponent _health = health.Register($"venue:{venue.Id}", HealthRole.Dependency, limits: HealthLimits.NoHeartbeat);
    private readonly CancellationTokenSource _stopping = new();
    private readonly BellRinger _executions = new(topology);
    private volatile bool _isBroken;
    private Task _venue = Task.CompletedTask;
    private Task _requests = Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _venue = WatchedAsync(() => venue.RunAsync(_executions, _stopping.Token));
        _requests = WatchedAsync(SendAsync);
        _health.Healthy();
        return Task.CompletedTask;
    }

    /// <summary>Ends the connection; orders at the venue stay there.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        topology.Dispatch.Writer.TryComplete();
        await _requests.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // a request that hangs must not hang the stop: its order is found by the next start
        await _stopping.CancelAsync();
        await _venue.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    // Whatever ends either loop before the stop is told at once, and entries stop: orders may be working that nobody hears of.
    private Task WatchedAsync(Func<Task> loop) => Task.Run(async () =>
    {
        try
        {
            await loop();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // the way a venue's run is meant to end
        }
        catch (Exception failure)
        {
            _isBroken = true;
            Environment.ExitCode = 1; // whatever the stop still achieves, this was no orderly run
            _health.Critical(failure.Message);
            alerts.Raise($"venue:{venue.Id}", AlertSeverity.Critical, $"Nothing is sent to {venue.Id} or heard from it any more: {failure.Message} Mend the cause and restart.");
            logger.VenueBroken(failure, venue.Id);
            topology.TryCommand(new Command.ChangeState(EngineState.Paused, $"The connection to {venue.Id} broke."));
        }
    });

    private async Task SendAsync()
    {
        await foreach (var request in topology.Dispatch.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (request.DurableTimestamp != 0) channels.Dispatch.Waited(clocks.Real.GetElapsedTime(request.DurableTimestamp));
            try
            {
                if (request.Place is { } order) await PlaceAsync(order, request.DurableTimestamp);
                else await venue.CancelAsync(request.Cancel!, _stopping.Token);
                if (!_isBroken) _health.Healthy();
            }
            catch (Exception failure) when (failure is IOException or TimeoutException)
            {
                // The port promises that placing never throws for transport trouble; a cancel is asked for again by the engine.
                _health.Failed(failure.Message);
                logger.VenueRequestFailed(failure, venue.Id, request.Place?.Intent.ClientOrderId.Text ?? request.Cancel!.ToString());
            }
        }
    }

    private async Task PlaceAsync(DurableOrder order, long durableTimestamp)
    {
        var intent = order.Intent;
        var age = clocks.Market.GetUtcNow() - intent.DecidedAt;
        if (age > Limits.DispatchAgeMax)
        {
            // Durable too late, e.g. after a full disk: its quote is stale. It was never sent, so this is proof, not a guess.
            await _executions.WriteAsync(new VenueEvent.ProvenAbsent(intent.ClientOrderId, $"Not sent: it became durable {age.TotalSeconds:0.0} s after its decision.", clocks.Market.GetUtcNow()), _stopping.Token);
            logger.OrderTooOld(intent.ClientOrderId.Text, age.TotalSeconds);
            return;
        }

        var now = clocks.Real.GetTimestamp();
        metrics.StageTook(Stage.Dispatch, clocks.Real.GetElapsedTime(durableTimestamp, now));
        if (order.Approved.TickReceivedTimestamp != 0) metrics.TickBecameOrder(clocks.Real.GetElapsedTime(order.Approved.TickReceivedTimestamp, now));
        VenueEvent? answer = await venue.PlaceAsync(order, _stopping.Token) switch
        {
            PlacementAnswer.Accepted accepted => new VenueEvent.Accepted(intent.ClientOrderId, accepted.VenueOrderId, clocks.Market.GetUtcNow()),
            PlacementAnswer.Refused refused => new VenueEvent.Refused(intent.ClientOrderId, refused.Why, refused.Reason, clocks.Market.GetUtcNow()),
            PlacementAnswer.Failed failed => new VenueEvent.OutcomeUnknown(intent.ClientOrderId, failed.Fault.ToString(), clocks.Market.GetUtcNow()),
            _ => null,
        };
        if (answer is not null) await _executions.WriteAsync(answer, _stopping.Token);
    }
}
