using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>Strategies and a venue with orders, fills, reports and statements on their way between them, in any order; what goes wrong besides, each world says.</summary>
internal abstract class RaceWorld(Random random, AccountSetup setup)
{
    private readonly List<OrderIntent> _sent = []; // on their way to the venue
    private VenueStatement? _asked; // one at a time, as the session asks
    private int _ordersSeen;
    private int _cancelsSeen;

    public AccountBench Bench { get; } = AccountBench.Running(setup);

    public PaperVenue Venue { get; } = new(random);

    public int Statements { get; private set; }

    protected Random Random => random;

    public void Step()
    {
        Pass();
        switch (random.Next(12))
        {
            case <= 1: Bench.Signal((SignalKind)random.Next(1, 3), random.Next(2) == 0 ? TestMarket.Ibm : TestMarket.Eth, random.Next(2) == 0 ? "alpha" : "beta", random.Next(1, 9)); break;
            case 2 when random.Next(3) == 0: Bench.Command(new Command.CloseStrategy(AccountBench.Alpha, "test")); break;
            case 3 or 4: Arrive(); break;
            case 5 or 6: FillOne(); break;
            case 7 or 8: Hear(); break;
            case 9: Ask(); break;
            case 10: Answer(); break;
            default: Trouble(); break;
        }

        Bench.Clock();
        _sent.AddRange(NewOrders().Where(IsDelivered));
        for (; _cancelsSeen < Bench.Cancels.Count; _cancelsSeen++) Venue.Cancel(Bench.Cancels[_cancelsSeen].ClientOrderId, Bench.Now);
    }

    /// <summary>Faults stop: all is heard, what works is cancelled, what is closed on and on is filled, two quiet statements.</summary>
    public void Settle()
    {
        Answer();
        while (_sent.Count > 0) Arrive();
        Resolve();
        foreach (var id in Venue.Working.ToList()) Venue.Cancel(id, Bench.Now);
        while (Venue.OnTheWay.Count > 0) Hear();
        FillNew();
        for (var quiet = 0; quiet < 2; quiet = FillNew() ? 0 : quiet + 1)
        {
            Ask();
            Answer();
        }
    }

    /// <summary>What else happens in this world.</summary>
    protected abstract void Trouble();

    /// <summary>What is open from earlier trouble ends.</summary>
    protected virtual void Resolve()
    {
    }

    /// <summary>Whether an order gets to the venue, sooner or later.</summary>
    protected virtual bool IsDelivered(OrderIntent order) => true;

    /// <summary>Time goes on and the market moves.</summary>
    protected void Pass()
    {
        Bench.Now = Bench.Now.AddMilliseconds(random.Next(1, 400));
        var move = random.Next(-2, 3) * 0.01m;
        Bench.Quote(TestMarket.Ibm, 200m + move, 200m + move);
        Bench.Quote(TestMarket.Eth, 10m + move, 10m + move);
    }

    /// <summary>The orders given since it was asked last.</summary>
    protected List<OrderIntent> NewOrders()
    {
        var orders = Bench.Orders.Skip(_ordersSeen).Select(static order => order.Intent).ToList();
        _ordersSeen = Bench.Orders.Count;
        return orders;
    }

    // A closing an operator asked for goes on with the end of each exit.
    private bool FillNew()
    {
        var isAny = false;
        for (var orders = NewOrders(); orders.Count > 0; orders = NewOrders())
        {
            isAny = true;
            foreach (var order in orders)
            {
                Venue.Take(order, Bench.Now);
                Venue.Fill(order.ClientOrderId, order.Terms.Quantity.Base, 200m, Bench.Now);
            }

            while (Venue.OnTheWay.Count > 0) Hear();
        }

        return isAny;
    }

    private void Arrive()
    {
        if (_sent.Count == 0) return;
        var at = random.Next(_sent.Count);
        Venue.Take(_sent[at], Bench.Now);
        _sent.RemoveAt(at);
    }

    private void FillOne()
    {
        var working = Venue.Working.ToList();
        if (working.Count == 0) return;
        var id = working[random.Next(working.Count)];
        var remaining = Venue.Remaining(id);
        Venue.Fill(id, random.Next(2) == 0 || remaining < 2m ? remaining : Math.Floor(remaining / 2m), random.Next(2) == 0 ? 200m : 199.5m, Bench.Now);
    }

    private void Hear()
    {
        if (Venue.OnTheWay.Count == 0) return;
        var report = Venue.OnTheWay[0];
        Venue.OnTheWay.RemoveAt(0);
        Bench.Report(report);
    }

    private void Ask() => _asked ??= Venue.State(Bench, withHoldings: random.Next(8) != 0 || _sent.Count == 0);

    private void Answer()
    {
        if (_asked is null) return;
        Statements++;
        Bench.Report(new VenueEvent.Stated(_asked, Bench.Now));
        _asked = null;
    }
}
