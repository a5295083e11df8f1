using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>A venue that some orders never reach, which is proven sooner or later, with statements and reports in any order.</summary>
internal sealed class FallbackWorld
{
    private readonly Random _random;
    private readonly List<OrderIntent> _sent = []; // on their way to the venue
    private readonly List<OrderIntent> _vanished = []; // will never arrive; not proven yet
    private VenueStatement? _asked;
    private int _ordersSeen;
    private int _cancelsSeen;

    public FallbackWorld(Random random, AccountSetup setup)
    {
        _random = random;
        Venue = new PaperVenue(random);
        Bench = AccountBench.Running(setup);
    }

    public AccountBench Bench { get; }

    public PaperVenue Venue { get; }

    public void Step()
    {
        Pass();
        switch (_random.Next(12))
        {
            case <= 1: Bench.Signal((SignalKind)_random.Next(1, 3), _random.Next(2) == 0 ? TestMarket.Ibm : TestMarket.Eth, _random.Next(2) == 0 ? "alpha" : "beta", _random.Next(1, 9)); break;
            case 2 when _random.Next(3) == 0: Bench.Command(new Command.CloseStrategy(AccountBench.Alpha, "test")); break;
            case 3 or 4: Arrive(); break;
            case 5 or 6: FillOne(); break;
            case 7 or 8: Hear(); break;
            case 9: Ask(); break;
            case 10: Answer(); break;
            default: Prove(); break;
        }

        Bench.Clock();
        Send();
    }

    /// <summary>Faults stop: all is heard, what works is cancelled, two quiet statements.</summary>
    public void Settle()
    {
        Answer();
        while (_sent.Count > 0) Arrive();
        while (_vanished.Count > 0) Prove();
        foreach (var id in Venue.Working.ToList()) Venue.Cancel(id, Bench.Now);
        while (Venue.OnTheWay.Count > 0) Hear();
        for (var i = 0; i < 2; i++)
        {
            Ask();
            Answer();
        }
    }

    /// <summary>Everything is closed, at a venue that takes every order.</summary>
    public void CloseAll()
    {
        Pass();
        foreach (var strategy in new[] { "alpha", "beta" }) Bench.Command(new Command.CloseStrategy(new StrategyId(strategy), "test"));
        foreach (var order in Bench.Orders.Skip(_ordersSeen))
        {
            Venue.Take(order.Intent, Bench.Now);
            Venue.Fill(order.Intent.ClientOrderId, order.Intent.Terms.Quantity.Base, 200m, Bench.Now);
        }

        _ordersSeen = Bench.Orders.Count;
        Settle();
    }

    private void Pass()
    {
        Bench.Now = Bench.Now.AddMilliseconds(_random.Next(1, 400));
        var move = _random.Next(-2, 3) * 0.01m;
        Bench.Quote(TestMarket.Ibm, 200m + move, 200m + move);
        Bench.Quote(TestMarket.Eth, 10m + move, 10m + move);
    }

    private void Send()
    {
        foreach (var order in Bench.Orders.Skip(_ordersSeen)) (_random.Next(3) == 0 ? _vanished : _sent).Add(order.Intent);
        _ordersSeen = Bench.Orders.Count;
        for (; _cancelsSeen < Bench.Cancels.Count; _cancelsSeen++) Venue.Cancel(Bench.Cancels[_cancelsSeen].ClientOrderId, Bench.Now);
    }

    private void Arrive()
    {
        if (_sent.Count == 0) return;
        var at = _random.Next(_sent.Count);
        Venue.Take(_sent[at], Bench.Now);
        _sent.RemoveAt(at);
    }

    private void Prove()
    {
        if (_vanished.Count == 0) return;
        var at = _random.Next(_vanished.Count);
        var id = _vanished[at].ClientOrderId;
        _vanished.RemoveAt(at);
        if (_random.Next(2) == 0) Bench.Report(new VenueEvent.OutcomeUnknown(id, "No answer.", Bench.Now));
        Bench.Report(new VenueEvent.ProvenAbsent(id, "Looked everywhere.", Bench.Now));
        if (_random.Next(3) == 0) Bench.Report(new VenueEvent.ProvenAbsent(id, "Looked again.", Bench.Now));
    }

    private void FillOne()
    {
        var working = Venue.Working.ToList();
        if (working.Count == 0) return;
        var id = working[_random.Next(working.Count)];
        var remaining = Venue.Remaining(id);
        Venue.Fill(id, _random.Next(2) == 0 || remaining < 2m ? remaining : Math.Floor(remaining / 2m), _random.Next(2) == 0 ? 200m : 199.5m, Bench.Now);
    }

    private void Hear()
    {
        if (Venue.OnTheWay.Count == 0) return;
        var report = Venue.OnTheWay[0];
        Venue.OnTheWay.RemoveAt(0);
        Bench.Report(report);
    }

    private void Ask() => _asked ??= Venue.State(Bench, withHoldings: _random.Next(8) != 0 || _sent.Count == 0);

    private void Answer()
    {
        if (_asked is null) return;
        Bench.Report(new VenueEvent.Stated(_asked, Bench.Now));
        _asked = null;
    }
}
