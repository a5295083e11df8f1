using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>What the history and then the open orders showed, with the names of ours where they are ours.</summary>
/// <param name="Open">Orders that rest; those of others with an empty name.</param>
/// <param name="Executions">Executions; those of others with an empty name.</param>
/// <param name="DoubtfulOrders">Which of the orders may be ours.</param>
/// <param name="DoubtfulExecutions">Which of the executions may be.</param>
internal sealed record CoinSpotLook(IReadOnlyList<ToldOrder> Open, IReadOnlyList<ToldFill> Executions, IReadOnlySet<string> DoubtfulOrders, IReadOnlySet<string> DoubtfulExecutions)
{
    /// <summary>The executions. Throws <see cref="VenueException"/> while any may be ours and nobody can say whose: told as a stranger's, an order of ours would miss its fill.</summary>
    public IReadOnlyList<ToldFill> Told() => Executions.FirstOrDefault(fill => DoubtfulExecutions.Contains(fill.ExecutionId)) is { } doubtful
        ? throw Doubt($"Execution {doubtful.ExecutionId}") : Executions;

    /// <summary>The open orders. Throws as <see cref="Told"/> does.</summary>
    public IReadOnlyList<ToldOrder> Working() => Open.FirstOrDefault(order => DoubtfulOrders.Contains(order.VenueOrderId ?? "")) is { } doubtful
        ? throw Doubt($"Open order {doubtful.VenueOrderId}") : Open;

    private static VenueException Doubt(string what) => new(new VenueFault(VenueFaultKind.Retry, "DOUBT", $"{what} may be of more than one order of ours, or of a stranger: the venue keeps no id of ours."));
}
