using System.Collections.Immutable;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>A venue in a few lines: what it did is known, what it tells of it comes late, early, twice or not at all.</summary>
internal sealed class PaperVenue(Random random)
{
    private readonly Dictionary<ClientOrderId, OrderReport> _orders = [];
    private readonly List<Fill> _fills = [];

    public decimal Usd { get; private set; } = 100_000m;

    public SortedDictionary<string, decimal> Held { get; } = new(StringComparer.Ordinal);

    /// <summary>What has been told and not yet heard.</summary>
    public List<VenueEvent> OnTheWay { get; } = [];

    public int FillCount => _fills.Count;

    public IEnumerable<ClientOrderId> Working => _orders.Values.Where(static order => !order.Status.IsTerminal()).Select(static order => order.ClientOrderId);

    public void Take(OrderIntent intent, DateTimeOffset now)
    {
        _orders.Add(intent.ClientOrderId, new OrderReport(intent.ClientOrderId, $"V{_orders.Count}", intent.Symbol, intent.Side, OrderStatus.Open, intent.Terms.Quantity.Base, 0m) { PriceQuote = (intent.Terms as OrderTerms.Limit)?.Price.QuotePerBase });
        Tell(new VenueEvent.Accepted(intent.ClientOrderId, _orders[intent.ClientOrderId].VenueOrderId, now));
    }

    public void Fill(ClientOrderId id, decimal quantity, decimal price, DateTimeOffset now)
    {
        var order = _orders[id];
        if (order.PriceQuote is { } limit && (limit - price) * order.Side.Sign() < 0m) price = limit; // never worse than was asked for
        var fill = new Fill
        {
            ExecutionId = $"x{_fills.Count + 1}", ExecutionSequence = _fills.Count + 1, ClientOrderId = id, Venue = "simulated", Symbol = order.Symbol, Side = order.Side,
            Price = Price.From(price), Quantity = Quantity.From(quantity), Fee = new Money(0.25m, Currency.Usd), Liquidity = Liquidity.Taker, At = now, IsSimulated = true,
        };
        _fills.Add(fill);
        var filled = order.FilledBase + quantity;
        _orders[id] = order with { FilledBase = filled, Status = filled == order.QuantityBase ? OrderStatus.Filled : OrderStatus.PartiallyFilled };
        Usd -= (quantity * price * order.Side.Sign()) + 0.25m;
        Held[order.Symbol.Text] = Held.GetValueOrDefault(order.Symbol.Text) + (quantity * order.Side.Sign());
        if (Held[order.Symbol.Text] == 0m) Held.Remove(order.Symbol.Text);
        Tell(new VenueEvent.Executed(fill));
    }

    public decimal Remaining(ClientOrderId id) => _orders[id].QuantityBase - _orders[id].FilledBase;

    public void Cancel(ClientOrderId id, DateTimeOffset now)
    {
        if (!_orders.TryGetValue(id, out var order)) return; // the cancel overtook its order, and is lost
        if (order.Status.IsTerminal())
        {
            Tell(new VenueEvent.CancelRefused(id, "It is over.", now));
            return;
        }

        _orders[id] = order with { Status = OrderStatus.Cancelled };
        Tell(new VenueEvent.CancelDone(id, "By request.", now));
    }

    /// <summary>The venue's answers of this moment to what the engine would ask now; not heard before somebody delivers it.</summary>
    public VenueStatement State(AccountBench bench, bool withHoldings)
    {
        var cursor = bench.Books.Fills.CursorOf("simulated");
        var open = _orders.Values.Where(static order => !order.Status.IsTerminal()).ToList();
        var lookUps = new Dictionary<ClientOrderId, OrderReport?>();
        var unresolved = new List<ClientOrderId>();
        foreach (var ours in bench.Books.Orders.Open.Select(static order => order.Intent.ClientOrderId).Where(id => !open.Exists(order => order.ClientOrderId == id)))
            if (_orders.TryGetValue(ours, out var found)) lookUps.Add(ours, found);
            else unresolved.Add(ours); // its order is still on the way
        var holdings = new VenueHoldings(new Dictionary<string, decimal> { ["USD"] = Usd }.ToImmutableSortedDictionary(StringComparer.Ordinal), Held.ToImmutableSortedDictionary(StringComparer.Ordinal), _fills.Count);
        return bench.Begun(new VenueStatement("simulated", [.. _fills.Where(fill => fill.ExecutionSequence > cursor)], open, lookUps, unresolved, withHoldings ? holdings : null, _fills.Count));
    }

    // Lost one time in ten, twice two times in ten, heard whenever somebody listens.
    private void Tell(VenueEvent report)
    {
        var copies = random.Next(10) switch { 0 => 0, 1 or 2 => 2, _ => 1 };
        for (var i = 0; i < copies; i++) OnTheWay.Insert(random.Next(OnTheWay.Count + 1), report);
    }
}
