using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>
/// One true history of an order, told in every order its reports can come in, each of them twice. The end is the true one, every fill is booked
/// once, nothing stays reserved, and lateness alone is no difference.
/// </summary>
public sealed class OrderLifeTests
{
    /// <summary>What truly happened, what the venue tells of it, and how it truly ended.</summary>
    public static readonly object[] Histories =
    [
        new object[] { "filled", new[] { "ack", "fill 4", "fill 6", "unclear", "found" }, OrderStatus.Filled, 10m },
        new object[] { "filled before the cancel arrived", new[] { "ask cancel", "ack", "fill 4", "fill 6", "cancel refused" }, OrderStatus.Filled, 10m },
        new object[] { "cancelled untouched", new[] { "ask cancel", "ack", "unclear", "found", "cancelled" }, OrderStatus.Cancelled, 0m },
        new object[] { "partly filled, then cancelled", new[] { "ask cancel", "ack", "fill 4", "cancelled", "found" }, OrderStatus.Cancelled, 4m },
        new object[] { "first cancel refused, second done", new[] { "ask cancel", "cancel refused", "ack", "fill 4", "cancelled" }, OrderStatus.Cancelled, 4m },
        new object[] { "partly filled, then expired", new[] { "ask cancel", "ack", "fill 4", "expired", "cancel refused" }, OrderStatus.Expired, 4m },
        new object[] { "refused", new[] { "ask cancel", "unclear", "refused", "cancel refused" }, OrderStatus.Rejected, 0m },
        new object[] { "never arrived", new[] { "ask cancel", "unclear", "absent", "cancel refused" }, OrderStatus.Rejected, 0m },
        new object[] { "changed, then filled", new[] { "ask change", "ack", "changed", "fill 4", "fill 6" }, OrderStatus.Filled, 10m },
        new object[] { "filled before the change arrived", new[] { "ask change", "change refused", "fill 4", "fill 6", "unclear" }, OrderStatus.Filled, 10m },
        new object[] { "changed, then cancelled", new[] { "ask change", "ask cancel", "changed", "fill 4", "cancelled" }, OrderStatus.Cancelled, 4m },
        new object[] { "change refused, then cancelled", new[] { "ask change", "ask cancel", "change refused", "unclear", "cancelled" }, OrderStatus.Cancelled, 0m },
        new object[] { "changed, answer lost, then expired", new[] { "ask change", "changed", "unclear", "fill 4", "expired" }, OrderStatus.Expired, 4m },
    ];

    [TestCaseSource(nameof(Histories))]
    public void Take_ATrueHistoryInEveryOrder_EndsAsItTrulyDid(string what, string[] reports, OrderStatus end, decimal filled)
    {
        var random = new Random(what.Length);
        var count = 0;
        foreach (var sequence in Permutations(reports.Length))
        {
            if (!IsPossible(sequence.Select(index => reports[index]).ToList())) continue;
            foreach (var told in new[] { sequence.Select(index => reports[index]).ToList(), Repeated(sequence.Select(index => reports[index]).ToList(), random) })
            {
                Judge(told, end, filled);
                count++;
            }
        }

        TestContext.Out.WriteLine($"{what}: {count} ways to tell it");
        Assert.That(count, Is.GreaterThanOrEqualTo(12));
    }

    /// <summary>Bug: an order acknowledged or partly filled, whose cancel was under way when the venue forgot it, ended as never having worked.</summary>
    [Test]
    public void Take_AnAcknowledgedOrderProvenAbsentWhileBeingCancelled_WasNotRefused()
    {
        var bench = Fresh();
        Tell(bench, "ack");
        Tell(bench, "fill 4");
        Tell(bench, "ask cancel");
        Tell(bench, "absent");
        var order = bench.Books.Orders.Ended.Single();
        Assert.That((order.Status, order.FilledBase, bench.Breaks.Single().Theirs), Is.EqualTo((OrderStatus.Cancelled, 4m, "the venue has forgotten it")));
        Assert.That(bench.Breaks.Single().Ours, Does.Contain("6 of IBM").And.Contain("worth 1200.3"));
    }

