using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Desks;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>What venues report, in every order, more than once, and about things we never asked for.</summary>
public sealed class VenueDeskTests
{
    private static readonly string[] Cancelled = ["accepted", "fill 4", "fill 6", "cancel done", "found open", "unknown"];
    private static readonly string[] Refused = ["accepted", "fill 4", "fill 4", "cancel refused", "refused", "expired"];
    private static readonly string[] Asked = ["accepted", "ask cancel", "fill 4", "fill 6", "cancel done", "cancel refused"];
    private static readonly string[] Lost = ["unknown", "absent", "fill 4", "fill 6", "accepted", "ask cancel"];

    /// <summary>720 orders of six reports each: every fill is booked once, the first end wins, and nothing ever throws.</summary>
    [TestCaseSource(nameof(Pools))]
    public void Take_SixReportsInEveryOrder_BooksEveryFillAndEndsAsTheFirstEndSays(string[] pool)
    {
        var count = 0;
        foreach (var sequence in Permutations(pool.Length))
        {
            var reports = sequence.Select(index => pool[index]).ToList();
            var bench = AccountBench.Running();
            bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
            var end = Play(bench, reports);
            var told = string.Join(", ", reports);
            var filled = pool.Where(static report => report.StartsWith("fill", StringComparison.Ordinal)).Distinct().Sum(static report => report == "fill 4" ? 4m : 6m);
            var order = bench.Books.Orders.Find(bench.LastOrder.ClientOrderId)!;
            Assert.That((order.FilledBase, bench.Net(TestMarket.Ibm), bench.Books.Cash.Total["USD"]), Is.EqualTo((filled, filled, 100_000m - (filled * 201m))), told);
            Assert.That(bench.Engine.DuplicateFills, Is.EqualTo(pool.Length - pool.Distinct().Count()), told);
            Assert.That(order.Status.IsTerminal() ? order.Status : (OrderStatus?)null, Is.EqualTo(end), told);
            Assert.That(bench.Books.State, Is.EqualTo(EngineState.Running), told);
            Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()), told);
            count++;
        }

        Assert.That(count, Is.EqualTo(720));
    }

    [Test]
    public void Take_AFillTwice_IsBookedOnceAndCounted()
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        var fill = bench.FillOf(bench.LastOrder, 1m, 100m);
        for (var i = 0; i < 3; i++) bench.Report(new VenueEvent.Executed(fill));
        Assert.That((bench.Net(TestMarket.Btc), bench.Engine.DuplicateFills, bench.Facts.OfType<Fact.FillBooked>().Count()), Is.EqualTo((1m, 2L, 1)));
    }

    /// <summary>Bug: a newer reason was dropped while its cause stood, so that the one shown was stale.</summary>
    [Test]
    public void Block_AgainForAnotherReason_SaysTheNewestSinceTheFirst()
    {
        var bench = AccountBench.Running();
        var since = bench.Now;
        bench.Report(new VenueEvent.StreamLost("simulated", "cut", bench.Now));
        bench.Clock(TimeSpan.FromSeconds(3));
        for (var twice = 0; twice < 2; twice++) bench.Report(new VenueEvent.StreamLost("simulated", "refused", bench.Now));
        var block = bench.Books.Blocks.Single();
        Assert.That((block.Reason, block.Since, bench.Facts.OfType<Fact.EntriesBlocked>().TakeLast(2).Select(static fact => fact.Reason)), Is.EqualTo(("refused", since, new[] { "cut", "refused" })));
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
    }

    /// <summary>Bug: the opening of a stream blocked nothing, and a comparison that agreed let entries pass while the stream was lost, or had been begun before it opened.</summary>
    [Test]
    public void Take_AStreamThatWasLost_BlocksUntilAComparisonBegunAfterItOpened()
    {
        var bench = AccountBench.Running();
        Assert.That(bench.Books.Blocks, Is.Empty);
        bench.Report(new VenueEvent.StreamLost("simulated", "cut", bench.Now));
        bench.Statement();
        Assert.That(bench.Books.Blocks.Single().Reason, Is.EqualTo("cut"), "Agreed without a stream: what happens next, nobody tells.");
        var early = bench.Begun(new VenueStatement("simulated", [], [], new Dictionary<ClientOrderId, OrderReport?>(), [], null, 0));
        bench.OpenStream();
        bench.Engine.Take(early with { Holdings = new VenueHoldings(bench.Books.Cash.Total.ToImmutableSortedDictionary(StringComparer.Ordinal), ImmutableSortedDictionary<string, decimal>.Empty) }, bench.Now);
        Assert.That(bench.Books.Blocks.Single().Reason, Is.EqualTo("Its stream has opened; books and venue have not been compared since."), "Begun before it opened, told after.");
        bench.Statement();
        Assert.That(bench.Books.Blocks, Is.Empty);
    }

    [Test]
    public void Take_AStreamThatOpensWithoutALoss_BlocksToo()
    {
        var bench = AccountBench.Running();
        bench.OpenStream();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        Assert.That((bench.Orders.Count, bench.Refusals.Single().Rule), Is.EqualTo((0, RiskRule.EntriesBlocked)));
    }

    [Test]
    public void Take_AFillAfterTheCancelWasConfirmed_IsStillMoney()
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        bench.Report(new VenueEvent.CancelDone(bench.LastOrder.ClientOrderId, "test", bench.Now));
        bench.Fill(bench.LastOrder, 2m, 100m);
        Assert.That((bench.Net(TestMarket.Btc), bench.Books.Cash.Total["USD"], bench.Books.Orders.Ended.Single().Status, bench.Books.Orders.Ended.Single().FilledBase),
            Is.EqualTo((2m, 99_800m, OrderStatus.Cancelled, 2m)));
    }

    [Test]
    public void Take_AFillOfAnOrderNobodyKnows_IsBookedAsExternalAndFlagged()
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        bench.Fill(bench.LastOrder with { ClientOrderId = new ClientOrderId("theirs") }, 1m, 100m);
        Assert.That((bench.Net(TestMarket.Btc), bench.Net(TestMarket.Btc, StrategyId.External.Text), bench.Books.Cash.Total["USD"]), Is.EqualTo((0m, 1m, 99_900m)));
        Assert.That(bench.Breaks.Single(), Is.EqualTo(new Fact.BreakFound("simulated", "fill x1", "no such order", "Buy 1 BTC/USD", "booked as external")));
    }

    /// <summary>Bug: somebody's manual trade in an instrument the configuration does not name stopped the daemon, and did so again at every start.</summary>
    [Test]
    public void Take_AFillOfAnInstrumentNotConfigured_IsABreakAndBooksNothing()
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        var fill = bench.FillOf(bench.LastOrder with { Symbol = new Symbol("DOGE/USD") }, 1m, 100m);
        Assert.That(() => bench.Report(new VenueEvent.Executed(fill)), Throws.Nothing);
        Assert.That((bench.Books.Cash.Total["USD"], bench.Books.Fills.Has("simulated", 1), bench.Breaks.Single().Resolution), Is.EqualTo((100_000m, false, "not booked")));
    }

    [Test]
    public void Take_MoreThanWasOrdered_IsBookedAndFaults()
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        bench.Fill(bench.LastOrder, 1.5m, 100m);
        bench.Fill(bench.LastOrder, 1.5m, 100m);
        Assert.That((bench.Net(TestMarket.Btc), bench.Books.State, bench.Books.IsFaulted, bench.Breaks.Count()), Is.EqualTo((3m, EngineState.Faulted, true, 1)));
        Assert.That(bench.Engine.StateReason, Does.Contain("beyond its quantity"), "The reason shown is the fault's, not that of an earlier state.");
        bench.Fill(bench.LastOrder, 1m, 100m);
        Assert.That((bench.Net(TestMarket.Btc), bench.Breaks.Count(), bench.Facts.OfType<Fact.StateChanged>().Count(static changed => changed.To == EngineState.Faulted)), Is.EqualTo((4m, 2, 1)));
        bench.Signal(SignalKind.Buy, TestMarket.Ibm);
        bench.Signal(SignalKind.Sell);
        Assert.That((bench.Orders.Count, bench.LastOrder.IsReduceOnly), Is.EqualTo((2, true)), "Entries stop, the exit passes.");
    }

    /// <summary>Bug: a venue that rounds amounts executed its last digit more than was ordered, and every entry of the account stopped until a person had looked.</summary>
    [TestCase("0.00000001", false, Description = "what it may round by")]
    [TestCase("0.00000002", true)]
    public void Take_MoreThanWasOrdered_ByWhatTheVenueRounds_IsBookedAsTold_AndIsABreakAlone(string more, bool isFaulted)
    {
        var bench = AccountBench.Running();
        bench.Engine.Account.Offers.TellRounding("simulated", 0.00000001m);
        bench.Signal(SignalKind.Buy, quantity: 2m);
        var told = 2m + decimal.Parse(more, System.Globalization.CultureInfo.InvariantCulture);
        bench.Fill(bench.LastOrder, told, 100m);
        Assert.That((bench.Net(TestMarket.Btc), bench.Books.Orders.Find(bench.LastOrder.ClientOrderId)!.Status, bench.Books.State), Is.EqualTo((told, OrderStatus.Filled, isFaulted ? EngineState.Faulted : EngineState.Running)));
        Assert.That(bench.Breaks.Single(), Is.EqualTo(new Fact.BreakFound("simulated", $"order {bench.LastOrder.ClientOrderId}", "ordered 2.000", $"filled 2.{more[2..]}", isFaulted ? "booked; entries stopped" : "booked as told: the venue rounds by as much")));
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
    }

    /// <summary>Bug: a cancel that overtook its order was refused, the order counted as open, and the proof that it had never left was a break: it stayed in flight until a restart.</summary>
    [Test]
    public void Take_ARefusedCancelOfAnOrderNobodyAcknowledged_ProvesNothing()
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        var id = bench.LastOrder.ClientOrderId;
        bench.Command(new Command.CloseStrategy(AccountBench.Alpha, "test"));
        bench.Report(new VenueEvent.CancelRefused(id, "No such order.", bench.Now));
        Assert.That(bench.Books.Orders.Find(id)!.Status, Is.EqualTo(OrderStatus.CancelPending), "The cancel is still wanted.");
        bench.Report(new VenueEvent.ProvenAbsent(id, "Never sent.", bench.Now));
        Assert.That((bench.Books.Orders.Find(id)!.Status, bench.Books.Orders.Open.Count, bench.Breaks.Count()), Is.EqualTo((OrderStatus.Rejected, 0, 0)));
    }

    /// <summary>Bug: what a network repeats or brings late raised a critical alert, although nothing was wrong.</summary>
    [Test]
    public void Take_AnAnswerTwiceOrLate_IsNoBreak()
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        bench.Accept(bench.LastOrder);
        var id = bench.LastOrder.ClientOrderId;
        bench.Report(new VenueEvent.OutcomeUnknown(id, "The send timed out, but the order had arrived.", bench.Now));
        Assert.That(bench.Books.Orders.Find(id)!.Status, Is.EqualTo(OrderStatus.Open));
        bench.Command(new Command.CloseStrategy(AccountBench.Alpha, "test"));
        for (var i = 0; i < 2; i++) bench.Report(new VenueEvent.CancelRefused(id, "Too late.", bench.Now));
        bench.Fill(bench.LastOrder);
        Assert.That((bench.Books.Orders.Find(id)!.Status, bench.Breaks.Count()), Is.EqualTo((OrderStatus.Filled, 0)));
    }

    /// <summary>Bug: news of an order placed by hand with an id of its own, which name no venue, were breaks of a venue called "unknown", whose alerts ended with the process.</summary>
    [TestCase("theirs")]
    [TestCase("web_1a2b")]
    [TestCase("abc-9-1")]
    public void Take_ReportsOfAnOrderNobodyKnows_ChangeNothing_AndTheComparisonTellsIt(string theirs)
    {
        var (bench, id) = (AccountBench.Running(), new ClientOrderId(theirs));
        foreach (var report in Every(id, bench.Now)) bench.Report(report);
        Assert.That((bench.Breaks.Count(), bench.Books.Emergency, bench.Books.Blocks.Count), Is.EqualTo((0, EmergencyState.Active, 0)));
        bench.Statement(open: [new OrderReport(id, "V1", TestMarket.SymbolOf(TestMarket.Ibm), OrderSide.Buy, OrderStatus.Open, 1m, 0m) { PriceQuote = 100m }]);
        Assert.That(bench.Breaks.Select(static found => (found.Venue, found.Subject)), Is.EqualTo(new[] { ("simulated", $"order {theirs} (V1)") }));
    }

    /// <summary>Every report in every state: the table decides, the impossible is a break, the ended stays ended, the same again is no fact.</summary>
    [Test]
    public void Take_EveryReportInEveryState_FollowsTheTable()
    {
        foreach (var (status, reports) in Ways())
        {
            for (var i = 0; i < 8; i++)
            {
                var bench = AccountBench.Running();
                bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
                Play(bench, reports);
                var (id, facts, breaks) = (bench.LastOrder.ClientOrderId, bench.Recorded.Count, bench.Breaks.Count());
                Assert.That(bench.Books.Orders.Find(id)!.Status, Is.EqualTo(status));
                var report = Every(id, bench.Now)[i];
                bench.Report(report);
                var isKnownThere = status is OrderStatus.Open or OrderStatus.PartiallyFilled or OrderStatus.CancelPending;
                var isForgotten = isKnownThere && report is VenueEvent.ProvenAbsent;
                var next = OrderTransitions.Next(status, isForgotten ? OrderEventKind.CancelConfirmed : KindOf(report));
                Assert.That(bench.Books.Orders.Find(id)!.Status, Is.EqualTo(next ?? status), $"{report} in {status}");
                Assert.That(bench.Breaks.Count() - breaks, Is.EqualTo(isForgotten || (next is null && !status.IsTerminal()) ? 1 : 0), $"{report} in {status}");
                if (status.IsTerminal()) Assert.That(bench.Recorded, Has.Count.EqualTo(facts));
            }
        }
    }

    [Test]
    public void Take_AnAcknowledgementTwice_IsOneFact()
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy);
        bench.Accept(bench.LastOrder);
        bench.Accept(bench.LastOrder);
        bench.Report(new VenueEvent.FoundOpen(bench.LastOrder.ClientOrderId, "other name", bench.Now));
        Assert.That(bench.Facts.OfType<Fact.OrderMoved>().Select(static moved => moved.VenueOrderId), Is.EqualTo(new[] { $"V-{bench.LastOrder.ClientOrderId}", "other name" }));
    }

    private static IEnumerable<string[]> Pools() => [Cancelled, Refused, Asked, Lost];

    private static IEnumerable<(OrderStatus, string[])> Ways() =>
    [
        (OrderStatus.PendingAck, []), (OrderStatus.Open, ["accepted"]), (OrderStatus.PartiallyFilled, ["fill 4"]), (OrderStatus.CancelPending, ["accepted", "ask cancel"]),
        (OrderStatus.Unknown, ["unknown"]), (OrderStatus.Filled, ["fill 4", "fill 6"]), (OrderStatus.Cancelled, ["cancel done"]), (OrderStatus.Rejected, ["refused"]), (OrderStatus.Expired, ["expired"]),
    ];

    // Plays reports and returns how the table says it must end: the first end wins, the impossible changes nothing.
    private static OrderStatus? Play(AccountBench bench, IReadOnlyList<string> reports)
    {
        var (intent, status, filled, seen, existed) = (bench.LastOrder, OrderStatus.PendingAck, 0m, new HashSet<string>(), false);
        var fills = new Dictionary<string, Fill> { ["fill 4"] = bench.FillOf(intent, 4m, 201m, sequence: 1), ["fill 6"] = bench.FillOf(intent, 6m, 201m, sequence: 2) };
        foreach (var report in reports)
        {
            if (report == "ask cancel") bench.Command(new Command.Stop(ShutdownPolicy.Cancel, "test"));
            else bench.Report(fills.TryGetValue(report, out var fill) ? new VenueEvent.Executed(fill) : Every(intent.ClientOrderId, bench.Now).Single(each => NameOf(each) == report));
            if (report == "ask cancel") bench.Command(new Command.ChangeState(EngineState.Running, "test"));
            if (fills.TryGetValue(report, out var booked) && seen.Add(report)) filled += booked.Quantity.Base;
            else if (fills.ContainsKey(report)) continue;
            var kind = fills.ContainsKey(report) ? (filled == 10m ? OrderEventKind.FillCompleted : OrderEventKind.FillPartial)
                : report == "ask cancel" ? OrderEventKind.CancelRequested : KindOf(Every(intent.ClientOrderId, bench.Now).Single(each => NameOf(each) == report));
            existed |= kind is OrderEventKind.Acknowledged or OrderEventKind.FoundOpen or OrderEventKind.FillPartial or OrderEventKind.FillCompleted;
            if (kind == OrderEventKind.ProvenAbsent && existed) kind = OrderEventKind.CancelConfirmed; // what the venue had and has forgotten did exist
            if (!status.IsTerminal()) status = OrderTransitions.Next(status, kind) ?? status;
        }

        return status.IsTerminal() ? status : null;
    }

    private static List<VenueEvent> Every(ClientOrderId id, DateTimeOffset at) =>
    [
        new VenueEvent.Accepted(id, "V", at), new VenueEvent.Refused(id, VenueRefusal.Other, "no", at), new VenueEvent.OutcomeUnknown(id, "lost", at), new VenueEvent.CancelDone(id, "done", at),
        new VenueEvent.CancelRefused(id, "no", at), new VenueEvent.Expired(id, "late", at), new VenueEvent.FoundOpen(id, "V", at), new VenueEvent.ProvenAbsent(id, "never", at),
    ];

    private static OrderEventKind KindOf(VenueEvent report) => report switch
    {
        VenueEvent.Accepted => OrderEventKind.Acknowledged, VenueEvent.Refused => OrderEventKind.RejectedByVenue, VenueEvent.OutcomeUnknown => OrderEventKind.OutcomeUnclear,
        VenueEvent.CancelDone => OrderEventKind.CancelConfirmed, VenueEvent.CancelRefused => OrderEventKind.CancelRefused, VenueEvent.Expired => OrderEventKind.ExpiredByVenue,
        VenueEvent.FoundOpen => OrderEventKind.FoundOpen, _ => OrderEventKind.ProvenAbsent,
    };

    private static string NameOf(VenueEvent report) => report switch
    {
        VenueEvent.Accepted => "accepted", VenueEvent.Refused => "refused", VenueEvent.OutcomeUnknown => "unknown", VenueEvent.CancelDone => "cancel done",
        VenueEvent.CancelRefused => "cancel refused", VenueEvent.Expired => "expired", VenueEvent.FoundOpen => "found open", _ => "absent",
    };

    private static IEnumerable<IReadOnlyList<int>> Permutations(int count) => count == 0
        ? [[]]
        : Permutations(count - 1).SelectMany(rest => Enumerable.Range(0, count).Select(at => (IReadOnlyList<int>)[.. rest.Take(at), count - 1, .. rest.Skip(at)]));
}
