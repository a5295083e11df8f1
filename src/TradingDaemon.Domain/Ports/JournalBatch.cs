using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Domain.Ports;

/// <summary>What one engine step decided: facts to keep, then orders to send and orders to cancel.</summary>
/// <param name="Facts">In sequence order.</param>
/// <param name="Orders">Their <see cref="Fact.OrderIntended"/> is among <paramref name="Facts"/>.</param>
/// <param name="Cancels">Orders to be cancelled.</param>
public sealed record JournalBatch(IReadOnlyList<RecordedFact> Facts, IReadOnlyList<ApprovedOrder> Orders, IReadOnlyList<OrderReference> Cancels);
