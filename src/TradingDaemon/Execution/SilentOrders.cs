using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Execution.Tracking;

namespace TradingDaemon.Execution;

/// <summary>Asks after orders the venue has said nothing of for too long: the stream may be well and one message of it lost.</summary>
internal sealed class SilentOrders(
    IVenue venue, SessionEvents events, SentOrders sent, FillsReading fills, OrderLookUp lookUp, Action<SentOrder> resolve, SessionLimits limits, SessionTools tools)
{
    /// <summary>Asks, one question for all that work and one for each of the others. Throws <see cref="VenueException"/> when there is no answer.</summary>
    /// <returns>True when the venue does not show an order it once had: a comparison must say what that means.</returns>
    public async Task<bool> AskAsync(CancellationToken stopping)
    {
        var silent = sent.Silent(limits.SilenceMax);
        if (silent.Count == 0) return false;
        var working = new Dictionary<string, OrderReport>(StringComparer.Ordinal);
        foreach (var report in await venue.OpenOrdersAsync(stopping)) working[report.ClientOrderId.Text ?? ""] = report;
        var (asked, isMissing) = (0, false);
        foreach (var order in silent)
        {
            if (working.TryGetValue(order.Intent.ClientOrderId.Text, out var shown)) await WorksAsync(order, shown, stopping);
            else if (asked++ < limits.SilentAskedMax) isMissing |= !await FindAsync(order, stopping);
        }

        return isMissing;
    }

    private async Task WorksAsync(SentOrder order, OrderReport shown, CancellationToken stopping)
    {
        if (!order.IsAnswered) await events.WriteAsync(new VenueEvent.FoundOpen(order.Intent.ClientOrderId, shown.VenueOrderId, tools.Clocks.Market.GetUtcNow()), stopping);
        sent.Heard(order, isAnswer: true);
    }

    // False when an order that was answered once is not found.
    private async Task<bool> FindAsync(SentOrder order, CancellationToken stopping)
    {
        var found = await venue.FindOrderAsync(order.Intent.ClientOrderId, stopping);
        if (found is not null)
        {
            await fills.ReadAsync(stopping); // before what ended it
            await lookUp.TellAsync(found, order.Intent.ClientOrderId, stopping);
        }
        else if (!order.IsAnswered) resolve(order); // takes it in hand until it is answered
        sent.Heard(order, isAnswer: found is not null);
        return found is not null || !order.IsAnswered;
    }
}
