using TradingDaemon.Exchange.Accounts;

namespace TradingDaemon.Exchange;

/// <summary>A request on its way to the exchange.</summary>
/// <param name="DueTicks">Arrival in UTC ticks.</param>
/// <param name="Account">Who asks.</param>
/// <param name="What">For what.</param>
internal readonly record struct InFlightRequest(long DueTicks, ExchangeAccount Account, AccountRequest What);
