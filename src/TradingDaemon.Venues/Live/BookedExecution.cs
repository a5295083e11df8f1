namespace TradingDaemon.Venues.Live;

/// <summary>An execution the store has booked.</summary>
/// <param name="ExecutionId">The venue's id.</param>
/// <param name="Number">The number it was given.</param>
/// <param name="At">When the venue made it (UTC).</param>
public readonly record struct BookedExecution(string ExecutionId, long Number, DateTimeOffset At);
