using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Execution.Tracking;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;

namespace TradingDaemon.Execution;

/// <summary>Keeps a venue's stream of events open. While it is not, nothing new is entered there, and only a comparison that was begun after it opened, and agrees, ends that.</summary>
internal sealed class VenueConnection(IVenue venue, SessionEvents events, HealthComponent health, SessionLimits limits, SessionTools tools)
{
    private readonly Backoff _backoff = new(limits.ReconnectFirst, limits.ReconnectMax, tools.Jitter);

    /// <summary>The alert of a stream that ended by something nobody foresaw; it ends when the stream is open again.</summary>
    public static string AlertKey(string venue) => $"stream:{venue}";

    /// <summary>Connects, and connects again, until stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            var openedAt = tools.Clocks.Real.GetTimestamp();
            var end = await ConnectAsync(stopping);
            if (stopping.IsCancellationRequested) return;
            if (tools.Clocks.Real.GetElapsedTime(openedAt) >= limits.StableAfter) attempt = 1;
            var pause = end is null ? _backoff.After(attempt) : _backoff.After(attempt, end);
            await LostAsync(end?.ToString() ?? "The stream ended.", attempt, pause, stopping);
            await Pause.ForAsync(pause, tools.Clocks.Real, stopping);
        }
    }

    // One connection, and why it ended; null when the venue did not say.
    private async Task<VenueFault?> ConnectAsync(CancellationToken stopping)
    {
        try
        {
            await venue.RunAsync(events, stopping);
            return null;
        }
        catch (VenueException failure)
        {
            return failure.Fault;
        }
        catch (Exception broken) when (!stopping.IsCancellationRequested) // whatever it is, it costs the connection and not the session
        {
            tools.Alerts.Raise(AlertKey(venue.Id), AlertSeverity.Critical, $"The stream of {venue.Id} broke and is opened anew ({broken.GetType().Name}): {broken.Message}");
            tools.Logger.StreamBroken(broken, venue.Id);
            return new VenueFault(VenueFaultKind.Retry, broken.GetType().Name, broken.Message);
        }
    }

    private async Task LostAsync(string reason, int attempt, TimeSpan pause, CancellationToken stopping)
    {
        tools.Metrics.Venue(venue.Id).StreamLost();
        tools.Logger.StreamLost(venue.Id, attempt, pause.TotalSeconds, reason);
        health.Failed(reason);
        await events.WriteAsync(new VenueEvent.StreamLost(venue.Id, reason, tools.Clocks.Market.GetUtcNow()), stopping);
    }
}
