using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Desks;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>The venue tells of orders the books never gave, though their ids are ours: the books were restored from an older copy.</summary>
public sealed class LostPastDeskTests
{
    private static readonly int Later = OrderEpoch.At(TestMarket.Start)!.Value;

    [TestCase(DifferencePolicy.Flag, 1)]
    [TestCase(DifferencePolicy.Adopt, 0)]
    [TestCase(DifferencePolicy.Cancel, 0)]
    public void Take_AnOpenOrderTheBooksNeverGave_BeginsAnEpochAndIsJudgedByThePolicy(DifferencePolicy policy, int left)
    {
        var bench = AccountBench.Running(TestMarket.Setup() with { Reconciliation = new ReconciliationPolicy { Orders = policy } });
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        Assert.That(bench.Statement(open: [Open(Id(2))]), Is.EqualTo(left));
        Assert.That(bench.Facts.OfType<Fact.EpochBegun>().Select(static begun => begun.Epoch), Is.EqualTo(new[] { Later }));
        var told = bench.Breaks.Single(static found => found.Subject == LostPastDesk.Subject);
        Assert.That(told.Resolution, Does.StartWith("the books are older than the venue: restored from a backup").And.Contains($"of epoch {Later} from here on"));
        Assert.That((told.Ours, told.Theirs), Is.EqualTo(("the newest intent is 1", $"order {Id(2)}")));
        Assert.That(bench.Cancels.Count, Is.EqualTo(policy == DifferencePolicy.Cancel ? 1 : 0));
        bench.Statement();
        bench.Command(new Command.SetEmergency(EmergencyState.Active, "test", "A person looked."));
        bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        Assert.That(bench.LastOrder.ClientOrderId, Is.EqualTo(ClientOrderId.From(AccountBench.Alpha, 2, Later)), "the id the venue knows already is not given again");
    }

