using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Guard;

/// <summary>
/// The way past the guard, for the emergency stop alone: no circuit refuses it and no budget makes it wait. What it asks is spent all the same,
/// so that everybody else waits the longer, and a venue that says it was asked too much is left alone by them. Order of sending is the adapter's
/// own affair and stays. Thread-safe.
/// </summary>
/// <param name="venue">The venue itself.</param>
/// <param name="budget">The budget of its key.</param>
/// <param name="weights">What requests weigh.</param>
internal sealed class UrgentVenue(IVenue venue, RequestBudget budget, RequestWeights weights) : IVenue
{
    /// <inheritdoc/>
    public string Id => venue.Id;

    /// <inheritdoc/>
    public bool IsSimulated => venue.IsSimulated;

    /// <inheritdoc/>
    public VenueTraits Traits => venue.Traits;

    /// <inheritdoc/>
    public TimeSpan? ClockOffset => venue.ClockOffset;

    /// <inheritdoc/>
    public async Task RunAsync(ChannelWriter<VenueEvent> events, CancellationToken stopping)
    {
        budget.Charge(weights.Stream);
        await venue.RunAsync(events, stopping);
    }

    /// <inheritdoc/>
    public ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping) =>
        AskAsync(weights.Place, () => venue.PlaceAsync(order, stopping), static answer => (answer as PlacementAnswer.Failed)?.Fault);

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping) =>
        AskAsync(weights.Cancel, () => venue.CancelAsync(order, stopping), static fault => fault);

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping) =>
        AskAsync(weights.Cancel, () => venue.CancelAllAsync(stopping), static fault => fault);

    /// <inheritdoc/>
    public ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping) =>
        AskAsync(weights.Ask, () => venue.FindOrderAsync(order, stopping), static _ => null);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping) =>
        AskAsync(weights.List, () => venue.OpenOrdersAsync(stopping), static _ => null);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping) =>
        AskAsync(weights.List, () => venue.FillsSinceAsync(cursor, countMax, stopping), static _ => null);

    /// <inheritdoc/>
    public ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping) =>
        AskAsync(weights.Ask, () => venue.HoldingsAsync(stopping), static _ => null);

    /// <inheritdoc/>
    public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping) =>
        AskAsync(weights.Ask, () => venue.TouchAsync(symbol, stopping), static _ => null);

    private async ValueTask<T> AskAsync<T>(int weight, Func<ValueTask<T>> ask, Func<T, VenueFault?> fault)
    {
        budget.Charge(weight);
        try
        {
            var answer = await ask();
            budget.Settle(fault(answer));
            return answer;
        }
        catch (VenueException failed)
        {
            budget.Settle(failed.Fault);
            throw;
        }
    }
}
