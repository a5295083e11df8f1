using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Execution.Tracking;

namespace TradingDaemon.Execution;

/// <summary>Asks after orders the venue has said nothing of for too long: the stream may be well and one message of it lost.</summary>
internal sealed class SilentOrders(
    IVenue venue, SessionEvents events, SentOrders sent, FillsReading fills, OrderLookUp lookUp, Action<SentOrder> resolve, SessionLimits limits, SessionTools tools)
{
    private Dictionary<string, decimal> _readFor = new(StringComparer.Ordinal); // how far the silent ones were shown as filled when fills were read for it

    /// <summary>Asks, one question for all that work and one for each of the others, and for fills when one is shown further filled than booked. Throws <see cref="VenueException"/> when there is no answer.</summary>
    /// <param name="booked">Our orders there, as booked.</param>
    /// <param name="stopping">Gives up.</param>
    /// <returns>True when the venue does not show an order it once had: a comparison must say what that means.</returns>
    public async Task<bool> AskAsync(IReadOnlyList<OrderState> booked, CancellationToken stopping)
    {
        var silent = sent.Silent(limits.SilenceMax);
        if (silent.Count == 0) return false;
        var working = new Dictionary<string, OrderReport>(StringComparer.Ordinal);
        foreach (var report in await venue.OpenOrdersAsync(stopping)) working[report.ClientOrderId.Text ?? ""] = report;
        await ReadLostAsync(booked, working, stopping);
        var (asked, isMissing) = (0, false);
        foreach (var order in silent)
        {
            if (working.TryGetValue(order.Intent.ClientOrderId.Text, out var shown)) await WorksAsync(order, shown, stopping);
            else if (asked++ < limits.SilentAskedMax) isMissing |= !await FindAsync(order, stopping);
        }

        return isMissing;
    }

    // Once for each amount: a history that lags is not asked over and over, the steady reading finds it.
    private async Task ReadLostAsync(IReadOnlyList<OrderState> booked, Dictionary<string, OrderReport> working, CancellationToken stopping)
    {
        var further = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var order in booked)
            if (working.TryGetValue(order.Intent.ClientOrderId.Text, out var shown) && shown.FilledBase > order.FilledBase) further[order.Intent.ClientOrderId.Text] = shown.FilledBase;
        var isNew = further.Any(order => _readFor.GetValueOrDefault(order.Key) != order.Value);
        if (isNew) await fills.ReadAsync(stopping);
        _readFor = further;
    }

    private async Task WorksAsync(SentOrder order, OrderReport shown, CancellationToken stopping)
    {
        if (!order.IsAnswered) await events.WriteAsync(new VenueEvent.FoundOpen(order.Intent.ClientOrderId, shown.VenueOrderId, tools.Clocks.Market.GetUtcNow()), stopping);
        sent.Heard(order, isAnswer: true);
    }

    // False when an order that was answered once is not found.
    private async Task<bool> FindAsync(SentOrder order, CancellationToken stopping)
    {
        var found = await venue.FindOrderAsync(OrderReference.Of(order.Intent), stopping);
        if (found is not null) await fills.ReadAsync(stopping); // before what ended it
        if (found is { IsShownByFillsAlone: false }) await lookUp.TellAsync(found, order.Intent.ClientOrderId, stopping);
        else if (found is null && !order.IsAnswered) resolve(order); // takes it in hand until it is answered
        sent.Heard(order, isAnswer: found is not null);
        return found is { IsShownByFillsAlone: false } || !order.IsAnswered;
    }
}
