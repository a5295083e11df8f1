using TradingDaemon.Domain.Ports;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Keyring;

/// <summary>Asks a venue what the key may do, at the start and every day, and more often while it is not as it should be: a key that may take money away is more than a daemon needs, one that may not trade is less.</summary>
/// <param name="venue">Its name in configuration.</param>
/// <param name="ask">Asks; throws <see cref="VenueException"/> when there is no answer.</param>
/// <param name="alerts">Where an operator looks.</param>
/// <param name="clock">Real time.</param>
internal sealed class KeyRightsWatch(string venue, Func<CancellationToken, ValueTask<KeyRights>> ask, AlertBoard alerts, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromDays(1);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AmissAfter = TimeSpan.FromMinutes(15); // an alert ends soon after the key was mended, and a refused key is not asked about so often that it is locked

    /// <summary>Asks once.</summary>
    /// <returns>When to ask again.</returns>
    internal async Task<TimeSpan> LookAsync(CancellationToken stopping)
    {
        try
        {
            return Judge(await ask(stopping)) ? AskEvery : AmissAfter;
        }
        catch (VenueException refused) when (refused.Fault.Kind == VenueFaultKind.Authentication)
        {
            return AmissAfter; // whoever trades with it tells
        }
        catch (Exception) when (!stopping.IsCancellationRequested)
        {
            return AskAgainAfter; // why a venue does not answer is told by those who need the answer to trade; whatever else went wrong here, trading does not end for it
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true) await Task.Delay(await LookAsync(stoppingToken), clock, stoppingToken);
    }

    // Whether it is as it should be.
    private bool Judge(KeyRights rights)
    {
        Tell("withdraw", rights.MayWithdraw == true, $"The key of {venue} may withdraw. A daemon never does: make a key that may only trade, for who steals this one can empty the account.");
        Tell("trade", rights.MayTrade == false, $"The key of {venue} may not trade{(rights.Said is { } said ? $" ({said})" : "")}: every order will be refused.");
        return rights is { MayWithdraw: not true, MayTrade: not false };
    }

    private void Tell(string what, bool isSo, string text)
    {
        var key = $"key:{venue}:{what}";
        if (isSo) alerts.Raise(key, AlertSeverity.Warning, text);
        else alerts.Clear(key);
    }
}
