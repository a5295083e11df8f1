using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Execution.Requests;

/// <summary>Asks one venue for everything reconciliation compares. One question at a time.</summary>
/// <param name="venue">The venue.</param>
/// <param name="market">Market time, for what the venue may know.</param>
internal sealed class StatementRequest(IVenue venue, TimeProvider market)
{
    // Fills that keep coming while holdings are asked for: after so many rounds the comparison waits for a quieter moment.
    private const int RoundsMax = 3;

    private Dictionary<ClientOrderId, long> _byFillsAlone = []; // since when; an entry an open order at most

    /// <summary>Asks. Throws <see cref="VenueException"/> when any question gets no answer: half a statement is none.</summary>
    /// <param name="cursor">Every fill up to this execution is booked.</param>
    /// <param name="open">Our orders there that can still change.</param>
    /// <param name="sinceLeft">How long ago a request that could have placed the order may have left for the last time; null when it is not to be looked up, because it is being sent.</param>
    /// <param name="stopping">Gives up.</param>
    public async Task<VenueStatement> AskAsync(long cursor, IReadOnlyList<OrderState> open, Func<ClientOrderId, TimeSpan?> sinceLeft, CancellationToken stopping)
    {
        var working = await venue.OpenOrdersAsync(stopping);
        var (lookUps, unresolved) = await LookUpAsync(open, working, sinceLeft, stopping);
        var fills = new List<Fill>();
        VenueHoldings? holdings = null;
        long? stoodBefore = null;
        for (var round = 0; round < RoundsMax; round++)
        {
            await ReadFillsAsync(cursor, fills, stopping);
            var known = fills.Count > 0 ? fills[^1].ExecutionSequence : cursor;
            holdings = await venue.HoldingsAsync(stopping);
            var stood = holdings.ExecutionSequence;
            if (stood <= known) break;
            var isQuiet = !await ReadFillsAsync(cursor, fills, stopping);
            if (isQuiet && (stood is null || stood == stoodBefore)) return Statement(stood ?? known); // twice the same beyond the last fill: what came last moved no quantity, e.g. a rebate
            (holdings, stoodBefore) = (null, stood);
        }

        return Statement(fills.Count > 0 ? fills[^1].ExecutionSequence : cursor);

        VenueStatement Statement(long newest) => new(venue.Id, fills, working, lookUps, unresolved, holdings, newest) { ListsLagMax = venue.Traits.ListsLagMax, MadeAt = market.GetElapsedTime(0) };
    }

    // Appends what came since the last page; false when nothing did.
    private async Task<bool> ReadFillsAsync(long cursor, List<Fill> into, CancellationToken stopping)
    {
        var before = into.Count;
        await FillPages.ReadAsync(venue, before > 0 ? into[^1].ExecutionSequence : cursor, page =>
        {
            into.AddRange(page);
            return default;
        }, stopping);
        return into.Count > before;
    }

    private async Task<(Dictionary<ClientOrderId, OrderReport?> LookUps, List<ClientOrderId> Unresolved)> LookUpAsync(
        IReadOnlyList<OrderState> open, IReadOnlyList<OrderReport> working, Func<ClientOrderId, TimeSpan?> sinceLeft, CancellationToken stopping)
    {
        var shown = working.Select(static report => report.ClientOrderId).ToHashSet();
        var (lookUps, unresolved, byFillsAlone) = (new Dictionary<ClientOrderId, OrderReport?>(), new List<ClientOrderId>(), new Dictionary<ClientOrderId, long>());
        foreach (var order in open.Where(order => order.Intent.Venue == venue.Id && !shown.Contains(order.Intent.ClientOrderId)))
        {
            var id = order.Intent.ClientOrderId;
            if (sinceLeft(id) is not { } elapsed) continue;
            var found = await venue.FindOrderAsync(OrderReference.Of(order.Intent), stopping);
            if (found is { IsShownByFillsAlone: true })
            {
                byFillsAlone[id] = _byFillsAlone.TryGetValue(id, out var since) ? since : market.GetTimestamp();
                (found, elapsed) = (null, market.GetElapsedTime(byFillsAlone[id])); // a list that lags shows it within that time; the venue that forgot it, never again
            }

            if (found is not null || elapsed >= venue.Traits.AbsenceProvenAfter) lookUps.Add(id, found);
            else unresolved.Add(id);
        }

        _byFillsAlone = byFillsAlone;
        return (lookUps, unresolved);
    }
}
