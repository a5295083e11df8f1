using TradingDaemon.Domain.Instruments;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Simulation.Chance;
using TradingDaemon.Simulation.Time;
using Trade = TradingDaemon.Exchange.Orders.Execution;

namespace TradingDaemon.Simulation.World;

/// <summary>
/// The venue's own people, who correct what is past and change what works: trades are busted, fees given back, and orders of ours get another price or
/// quantity, all without our asking.
/// </summary>
internal sealed class VenueStaff(Fate fate, VirtualClock clock, SimulatedExchange exchange, Deeds deeds)
{
    private const int LookedBackMax = 30; // executions; what is corrected is mostly young, and the newest of all in half of the cases
    private readonly Dictionary<string, EditedOrder> _edited = new(StringComparer.Ordinal); // by client order id
    private readonly List<EditedOrder> _untold = [];

    /// <summary>Whether the order's terms are no longer what was asked for.</summary>
    public bool HasEdited(string clientOrderId) => _edited.ContainsKey(clientOrderId);

    /// <summary>Whether any order's are.</summary>
    public bool HasEditedAny => _edited.Count > 0;

    /// <summary>The daemon told a difference, of this order perhaps.</summary>
    public void Told(string subject)
    {
        if (_untold.Count > 0) _untold.RemoveAll(edited => subject.Split(' ').Contains(edited.Asked.ClientOrderId));
    }

    /// <summary>Changed orders that the daemon must speak of and has not: those that work on, and those that traded as nobody had asked for.</summary>
    public IEnumerable<EditedOrder> Untold()
    {
        ForgetHarmless();
        return _untold;
    }

    /// <summary>Gives fee of a trade back.</summary>
    /// <returns>What, in which currency; null when there was nothing to give back.</returns>
    public (string Asset, decimal Amount)? Rebate()
    {
        if (Chosen() is not { } trade) return null;
        var amount = fate.OneIn(2) && trade.Fee > 0m ? trade.Fee : 0.01m * fate.Next(1, 500);
        if (exchange.Operator.RebateFee(Ground.Account, trade.Sequence, amount, clock.Now) is not null) return null;
        deeds.Did("fee rebate");
        return (trade.FeeAsset, amount);
    }

    /// <summary>Undoes a trade.</summary>
    public void Bust()
    {
        if (Chosen() is not { } trade || exchange.Operator.Bust(Ground.Account, trade.Sequence, clock.Now) is not null) return;
        deeds.Did(trade.Sequence + 1 == exchange.LastExecutionSequence ? "newest trade busted" : "trade busted");
    }

    /// <summary>Changes an order of ours that works.</summary>
    /// <returns>The order; null when none was changed.</returns>
    public ExchangeOrder? Edit()
    {
        var working = exchange.OpenOrders().Where(static order => order.Request is { ClientOrderId.Length: > 0, Kind: OrderKind.Limit }).ToList();
        if (working.Count == 0) return null;
        var order = working[fate.Next(working.Count)];
        var (before, filled, executed) = (order.Request, order.Filled, exchange.LastExecutionSequence);
        var (quantity, price) = Changed(order, Ground.Catalog.Find(new Symbol(order.Request.Symbol))!);
        exchange.Account(Ground.Account).Replace(new ReplaceRequest(OrderName.Venue(order.OrderId), quantity, price), clock.Now);
        exchange.AdvanceTo(clock.Now);
        if (order.Request == before) return null; // refused
        deeds.Did(quantity is { } changed ? changed > before.Quantity ? "order of ours enlarged" : "order of ours reduced" : "order of ours repriced");
        ForgetHarmless(); // a long run's exchange remembers the newest only: those are judged while it does
        var edited = new EditedOrder(before, order.OrderId, clock.Now, filled, executed);
        if (_edited.TryAdd(before.ClientOrderId, edited)) _untold.Add(edited);
        return order;
    }

    // A price goes to either side of where it was, over the market too: what is then filled at once is filled worse than was asked for.
    private (decimal? Quantity, decimal? Price) Changed(ExchangeOrder order, Instrument instrument) => fate.Next(4) switch
    {
        0 => (order.Request.Quantity + (instrument.LotSize * fate.Next(1, 50)), null),
        1 => (Math.Max(order.Filled + instrument.LotSize, instrument.FloorToLot(order.Request.Quantity / 2m)), null),
        _ => (null, instrument.FloorToTick(order.Request.Price * (1m + (0.0001m * fate.Next(-40, 41))))),
    };

    private void ForgetHarmless() => _untold.RemoveAll(edited => edited.IsHarmless(exchange));

    private Trade? Chosen()
    {
        var newest = exchange.LastExecutionSequence;
        if (newest == 0) return null;
        var sequence = fate.OneIn(2) ? newest : Math.Max(1, newest - fate.Next(LookedBackMax));
        return exchange.ExecutionsSince(sequence - 1, 1)[0];
    }
}