    /// <summary>Bug: a halt was undone by restoring a copy made before it, and the daemon traded on, seconds after its start.</summary>
    [Test]
    public void Take_AnOrderTheBooksNeverGave_HaltsUntilAPersonResumes([Values] EmergencyState before)
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        if (before != EmergencyState.Active) bench.Command(new Command.SetEmergency(before, "test", "Pulled."));
        for (var twice = 0; twice < 2; twice++) bench.Statement(open: [Open(Id(2))]);
        Assert.That(bench.Books.Emergency, Is.EqualTo(EmergencyState.Halted));
        Assert.That(bench.Facts.OfType<Fact.EmergencyMoved>().Count(static moved => moved.Source == LostPastDesk.Source), Is.EqualTo(before == EmergencyState.Halted ? 0 : 1));
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        Assert.That(bench.Orders.Count, Is.EqualTo(1), "what the exit would close may be closed already");
        bench.Command(new Command.SetEmergency(EmergencyState.Active, "test", "A person looked."));
        bench.Statement(open: [Open(Id(2))]);
        bench.Report(new VenueEvent.Accepted(Id(2), "V9", bench.Now)); // news names no venue, and is told apart
        Assert.That(bench.Books.Emergency, Is.EqualTo(EmergencyState.Active), "the person knows");
    }

    [Test]
    public void Take_AFillOfAnOrderTheBooksNeverGave_BeginsAnEpochAndIsBooked([Values] bool inAStatement)
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        var fill = bench.FillOf(bench.LastOrder with { ClientOrderId = Id(6) }, 2m, 200m);
        if (inAStatement) bench.Statement(fills: [fill]);
        else bench.Report(new VenueEvent.Executed(fill));
        Assert.That((bench.Books.Epoch, bench.Net(TestMarket.Ibm, "external"), bench.Net(TestMarket.Ibm)), Is.EqualTo((Later, 2m, 1m)));
        Assert.That(bench.Breaks.Select(static found => found.Subject).Take(2), Is.EqualTo(new[] { LostPastDesk.Subject, $"fill {fill.ExecutionId}" }));
        var begun = bench.Recorded.FindIndex(static recorded => recorded.Fact is Fact.EpochBegun);
        Assert.That(bench.Recorded.FindIndex(recorded => recorded.Fact is Fact.FillBooked booked && booked.Fill == fill), Is.GreaterThan(begun));
    }

    [Test]
    public void Take_NewsOfAnOrderTheBooksNeverGave_BeginsAnEpoch()
    {
        var bench = AccountBench.Running();
        bench.Report(new VenueEvent.Accepted(Id(2), "V9", bench.Now));
        Assert.That((bench.Books.Epoch, bench.Books.Emergency, bench.Breaks.Count()), Is.EqualTo((Later, EmergencyState.Halted, 0)), "the comparison names the venue");
    }

    /// <summary>The copy was restored and started: its epoch is fresh, the abandoned history's lies between.</summary>
    [Test]
    public void Take_AnOrderOfAnEpochTheBooksNeverHad_IsToldOnceAndHalts()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        bench.Engine.Boot(20, 2, "test", bench.Now);
        for (var i = 0; i < 5; i++) bench.Statement(open: [Open(ClientOrderId.From(AccountBench.Alpha, 2, 15)), Open(ClientOrderId.From(AccountBench.Alpha, 3, 15))]);
        Assert.That(bench.Breaks.Count(static found => found.Subject == LostPastDesk.Subject), Is.EqualTo(1), "one of them is enough");
        Assert.That((bench.Books.Epoch, bench.Facts.OfType<Fact.EpochBegun>().Count()), Is.EqualTo((20, 0)), "its ids cannot meet ours");
        Assert.That(bench.Books.Emergency, Is.EqualTo(EmergencyState.Halted));
    }

    /// <summary>The clock was set back: the abandoned history's epoch is above ours.</summary>
    [Test]
    public void Take_AnOrderOfALaterEpoch_BeginsOneAboveIt()
    {
        var bench = AccountBench.Running();
        bench.Statement(open: [Open(ClientOrderId.From(AccountBench.Alpha, 2, Later + 1_000))]);
        Assert.That(bench.Books.Epoch, Is.EqualTo(Later + 1_001));
    }

    [Test]
    public void Take_IdsThatAreNobodysOrKnown_ChangeNothing()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        ClientOrderId[] others =
        [
            new(""), new("theirs"), ClientOrderId.From(new StrategyId("somebody-else"), 9, 8), // an epoch we never had under a name we do not know
            ClientOrderId.From(AccountBench.Alpha, 9, 6), // of a store before this one
            ClientOrderId.From(StrategyId.Emergency, 9, 7), bench.LastOrder.ClientOrderId,
        ];
        foreach (var id in others)
        {
            bench.Statement(open: [Open(id)]);
            bench.Report(new VenueEvent.CancelDone(id, "By hand.", bench.Now));
        }

        Assert.That((bench.Books.Epoch, bench.Breaks.Count(static found => found.Subject == LostPastDesk.Subject)), Is.EqualTo((7, 0)));
    }

    [Test]
    public void Take_AgainInTheNewEpoch_BeginsAnotherOne()
    {
        var bench = AccountBench.Running();
        bench.Statement(open: [Open(Id(2))]);
        bench.Statement(open: [Open(Id(2))]);
        Assert.That((bench.Books.Epoch, bench.Breaks.Count(static found => found.Subject == LostPastDesk.Subject)), Is.EqualTo((Later, 1)), "told once");
        bench.Statement(open: [Open(ClientOrderId.From(AccountBench.Alpha, 3, Later))]);
        Assert.That((bench.Books.Epoch, bench.Breaks.Count(static found => found.Subject == LostPastDesk.Subject)), Is.EqualTo((Later + 1, 2)));
    }

    [Test]
    public void Recover_AfterAnEpochBegan_IsTheSameAndAStartDoesNotGoBack()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        bench.Statement(open: [Open(Id(2))]);
        var recovered = bench.Recovered();
        Assert.That(AccountBench.Canonical(recovered.Capture()), Is.EqualTo(bench.Canonical()));
        recovered.Boot(7, 2, "test", bench.Now);
        Assert.That((recovered.Account.Books.Epoch, recovered.Account.Books.Blocks.Count), Is.EqualTo((Later, 0)));
    }

    private static ClientOrderId Id(long sequence) => ClientOrderId.From(AccountBench.Alpha, sequence, 7);

    private static OrderReport Open(ClientOrderId id) => new(id, $"V-{id}", new Symbol("IBM"), OrderSide.Buy, OrderStatus.Open, 10m, 0m);
}
