using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Domain.Ports;

/// <summary>Takes one market event from a feed.</summary>
/// <param name="tick">The event.</param>
public delegate void TickReceiver(in RawTick tick);
