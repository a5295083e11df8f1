using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Execution.Tracking;
using TradingDaemon.Operations.Alerts;

namespace TradingDaemon.Execution;

/// <summary>Compares a venue's clock with ours. Too far apart, stamps cannot be trusted, so nothing new is entered there; what frees it again is a measurement well below what stopped it, never the lack of one.</summary>
internal sealed class ClockWatch(IVenue venue, SessionEvents events, SessionTools tools)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AlertAbove = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AlertClearedBelow = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BlockedAbove = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FreedBelow = TimeSpan.FromMilliseconds(500);
    private bool _isBlocked;
    private bool _isUnknownTold;

    private string AlertKey => $"clock:{venue.Id}";

    /// <summary>Looks every second until stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            if (venue.ClockOffset is { } offset) await JudgeAsync(offset, stopping);
            else TellUnknown();
            await Pause.ForAsync(LookInterval, tools.Clocks.Real, stopping);
        }
    }

    // What was too far apart when it was last known is not trusted for being unknown.
    private void TellUnknown()
    {
        if (!_isBlocked) return;
        tools.Alerts.Raise(AlertKey, AlertSeverity.Warning, FormattableString.Invariant($"The clock of {venue.Id} was too far from ours and is no longer measured; entries stay stopped until a measurement shows at most {FreedBelow.TotalMilliseconds:0} ms."));
        if (!_isUnknownTold) tools.Logger.ClockUnknown(venue.Id, FreedBelow.TotalMilliseconds);
        _isUnknownTold = true;
    }

    private async ValueTask JudgeAsync(TimeSpan offset, CancellationToken stopping)
    {
        _isUnknownTold = false;
        var apart = offset.Duration();
        if (apart > AlertAbove)
            tools.Alerts.Raise(AlertKey, AlertSeverity.Warning, FormattableString.Invariant($"The clock of {venue.Id} and ours are {offset.TotalMilliseconds:0} ms apart; entries stop above {BlockedAbove.TotalMilliseconds:0} ms."));
        else if (apart < AlertClearedBelow)
            tools.Alerts.Clear(AlertKey);
        var (wasBlocked, now) = (_isBlocked, tools.Clocks.Market.GetUtcNow());
        _isBlocked = apart > (wasBlocked ? FreedBelow : BlockedAbove);
        if (_isBlocked == wasBlocked) return;
        tools.Logger.ClockMoved(venue.Id, offset.TotalMilliseconds, _isBlocked);
        await events.WriteAsync(
            _isBlocked
                ? new VenueEvent.EntriesBlocked(venue.Id, BlockCause.ClockSkew, FormattableString.Invariant($"Its clock and ours are {offset.TotalMilliseconds:0} ms apart."), now)
                : new VenueEvent.EntriesFreed(venue.Id, BlockCause.ClockSkew, FormattableString.Invariant($"Its clock and ours are {offset.TotalMilliseconds:0} ms apart."), now),
            stopping);
    }
}
