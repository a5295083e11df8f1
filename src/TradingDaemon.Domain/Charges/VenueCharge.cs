namespace TradingDaemon.Domain.Charges;

/// <summary>A fee a venue takes apart from any trade, e.g. what regulators charge of a day's sales, as the venue tells it now.</summary>
/// <param name="Id">The venue's own id of it.</param>
/// <param name="On">The day it is of, as the venue says.</param>
/// <param name="Currency">Code of what it was taken in.</param>
/// <param name="Amount">What cash moves by it in all: below zero where it was taken, zero where the venue took it back.</param>
/// <param name="Said">The venue's words for people; empty for none.</param>
public sealed record VenueCharge(string Id, DateOnly On, string Currency, decimal Amount, string Said);
