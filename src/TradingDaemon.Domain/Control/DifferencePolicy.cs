namespace TradingDaemon.Domain.Control;

/// <summary>What is done about a difference between our books and a venue. It is a fact with both values in every case. Zero stays unassigned.</summary>
public enum DifferencePolicy : byte
{
    /// <summary>Shown; entries at the venue stay blocked until it is gone. Exits pass.</summary>
    Flag = 1,

    /// <summary>Taken over from the venue: an order may go on working, cash and holdings are booked as somebody else's doing. Trading goes on.</summary>
    Adopt,

    /// <summary>Cancelled at the venue; for orders only.</summary>
    Cancel,
}
