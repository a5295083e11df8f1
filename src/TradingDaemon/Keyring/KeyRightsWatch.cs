using TradingDaemon.Domain.Ports;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Keyring;

/// <summary>Asks a venue what the key may do, at the start and every day: a key that may take money away is more than a daemon needs, one that may not trade is less.</summary>
/// <param name="venue">Its name in configuration.</param>
/// <param name="ask">Asks; throws <see cref="VenueException"/> when there is no answer.</param>
/// <param name="alerts">Where an operator looks.</param>
/// <param name="clock">Real time.</param>
internal sealed class KeyRightsWatch(string venue, Func<CancellationToken, ValueTask<KeyRights>> ask, AlertBoard alerts, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromDays(1);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(1);

    /// <summary>Asks once.</summary>
    /// <returns>When to ask again.</returns>
    internal async Task<TimeSpan> LookAsync(CancellationToken stopping)
    {
        if (await TryAskAsync(stopping) is not { } rights) return AskAgainAfter;
        Judge(rights);
        return AskEvery;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true) await Task.Delay(await LookAsync(stoppingToken), clock, stoppingToken);
    }

    // Why a venue does not answer is told by those who need the answer to trade; whatever else went wrong here, trading does not end for it.
    private async ValueTask<KeyRights?> TryAskAsync(CancellationToken stopping)
    {
        try
        {
            return await ask(stopping);
        }
        catch (Exception) when (!stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    private void Judge(KeyRights rights)
    {
        Tell("withdraw", rights.MayWithdraw == true, $"The key of {venue} may withdraw. A daemon never does: make a key that may only trade, for who steals this one can empty the account.");
        Tell("trade", rights.MayTrade == false, $"The key of {venue} may not trade{(rights.Said is { } said ? $" ({said})" : "")}: every order will be refused.");
    }

    private void Tell(string what, bool isSo, string text)
    {
        var key = $"key:{venue}:{what}";
        if (isSo) alerts.Raise(key, AlertSeverity.Warning, text);
        else alerts.Clear(key);
    }
}