    /// <summary>Bug: an order whose cancel overtook a lost answer was found working and nobody remembered that it was to go.</summary>
    [Test]
    public void Clock_AnOrderFoundWorkingAfterItsCancelWasAsked_AsksAgain([Values] bool afterACheckpoint)
    {
        var bench = Fresh();
        Tell(bench, "ask cancel");
        if (afterACheckpoint) bench = new AccountBench(bench.Setup, bench.Engine.Capture()) { Now = bench.Now };
        var id = bench.Books.Orders.Open.Single().Intent.ClientOrderId;
        bench.Report(new VenueEvent.OutcomeUnknown(id, "lost", bench.Now));
        bench.Report(new VenueEvent.FoundOpen(id, "V", bench.Now));
        Assert.That(bench.Books.Orders.Open.Single().Status, Is.EqualTo(OrderStatus.Open));
        bench.Cancels.Clear();
        for (var i = 0; i < 30; i++) bench.Clock(TimeSpan.FromMilliseconds(250));
        Assert.That((bench.Cancels.Count, bench.Books.Orders.Open.Single().Status), Is.EqualTo((1, OrderStatus.CancelPending)), "Within five seconds.");
    }

    /// <summary>Bug: the end of an order overtook its last fills, the strategy still saw a position, and sold it a second time.</summary>
    [Test]
    public void Take_AnEndThatOvertookItsLastFills_KeepsTheOrderInFlightUntilTheyCome([Values] bool isExpiry, [Values] bool byStatement)
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        var exit = bench.LastOrder;
        var (first, last) = (bench.FillOf(exit, 3m, 200m), bench.FillOf(exit, 5m, 200m));
        bench.Report(new VenueEvent.Executed(first));
        for (var twice = 0; twice < 2; twice++)
            bench.Report(isExpiry ? new VenueEvent.Expired(exit.ClientOrderId, "over", bench.Now) { FilledBase = 8m } : new VenueEvent.CancelDone(exit.ClientOrderId, "done", bench.Now) { FilledBase = 8m });
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        Assert.That((bench.Orders.Count, bench.Refusals.Single().Rule), Is.EqualTo((2, TradingDaemon.Domain.Risk.RiskRule.DuplicateInFlight)));
        var end = isExpiry ? OrderStatus.Expired : OrderStatus.Cancelled;
        if (byStatement)
            bench.Statement(
                cash: new() { ["USD"] = bench.Books.Cash.Total["USD"] + 1_000m }, held: new() { ["IBM"] = 2m }, fills: [last],
                lookUps: new() { [exit.ClientOrderId] = new OrderReport(exit.ClientOrderId, "V", exit.Symbol, exit.Side, end, 10m, 8m) });
        else bench.Report(new VenueEvent.Executed(last));
        Assert.That((bench.Books.Orders.Find(exit.ClientOrderId)!.Status, bench.Net(TestMarket.Ibm), bench.Books.Orders.Open.Count, bench.Breaks.Count()), Is.EqualTo((end, 2m, 0, 0)));
        bench.Signal(SignalKind.Close, TestMarket.Ibm);
        Assert.That(bench.LastOrder.Terms.Quantity.Base, Is.EqualTo(2m));
    }

    /// <summary>A fill that comes in pieces, whole batches twice, in random order; ten thousand orders.</summary>
    [Test]
    public void Take_TenThousandOrdersFilledInRandomPieces_AreNeverFilledTwice([Values(1, 2)] int seed)
    {
        var random = new Random(seed);
        var bench = AccountBench.Running(TestMarket.Setup(new TradingDaemon.Domain.Risk.RiskLimits { OrdersInFlightMax = 10_000, StrategyOrdersPerSecondMax = 100_000, AccountOrdersPerSecondMax = 100_000, DailyLossReducingFraction = 1m }));
        for (var round = 0; round < 5_000; round++)
        {
            bench.Signal(round % 2 == 0 ? SignalKind.Buy : SignalKind.Sell, TestMarket.Ibm, quantity: round % 2 == 0 ? random.Next(1, 20) : null);
            var intent = bench.LastOrder;
            var (left, fills) = (intent.Terms.Quantity.Base, new List<Fill>());
            for (var piece = 0m; left > 0m; left -= piece) fills.Add(bench.FillOf(intent, piece = Math.Min(left, random.Next(1, 8)), 200m));
            foreach (var fill in fills.Concat(fills.Where(_ => random.Next(2) == 0)).OrderBy(_ => random.Next()).ToList()) bench.Report(new VenueEvent.Executed(fill));
            var order = bench.Books.Orders.Find(intent.ClientOrderId)!;
            if (order.Status != OrderStatus.Filled || order.FilledBase != intent.Terms.Quantity.Base) Assert.Fail($"seed {seed}, round {round}: {order}");
        }

        Assert.That((bench.Net(TestMarket.Ibm), bench.Books.Cash.Total["USD"], bench.Breaks.Count(), bench.Books.State), Is.EqualTo((0m, 100_000m, 0, EngineState.Running)));
        Assert.That(bench.Engine.DuplicateFills, Is.GreaterThan(0));
    }

    private static void Judge(IReadOnlyList<string> told, OrderStatus end, decimal filled)
    {
        var bench = Fresh();
        foreach (var report in told) Tell(bench, report);
        var how = string.Join(", ", told);
        var order = bench.Books.Orders.Find(Id)!;
        Assert.That((order.Status, order.FilledBase), Is.EqualTo((end, filled)), how);
        Assert.That((bench.Net(TestMarket.Ibm), bench.Books.Cash.Total["USD"]), Is.EqualTo((filled, 100_000m - (filled * 200m))), how);
        Assert.That(bench.Facts.OfType<Fact.FillBooked>().Count(), Is.EqualTo(told.Where(static report => report.StartsWith("fill", StringComparison.Ordinal)).Distinct().Count()), how);
        Assert.That((bench.Books.Orders.Open.Count, bench.Books.Orders.InFlight.Count, bench.Books.Orders.HasUnknown(TestMarket.SymbolOf(TestMarket.Ibm)), bench.Books.Orders.ExitCount), Is.EqualTo((0, 0, false, 0)), how);
        Assert.That((bench.Breaks, bench.Books.State), Is.EqualTo((Array.Empty<Fact.BreakFound>(), EngineState.Running)), how);
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()), how);
    }

    private static ClientOrderId Id => ClientOrderId.From(AccountBench.Alpha, 1, 7);

    private static AccountBench Fresh()
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        return bench;
    }

    private static void Tell(AccountBench bench, string report)
    {
        switch (report)
        {
            case "ack": bench.Report(new VenueEvent.Accepted(Id, "V", bench.Now)); break;
            case "found": bench.Report(new VenueEvent.FoundOpen(Id, "V", bench.Now)); break;
            case "unclear": bench.Report(new VenueEvent.OutcomeUnknown(Id, "lost", bench.Now)); break;
            case "fill 4": bench.Report(new VenueEvent.Executed(bench.FillOf(bench.LastOrder, 4m, 200m, sequence: 1))); break;
            case "fill 6": bench.Report(new VenueEvent.Executed(bench.FillOf(bench.LastOrder, 6m, 200m, sequence: 2))); break;
            case "cancelled": bench.Report(new VenueEvent.CancelDone(Id, "done", bench.Now)); break;
            case "cancel refused": bench.Report(new VenueEvent.CancelRefused(Id, "too late", bench.Now)); break;
            case "expired": bench.Report(new VenueEvent.Expired(Id, "over", bench.Now)); break;
            case "refused": bench.Report(new VenueEvent.Refused(Id, VenueRefusal.Other, "no", bench.Now)); break;
            case "absent": bench.Report(new VenueEvent.ProvenAbsent(Id, "never", bench.Now)); break;
            case "changed": bench.Report(new VenueEvent.ReplaceDone(Id, "V2", bench.Now)); break;
            case "change refused": bench.Report(new VenueEvent.ReplaceRefused(Id, "no", bench.Now)); break;
            case "ask cancel": AskCancel(bench); break;
            case "ask change": AskChange(bench); break;
            default: throw new ArgumentException(report);
        }
    }

    private static void AskCancel(AccountBench bench)
    {
        if (bench.Books.Orders.Find(Id) is { } order) bench.Engine.Account.Log.EmitCancel(order, "test", bench.Now);
        bench.Clock();
    }

    // Nothing in the daemon changes an order yet; the table and the desk are ready for whoever will.
    private static void AskChange(AccountBench bench)
    {
        Tell(bench, "ack");
        bench.Engine.Account.Log.Emit(new Fact.OrderMoved(Id, OrderEventKind.ReplaceRequested, OrderStatus.ReplacePending, null, "test"), bench.Now);
        bench.Clock();
    }

    // A cancel is refused or confirmed, and a change answered, only after it was asked for; a change is asked for first of all.
    private static bool IsPossible(List<string> told) =>
        (told.IndexOf("ask change") is -1 or 0)
        && (!told.Contains("ask cancel") || new[] { "cancelled", "cancel refused" }.All(answer => !told.Contains(answer) || told.IndexOf(answer) > told.IndexOf("ask cancel")));

    // Each report a second time, somewhere after its first.
    private static List<string> Repeated(List<string> told, Random random)
    {
        foreach (var report in told.Where(static report => !report.StartsWith("ask", StringComparison.Ordinal)).ToList())
            told.Insert(random.Next(told.IndexOf(report) + 1, told.Count + 1), report);
        return told;
    }

    private static IEnumerable<IReadOnlyList<int>> Permutations(int count) => count == 0
        ? [[]]
        : Permutations(count - 1).SelectMany(rest => Enumerable.Range(0, count).Select(at => (IReadOnlyList<int>)[.. rest.Take(at), count - 1, .. rest.Skip(at)]));
}
