using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Engine.Gatekeeping;

/// <summary>One entry as it is about to be decided.</summary>
/// <param name="Account">The account before it.</param>
/// <param name="Signal">What asked for it.</param>
/// <param name="Instrument">What would be traded; it need not be the one the signal names.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="QuantityBase">How much; above zero.</param>
/// <param name="Quote">The quote it is decided on.</param>
/// <param name="Now">The engine's time.</param>
internal readonly record struct EntryView(TradingAccount Account, Signal Signal, Instrument Instrument, OrderSide Side, decimal QuantityBase, Quote Quote, DateTimeOffset Now);
