namespace TradingDaemon.Engine.Books;

/// <summary>An invariant of the books that does not hold.</summary>
/// <param name="Subject">Of what, e.g. <c>cash USD</c>.</param>
/// <param name="Booked">What the books say.</param>
/// <param name="Summed">What it must be.</param>
public sealed record BookFault(string Subject, string Booked, string Summed);
