namespace TradingDaemon.Venues.Recorded;

/// <summary>How far a survey is.</summary>
/// <param name="BytesConsumed">Stored bytes read; at most <paramref name="BytesTotal"/>.</param>
/// <param name="BytesTotal">Stored bytes of all files.</param>
public readonly record struct RecordedProgress(long BytesConsumed, long BytesTotal);
