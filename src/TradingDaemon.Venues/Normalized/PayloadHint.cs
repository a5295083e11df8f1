namespace TradingDaemon.Venues.Normalized;

/// <summary>What is known of a payload beside it.</summary>
/// <param name="Endpoint">Which of <see cref="IVenueReader.Endpoints"/> it answers; null for a frame, or when its shape says so.</param>
/// <param name="Symbol">Canonical symbol it was asked for; null when it tells it itself.</param>
internal readonly record struct PayloadHint(string? Endpoint, string? Symbol);
