namespace TradingDaemon.Domain.Facts;

/// <summary>A fact with its place in the order of facts.</summary>
/// <param name="Sequence">1, 2, 3… without gaps over the life of the store.</param>
/// <param name="At">The engine's time when it became so (UTC).</param>
/// <param name="Fact">What became so.</param>
public sealed record RecordedFact(long Sequence, DateTimeOffset At, Fact Fact);
