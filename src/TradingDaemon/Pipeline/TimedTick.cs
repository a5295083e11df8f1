using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Pipeline;

/// <summary>A tick with the moment this process received it, for latencies.</summary>
/// <param name="Tick">The event.</param>
/// <param name="ReceivedTimestamp"><see cref="TimeProvider.GetTimestamp"/> at receipt.</param>
internal readonly record struct TimedTick(RawTick Tick, long ReceivedTimestamp);
