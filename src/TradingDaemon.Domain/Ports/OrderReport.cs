using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Domain.Ports;

/// <summary>What a venue says of one order when asked.</summary>
/// <param name="ClientOrderId">Our id; empty when the order was not placed by us.</param>
/// <param name="VenueOrderId">The venue's id.</param>
/// <param name="Symbol">What it trades.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Status">Open, PartiallyFilled, Filled, Cancelled, Rejected or Expired.</param>
/// <param name="QuantityBase">Ordered.</param>
/// <param name="FilledBase">Cumulative filled.</param>
public sealed record OrderReport(
    ClientOrderId ClientOrderId, string VenueOrderId, Symbol Symbol, OrderSide Side, OrderStatus Status, decimal QuantityBase, decimal FilledBase)
{
    /// <summary>The limit, or the trigger of a stop, in quote currency; null for a market order, and where the venue does not say.</summary>
    public decimal? PriceQuote { get; init; }

    /// <summary>
    /// True when no list shows the order and fills of it are shown: it was there. One of the lists lags, or the venue has forgotten it; which of both, only time
    /// tells. Then <see cref="FilledBase"/> and <see cref="QuantityBase"/> are what those fills say.
    /// </summary>
    public bool IsShownByFillsAlone { get; init; }

    /// <summary>What finding the order so stands for: its end, with how far it was filled because its fills may be told later; or that it is there, filled or open, and its fills say the rest.</summary>
    /// <param name="asked">The id it was asked for by.</param>
    /// <param name="now">When it was found.</param>
    public VenueEvent ToFound(ClientOrderId asked, DateTimeOffset now) => Status switch
    {
        OrderStatus.Cancelled => new VenueEvent.CancelDone(asked, "Found cancelled.", now) { FilledBase = FilledBase },
        OrderStatus.Rejected when FilledBase > 0m => new VenueEvent.CancelDone(asked, "Found failed after a part.", now) { FilledBase = FilledBase },
        OrderStatus.Rejected => new VenueEvent.Refused(asked, VenueRefusal.Other, "Found refused.", now),
        OrderStatus.Expired => new VenueEvent.Expired(asked, "Found expired.", now) { FilledBase = FilledBase },
        _ => new VenueEvent.FoundOpen(asked, VenueOrderId, now),
    };
}
