using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Tests.Emergency.Support;

/// <summary>A venue of holdings and working orders whose every call can be made to throw, refuse or lie.</summary>
internal sealed class TestVenue : IVenue
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, OrderReport> _orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> _net = new(StringComparer.Ordinal);
    private int _ids;

    public string Id { get; init; } = "test";

    public bool IsSimulated => true;

    public TimeSpan? ClockOffset => null;

    public VenueTraits Traits
    {
        get
        {
            Enter("traits");
            return new() { AbsenceProvenAfter = AbsenceProvenAfter };
        }
    }

    public TimeSpan AbsenceProvenAfter { get; set; }

    /// <summary>True keeps orders from being cancelled, by whatever request.</summary>
    public bool IsDeafToCancels { get; set; }

    /// <summary>What every question is answered with, by name of the call, instead of an answer.</summary>
    public Func<string, VenueFault?> Fault { get; set; } = static _ => null;

    /// <summary>What passes between a question that has arrived and its answer.</summary>
    public Func<Task> Way { get; set; } = static () => Task.CompletedTask;

    /// <summary>Calls that throw, by name.</summary>
    public HashSet<string> Broken { get; } = [];

    /// <summary>Calls made, by name.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Placements that arrived, in order.</summary>
    public ConcurrentQueue<OrderIntent> Placed { get; } = new();

    /// <summary>What becomes of a placement: the answer and the share that is filled; null keeps it working.</summary>
    public Func<OrderIntent, (PlacementAnswer Answer, decimal? FilledShare)> OnPlace { get; set; } = static _ => (new PlacementAnswer.Accepted("v"), 1m);

    /// <summary>True ignores the request to cancel everything.</summary>
    public bool IsCancelAllDeaf { get; set; }

    public Dictionary<string, (decimal Bid, decimal Ask)?> Touches { get; } = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, decimal> Net
    {
        get
        {
            lock (_gate) return _net.ToImmutableSortedDictionary();
        }
    }

    public IReadOnlyList<OrderReport> Open
    {
        get
        {
            lock (_gate) return [.. _orders.Values.Where(static order => !order.Status.IsTerminal())];
        }
    }

    public void Hold(string symbol, decimal net, decimal bid = 100m, decimal ask = 101m)
    {
        lock (_gate) _net[symbol] = net;
        Touches[symbol] = (bid, ask);
    }

    public void Work(OrderIntent intent) => Keep(intent, OrderStatus.Open, 0m);

    public Task RunAsync(ChannelWriter<VenueEvent> events, CancellationToken stopping) => Task.Delay(Timeout.InfiniteTimeSpan, stopping);

    public ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping)
    {
        Enter("place");
        Placed.Enqueue(order.Intent);
        var (answer, share) = OnPlace(order.Intent);
        if (answer is PlacementAnswer.Refused or PlacementAnswer.Failed { Fault.IsNotPlaced: true }) return ValueTask.FromResult(answer);
        var quantity = order.Intent.Terms.Quantity.Base;
        var filled = Math.Floor(quantity * (share ?? 0m) * 1000m) / 1000m;
        lock (_gate)
        {
            _net[order.Intent.Symbol.Text] = _net.GetValueOrDefault(order.Intent.Symbol.Text) + (order.Intent.Side.Sign() * filled);
            Keep(order.Intent, share is null ? OrderStatus.Open : filled == quantity ? OrderStatus.Filled : OrderStatus.Cancelled, filled);
        }

        Enter("place-answer");
        return ValueTask.FromResult(answer);
    }

    public async ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping)
    {
        Enter("cancel");
        lock (_gate)
            if (!IsDeafToCancels && _orders.TryGetValue(order.ClientOrderId.Text, out var known) && !known.Status.IsTerminal()) _orders[order.ClientOrderId.Text] = known with { Status = OrderStatus.Cancelled };
        await Way();
        return null;
    }

    public async ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping)
    {
        Enter("cancel-all");
        lock (_gate)
            if (!IsCancelAllDeaf)
                foreach (var (id, order) in _orders.Where(static pair => !pair.Value.Status.IsTerminal()).ToList()) _orders[id] = order with { Status = OrderStatus.Cancelled };
        await Way();
        return null;
    }

    public ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping)
    {
        Enter("find");
        lock (_gate) return ValueTask.FromResult(_orders.GetValueOrDefault(order.ClientOrderId.Text));
    }

    public async ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping)
    {
        Enter("open-orders");
        var open = Open;
        await Way();
        return open;
    }

    public ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping) => ValueTask.FromResult<IReadOnlyList<Fill>>([]);

    public ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping)
    {
        Enter("holdings");
        lock (_gate) return ValueTask.FromResult(new VenueHoldings(ImmutableSortedDictionary<string, decimal>.Empty, _net.Where(static pair => pair.Value != 0m).ToImmutableSortedDictionary(StringComparer.Ordinal)));
    }

    public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping)
    {
        Enter("touch");
        return ValueTask.FromResult(Touches.GetValueOrDefault(symbol.Text));
    }

    private void Enter(string call)
    {
        Calls.Enqueue(call);
        if (Fault(call) is { } fault) throw new VenueException(fault);
        if (Broken.Contains(call)) throw new InvalidOperationException($"{call} is broken.");
    }

    private void Keep(OrderIntent intent, OrderStatus status, decimal filled)
    {
        lock (_gate) _orders[intent.ClientOrderId.Text] = new(intent.ClientOrderId, $"v-{++_ids}", intent.Symbol, intent.Side, status, intent.Terms.Quantity.Base, filled);
    }
}
