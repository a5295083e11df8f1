using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Simulation.Chance;
using TradingDaemon.Simulation.Time;

namespace TradingDaemon.Simulation.World;

/// <summary>
/// Others with a hand in the account: they deposit and withdraw, trade by hand, the venue restarts and forgets orders, and its staff corrects and edits. Where
/// the daemon's policy is to flag such things they are undone after a while, as a person would; where it is to adopt them they stay.
/// </summary>
internal sealed class Strangers(Fate fate, VirtualClock clock, SimulatedExchange exchange, LyingVenue venue, Deeds deeds, bool areAdopted)
{
    private const int UndoneAfterMaxMilliseconds = 15_000;
    private const int LookedBackMax = 1_000; // executions
    private readonly VenueStaff _staff = new(fate, clock, exchange, deeds);
    private bool _isEditDue; // as soon as an order of ours works
    private readonly HashSet<string> _explained = new(StringComparer.Ordinal);
    private readonly HashSet<string> _forgotten = new(StringComparer.Ordinal);

    /// <summary>What the daemon does about them in this world.</summary>
    public ReconciliationPolicy Policy { get; } = areAdopted
        ? new() { Orders = fate.OneIn(2) ? DifferencePolicy.Adopt : DifferencePolicy.Cancel, Cash = DifferencePolicy.Adopt, Positions = DifferencePolicy.Adopt }
        : new();

    /// <summary>Client order ids the venue has no record of any more.</summary>
    public IReadOnlySet<string> Forgotten => _forgotten;

    /// <summary>Who corrects and edits.</summary>
    public VenueStaff Staff => _staff;

    /// <summary>Perhaps does something.</summary>
    public void Act()
    {
        if (_isEditDue && fate.Allows(FaultKinds.Strangers)) Edit();
        if (!fate.StrikesInTick(FaultKinds.Strangers, 200)) return;
        switch (fate.Next(7))
        {
            case 0: MoveCash(); break;
            case 1: Forget(); break;
            case 2 when areAdopted: Take(); break;
            case 3: Rebate(); break;
            case 4: _staff.Bust(); break;
            case 5: _isEditDue = true; break;
            default: Rest(); break;
        }

        venue.Drain();
    }

    /// <summary>Whether a difference the daemon found is of their making.</summary>
    public bool Explains(Fact.BreakFound found) => found.Subject.Split(' ', 2) is [var kind, var name] && kind switch
    {
        "fill" => exchange.ExecutionsSince(Math.Max(0, exchange.LastExecutionSequence - LookedBackMax), int.MaxValue).Any(execution => execution.ExecutionId == name && (execution.ClientOrderId.Length == 0 || execution.Reverses > 0)),
        "order" => name.Length == 0 || _explained.Contains(name) || _forgotten.Contains(name) || _explained.Any(id => name.EndsWith($"({id})", StringComparison.Ordinal)),
        "orders" => true, // refused several in a row, which a venue may
        _ => _explained.Contains(found.Subject),
    };

    /// <summary>Makes good what a long run lost, where deposits are adopted, so that it goes on trading.</summary>
    public void Refill(decimal amount)
    {
        if (!areAdopted || exchange.Operator.Deposit(Ground.Account, "USD", amount, clock.Now) is not null) return;
        _explained.Add("cash USD");
        deeds.Did("refill");
    }

    private void MoveCash()
    {
        var amount = fate.Next(1, 300);
        var (asset, isDeposit) = (fate.OneIn(3) ? "USDT" : "USD", fate.OneIn(2));
        var refusal = isDeposit ? exchange.Operator.Deposit(Ground.Account, asset, amount, clock.Now) : exchange.Operator.Withdraw(Ground.Account, asset, amount, clock.Now);
        if (refusal is not null) return;
        deeds.Did(isDeposit ? "deposit" : "withdrawal");
        Explain(asset, isDeposit ? amount : -amount);
    }

    private void Rebate()
    {
        if (_staff.Rebate() is { } given) Explain(given.Asset, given.Amount);
    }

    private void Edit()
    {
        if (_staff.Edit() is not { } order) return;
        _isEditDue = false;
        _explained.UnionWith([order.Request.ClientOrderId, order.OrderId]);
        venue.Drain();
    }

    // Cash that came or went is there to stay where it is adopted; where it is flagged somebody puts it right.
    private void Explain(string asset, decimal amount)
    {
        _explained.Add($"cash {asset}");
        if (!areAdopted) clock.After(fate.Between(1_000, UndoneAfterMaxMilliseconds), () => exchange.Deposit(asset, -amount, clock.Now));
    }

    // A hand-made market order: its fills are ours to find.
    private void Take()
    {
        var instrument = Ground.Catalog.All[fate.Next(2)];
        var quantity = instrument.LotSize * fate.Next(1, 20);
        if (exchange.Operator.PlaceByHand(Ground.Account, OrderRequest.Market("", instrument.Symbol.Text, fate.OneIn(2) ? Side.Buy : Side.Sell, quantity), clock.Now) is null) deeds.Did("trade by hand");
    }

    // A hand-made order far from the market, taken away again.
    private void Rest()
    {
        var instrument = Ground.Catalog.All[0];
        var before = exchange.OpenOrders().Select(static order => order.OrderId).ToHashSet(StringComparer.Ordinal);
        var request = OrderRequest.Limit("", instrument.Symbol.Text, Side.Buy, instrument.LotSize * 10m, instrument.FloorToTick(Ground.Prices[0] / 3m));
        if (exchange.Operator.PlaceByHand(Ground.Account, request, clock.Now) is not null) return;
        deeds.Did("order by hand");
        foreach (var order in exchange.OpenOrders().Where(order => !before.Contains(order.OrderId)))
        {
            _explained.Add(order.OrderId);
            clock.After(fate.Between(1_000, UndoneAfterMaxMilliseconds), () => exchange.Account(Ground.Account).Cancel(OrderName.Venue(order.OrderId), clock.Now));
        }
    }

    // The venue restarts: everybody is cut off, and an order or two are gone.
    private void Forget()
    {
        deeds.Did("venue restart");
        foreach (var order in exchange.Operator.Forget(fate.OneIn(2) ? 0.3m : 0.01m, (ulong)fate.Next(int.MaxValue), clock.Now))
        {
            deeds.Did("order forgotten");
            if (order.Request.ClientOrderId.Length > 0) _forgotten.Add(order.Request.ClientOrderId);
            else _explained.Add(order.OrderId);
        }

        venue.Stream.Cut();
    }
}
