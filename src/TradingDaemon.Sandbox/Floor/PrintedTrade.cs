using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Floor;

/// <summary>A trade as the market printed it.</summary>
/// <param name="Instrument">Its number.</param>
/// <param name="Id">1, 2, 3… for each instrument since the exchange was started.</param>
/// <param name="Price">Quote currency per base.</param>
/// <param name="Quantity">Units of base.</param>
/// <param name="Aggressor">Side of the taker.</param>
/// <param name="At">True time (UTC).</param>
internal readonly record struct PrintedTrade(int Instrument, long Id, decimal Price, decimal Quantity, Side Aggressor, DateTimeOffset At);
