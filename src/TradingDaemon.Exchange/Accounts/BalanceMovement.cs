using TradingDaemon.Exchange.Ledger;

namespace TradingDaemon.Exchange.Accounts;

/// <summary>A balance that moved without a trade.</summary>
/// <param name="Sequence">1, 2, 3… over the life of the account, without gaps.</param>
/// <param name="Kind">Why.</param>
/// <param name="Asset">The currency, or the symbol.</param>
/// <param name="IsHolding">Whether <paramref name="Asset"/> is a symbol.</param>
/// <param name="Amount">Signed.</param>
/// <param name="At">When (UTC).</param>
public sealed record BalanceMovement(long Sequence, MovementKind Kind, string Asset, bool IsHolding, decimal Amount, DateTimeOffset At);
