using System.Collections.Immutable;
using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Exchange;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Simulation.Tests.World;

/// <summary>The exchange's own records, as the daemon asks for them while it starts or reconnects; it can be killed between any two questions.</summary>
internal sealed class OracleVenue(SimulatedExchange exchange, Fate fate) : IVenue
{
    private const int KillOneIn = 150; // starts are few and short; without this hardly one would be cut off

    public string Id => Ground.Venue;

    public bool IsSimulated => true;

    public VenueTraits Traits { get; } = new() { RefusesUsedClientOrderIds = true };

    public TimeSpan? ClockOffset => null;

    public ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping) => throw new NotSupportedException("The scheduler sends cancels.");

    public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping) => throw new NotSupportedException("Nobody stops in an emergency here.");

    public Task RunAsync(ChannelWriter<VenueEvent> events, CancellationToken stopping) => throw new NotSupportedException("The scheduler delivers events.");

    public ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping) => throw new NotSupportedException("The scheduler sends orders.");

    public ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping) => throw new NotSupportedException("The scheduler sends cancels.");

    public ValueTask<OrderReport?> FindOrderAsync(ClientOrderId clientOrderId, CancellationToken stopping)
    {
        fate.Point(KillOneIn);
        return ValueTask.FromResult(exchange.FindOrder(clientOrderId.Text)?.ToDomain());
    }

    public ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping)
    {
        fate.Point(KillOneIn);
        return ValueTask.FromResult<IReadOnlyList<OrderReport>>([.. exchange.OpenOrders().Select(SimulatedTranslation.ToDomain)]);
    }

    public ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping)
    {
        fate.Point(KillOneIn);
        return ValueTask.FromResult<IReadOnlyList<Fill>>([.. exchange.ExecutionsSince(cursor, countMax).Select(execution => execution.ToDomain(Id))]);
    }

    public ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping)
    {
        fate.Point(KillOneIn);
        return ValueTask.FromResult(new VenueHoldings(exchange.Cash().ToImmutableSortedDictionary(StringComparer.Ordinal), exchange.Holdings().ToImmutableSortedDictionary(StringComparer.Ordinal), exchange.LastExecutionSequence));
    }
}
