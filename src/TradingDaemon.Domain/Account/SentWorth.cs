using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Domain.Account;

/// <summary>An entry that works and may not be in what its venue told of its buying power.</summary>
/// <param name="ClientOrderId">The order.</param>
/// <param name="WorthQuote">What of it has not filled is worth, quote currency.</param>
public sealed record SentWorth(ClientOrderId ClientOrderId, decimal WorthQuote);
