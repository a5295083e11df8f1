using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>A venue that some orders never reach, which is proven sooner or later.</summary>
internal sealed class FallbackWorld(Random random, AccountSetup setup) : RaceWorld(random, setup)
{
    private readonly List<OrderIntent> _vanished = []; // will never arrive; not proven yet

    /// <summary>Everything is closed, at a venue that takes every order.</summary>
    public void CloseAll()
    {
        Pass();
        foreach (var strategy in new[] { "alpha", "beta" }) Bench.Command(new Command.CloseStrategy(new StrategyId(strategy), "test"));
        foreach (var order in NewOrders())
        {
            Venue.Take(order, Bench.Now);
            Venue.Fill(order.ClientOrderId, order.Terms.Quantity.Base, 200m, Bench.Now);
        }

        Settle();
    }

    protected override bool IsDelivered(OrderIntent order)
    {
        if (Random.Next(3) != 0) return true;
        _vanished.Add(order);
        return false;
    }

    protected override void Resolve()
    {
        while (_vanished.Count > 0) Trouble();
    }

    protected override void Trouble()
    {
        if (_vanished.Count == 0) return;
        var at = Random.Next(_vanished.Count);
        var id = _vanished[at].ClientOrderId;
        _vanished.RemoveAt(at);
        if (Random.Next(2) == 0) Bench.Report(new VenueEvent.OutcomeUnknown(id, "No answer.", Bench.Now));
        Bench.Report(new VenueEvent.ProvenAbsent(id, "Looked everywhere.", Bench.Now));
        if (Random.Next(3) == 0) Bench.Report(new VenueEvent.ProvenAbsent(id, "Looked again.", Bench.Now));
    }
}
