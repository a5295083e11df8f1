namespace TradingDaemon.Venues.Requests;

/// <summary>
/// Builds what is sent to one venue: complete, signed, and the same for the same inputs. Sends nothing. A call the venue does not have
/// throws <see cref="NotOfferedException"/>. Thread-safe.
/// </summary>
internal interface IVenueRequests
{
    /// <summary>Places an order.</summary>
    WireRequest Place(OrderToPlace order, Stamp stamp);

    /// <summary>Cancels one order.</summary>
    WireRequest Cancel(OrderAsked order, Stamp stamp);

    /// <summary>Cancels every order, of one symbol where it is given and the venue wants it.</summary>
    WireRequest CancelAll(string? venueSymbol, Stamp stamp);

    /// <summary>Asks after one order.</summary>
    WireRequest Query(OrderAsked order, Stamp stamp);

    /// <summary>Asks for every order that works.</summary>
    WireRequest OpenOrders(string? venueSymbol, Stamp stamp);

    /// <summary>Asks for a page of fills.</summary>
    WireRequest Fills(FillsAsked fills, Stamp stamp);

    /// <summary>Asks for cash and holdings.</summary>
    WireRequest Balances(Stamp stamp);

    /// <summary>Asks what the key may do.</summary>
    WireRequest Rights(Stamp stamp);

    /// <summary>The messages that ask for quotes and trades of some symbols, and for their books where that is wanted.</summary>
    IReadOnlyList<WireRequest> Subscribe(IReadOnlyList<string> venueSymbols, bool withBooks = true);

    /// <summary>The venue's spelling of a canonical symbol in requests.</summary>
    string Spelled(string symbol);
}
