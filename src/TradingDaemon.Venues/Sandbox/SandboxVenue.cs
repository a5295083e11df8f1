using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Clock;

namespace TradingDaemon.Venues.Sandbox;

/// <summary>The sandbox exchange as a venue: one attempt a call, told exactly. Its fills are not real. Thread-safe.</summary>
public sealed class SandboxVenue : IVenue, IDisposable
{
    private readonly SandboxLine _line;
    private readonly SandboxOrders _orders;
    private readonly SandboxAccount _account;
    private readonly SandboxStream _stream;

    /// <summary>A venue that is not asked anything yet.</summary>
    /// <param name="options">Where it is, and how patient to be.</param>
    /// <param name="signer">The one signer of its key.</param>
    /// <param name="clock">Real time.</param>
    /// <param name="onWeight">Told what each answer says was used of how much in the venue's minute; null for nobody.</param>
    /// <param name="takeFurther">Asked for the weight of each request of a question beyond its first, before it leaves; throws <see cref="VenueException"/> when there is no room. Null: nobody counts.</param>
    public SandboxVenue(SandboxVenueOptions options, SandboxSigner signer, TimeProvider clock, Action<int, int>? onWeight = null, Func<int, CancellationToken, ValueTask>? takeFurther = null)
    {
        Id = options.Id;
        Traits = new VenueTraits { AbsenceProvenAfter = options.AbsenceProvenAfter, RefusesUsedClientOrderIds = options.RefusesUsedClientOrderIds, TellsTouchOfNow = true };
        _line = new SandboxLine(options, signer, clock, onWeight);
        _orders = new SandboxOrders(_line);
        _account = new SandboxAccount(_line, options.Id, takeFurther ?? (static (_, _) => default));
        _stream = new SandboxStream(options, _line, signer, _account, clock);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public bool IsSimulated => true;

    /// <inheritdoc/>
    public VenueTraits Traits { get; }

    /// <summary>Its time, as measured.</summary>
    public VenueClock Clock => _line.Clock;

    /// <inheritdoc/>
    public TimeSpan? ClockOffset => _line.Clock.Offset;

    /// <inheritdoc/>
    public Task RunAsync(ChannelWriter<VenueEvent> events, CancellationToken stopping) => _stream.RunAsync(events, stopping);

    /// <inheritdoc/>
    public ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping) => _orders.PlaceAsync(order, stopping);

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping) => _orders.CancelAsync(order, stopping);

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping) => _orders.CancelAllAsync(stopping);

    /// <inheritdoc/>
    public ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping) => _account.FindOrderAsync(order.ClientOrderId, stopping);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping) => _account.OpenOrdersAsync(stopping);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping) => _account.FillsSinceAsync(cursor, countMax, stopping);

    /// <inheritdoc/>
    public ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping) => _account.HoldingsAsync(stopping);

    /// <inheritdoc/>
    public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping) => _account.TouchAsync(symbol, stopping);

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _line.Dispose();
}
