using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Venues.Live.Told;

/// <summary>Whose order a venue's own id names: venues tell executions and ends without saying ours. Thread-safe.</summary>
internal sealed class OrderMemory
{
    // Weeks of a busy account; what is let go is asked for again when it is needed.
    private const int KnownMax = 20_000;

    private readonly Lock _gate = new();
    private readonly Newest<string, KnownOrder> _known = new(KnownMax);

    /// <summary>Keeps what was told of an order; what was not told stays as it was.</summary>
    public void Learn(ToldOrder told)
    {
        if (told.VenueOrderId is not { Length: > 0 } id) return;
        lock (_gate)
        {
            var known = _known.Find(id);
            _known[id] = new KnownOrder(told.ClientOrderId ?? known.ClientOrderId, told.Symbol ?? known.Symbol, told.Side ?? known.Side, told.Quantity ?? known.Quantity, told.FeeCurrency ?? known.FeeCurrency);
        }
    }

    /// <summary>Keeps whole orders: one without an id of ours is not ours.</summary>
    public void LearnWhole(IEnumerable<ToldOrder> told)
    {
        foreach (var order in told) Learn(order with { ClientOrderId = order.ClientOrderId ?? "" });
    }

    /// <summary>The orders executions are of that may be the one with this id of ours: those known to be another's left out.</summary>
    public IReadOnlyList<string> MayBe(ClientOrderId id, IEnumerable<ToldFill> executions) =>
        [.. executions.Select(static fill => fill.VenueOrderId).OfType<string>().Distinct().Where(order => Find(order).ClientOrderId is not { } known || known == id.Text)];

    /// <summary>What is known of an order; empty fields for what was never told.</summary>
    public KnownOrder Find(string? venueOrderId)
    {
        lock (_gate) return venueOrderId is null ? default : _known.Find(venueOrderId);
    }

    /// <summary>What was told, with what is known besides.</summary>
    public ToldOrder Complete(ToldOrder told)
    {
        var known = Find(told.VenueOrderId);
        return told with { ClientOrderId = told.ClientOrderId ?? known.ClientOrderId, Symbol = told.Symbol ?? known.Symbol, Side = told.Side ?? known.Side, Quantity = told.Quantity ?? known.Quantity };
    }

    /// <summary>Of an order.</summary>
    /// <param name="ClientOrderId">Our id; empty when it is not ours, null when nobody said.</param>
    /// <param name="Symbol">What it trades.</param>
    /// <param name="Side">Buy or sell.</param>
    /// <param name="Quantity">Base.</param>
    /// <param name="FeeCurrency">What its fees are taken in; null when nobody said.</param>
    internal readonly record struct KnownOrder(string? ClientOrderId, Symbol? Symbol, OrderSide? Side, decimal? Quantity, string? FeeCurrency);
}
