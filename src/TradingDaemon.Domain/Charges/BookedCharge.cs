namespace TradingDaemon.Domain.Charges;

/// <summary>What is booked of a venue's fee.</summary>
/// <param name="Charge">The fee as it was told last.</param>
/// <param name="Moved">What this booking moved cash by: the fee less what was booked of it before; zero where it was in a balance that was booked whole.</param>
public sealed record BookedCharge(VenueCharge Charge, decimal Moved);
