using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Operations.Alerts;

namespace TradingDaemon.Execution;

/// <summary>Two orders of one id at a venue: one of them nobody meant. Which one cannot be told, so the engine cancels ours; the alert stays until they are gone.</summary>
/// <param name="venue">The venue's id.</param>
/// <param name="tools">Alerts and log.</param>
internal sealed class TwinOrders(string venue, SessionTools tools)
{
    private readonly HashSet<ClientOrderId> _told = []; // those of the newest list

    /// <summary>Looks through what works at the venue now.</summary>
    public void Look(IReadOnlyList<OrderReport> working)
    {
        var found = working.Where(static report => !string.IsNullOrEmpty(report.ClientOrderId.Text)).GroupBy(static report => report.ClientOrderId).Where(static group => group.Skip(1).Any()).ToList();
        foreach (var gone in _told.Except(found.Select(static twins => twins.Key))) tools.Alerts.Clear(AlertKey(gone));
        _told.Clear();
        _told.UnionWith(found.Select(static twins => twins.Key));
        foreach (var twins in found)
        {
            var text = $"{venue} works {twins.Count()} orders of the one id {twins.Key} ({string.Join(", ", twins.Select(static twin => twin.VenueOrderId))}): those of ours are cancelled, a stranger's are judged as the policy says.";
            tools.Alerts.Raise(AlertKey(twins.Key), AlertSeverity.Critical, text);
            tools.Logger.TwinsFound(text);
        }
    }

    private string AlertKey(ClientOrderId id) => $"twins:{venue}:{id}";
}
