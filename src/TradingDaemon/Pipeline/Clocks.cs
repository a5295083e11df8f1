namespace TradingDaemon.Pipeline;

/// <summary>The two clocks of a running daemon.</summary>
/// <param name="Real">For waiting and for latencies of the process.</param>
/// <param name="Market">For everything that is about the market; the same as real time unless the market is sped up.</param>
internal sealed record Clocks(TimeProvider Real, TimeProvider Market);
