using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.CoinSpot;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Tests.Venues.CoinSpot;

/// <summary>Whose a row is: what agrees in everything and nothing else explains; else a doubt.</summary>
internal sealed class CoinSpotMatchingTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Execution_ThatOneOrderAllows_IsIts()
    {
        var (cheap, dear) = (Order(1, 100m, "A"), Order(2, 200m, "B"));
        var matching = Match([cheap, dear], [], [Row("x", 150m, 1m)]);
        Assert.That((matching.Explained.Single().Order, dear.Filled, cheap.Filled), Is.EqualTo((dear, 1m, 0m)), "the other never pays that much");
    }

    [Test]
    public void Execution_OfTheOrdersOwnId_IsItsWhateverElseFits()
    {
        var (first, second) = (Order(1, 100m, "A"), Order(2, 100m, "B"));
        Assert.That(Match([first, second], [], [Row("B", 100m, 1m)]).Explained.Single().Order, Is.EqualTo(second));
    }

    [Test]
    public void Execution_ThatTwoCouldHave_IsNobodysAndBothAreInDoubt()
    {
        var (first, second) = (Order(1, 100m, "A"), Order(2, 100m, "B"));
        var matching = Match([first, second], [], [Row("x", 100m, 1m)]);
        Assert.That((matching.Explained.Count, matching.DoubtfulExecutions.Single(), first.IsDoubtful, second.IsDoubtful), Is.EqualTo((0, Row("x", 100m, 1m).Fill.ExecutionId, true, true)));
    }

    [Test]
    public void Execution_ThatTwoCouldHaveAndOneIsListedWhole_IsTheOthers()
    {
        var (gone, listed) = (Order(1, 100m, "A"), Order(2, 100m, "B", 2m));
        listed.ListedBase = 2m;
        Assert.That(Match([gone, listed], [], [Row("x", 100m, 1m)]).Explained.Single().Order, Is.EqualTo(gone));
    }

    [Test]
    public void Executions_AsManyAsTwins_FillThemAll()
    {
        var (first, second) = (Order(1, 100m, "A"), Order(2, 100m, "B"));
        var matching = Match([first, second], [], [Row("x", 100m, 1m, 1), Row("y", 100m, 1m, 2)]);
        Assert.That((matching.Explained.Count, first.Remaining, second.Remaining, first.IsDoubtful), Is.EqualTo((2, 0m, 0m, false)));
    }

    [Test]
    public void Executions_OfOneThatLeavesLessToTheOthers_AreEachExplained()
    {
        var (small, large) = (Order(1, 100m, "A"), Order(2, 120m, "B", 3m));
        var matching = Match([small, large], [], [Row("x", 110m, 3m, 1), Row("y", 100m, 1m, 2)]);
        Assert.That(matching.Explained.Select(static one => (one.Row.RowId, one.Order.VenueOrderId)), Is.EqualTo(new[] { ("x", "B"), ("y", "A") }), "once the large one is full, the other is the small one's");
    }

    [Test]
    public void Unanswered_PartOfItOnly_IsADoubtAndAllOfItIsFound()
    {
        var order = Order(1, 100m, null, 3m);
        Assert.That(Match([order], [], [Row("x", 100m, 1m)]).DoubtfulExecutions, Has.Count.EqualTo(1), "it may be a stranger's");
        Assert.That((order.IsAnswered, order.IsDoubtful, order.SuspectedAt), Is.EqualTo((false, true, (DateTimeOffset?)Start)));
        Assert.That(Match([order], [], [Row("x", 100m, 1m), Row("y", 99m, 2m)]).Explained, Has.Count.EqualTo(2));
        Assert.That((order.VenueOrderId, order.Remaining, order.IsDoubtful), Is.EqualTo(("x", 0m, false)));
    }

    [Test]
    public void Unanswered_ListedWithWhatItsExecutionsLeft_IsRecognised()
    {
        var order = Order(1, 100m, null, 3m);
        var matching = Match([order], [Open("N", 100m, 2m)], [Row("x", 100m, 1m)]);
        Assert.That((order.VenueOrderId, order.ListedBase, order.Filled, matching.DoubtfulOrders.Count), Is.EqualTo(("N", (decimal?)2m, 1m, 0)));
    }

    [TestCase(99, 3, false, TestName = "Unanswered_OpenOrderAtAnotherRate_IsAStrangers")]
    [TestCase(100, 4, false, TestName = "Unanswered_OpenOrderOfMore_IsAStrangers")]
    [TestCase(100, 2, true, TestName = "Unanswered_OpenOrderOfLessWithoutAnExecution_IsADoubt")]
    public void Unanswered_OpenOrder_IsAStrangersOrADoubt(int rate, int amount, bool isDoubt)
    {
        var order = Order(1, 100m, null, 3m);
        var matching = Match([order], [Open("N", rate, amount)], []);
        Assert.That((order.IsAnswered, order.IsDoubtful, matching.DoubtfulOrders.Contains("N")), Is.EqualTo((false, isDoubt, isDoubt)));
    }

    [Test]
    public void Unanswered_TwoAlikeAndOneOpenOrder_AreBothInDoubt()
    {
        var (first, second) = (Order(1, 100m, null), Order(2, 100m, null));
        var matching = Match([first, second], [Open("N", 100m, 1m)], []);
        Assert.That((first.IsAnswered || second.IsAnswered, first.IsDoubtful && second.IsDoubtful, matching.DoubtfulOrders.Single()), Is.EqualTo((false, true, "N")));
    }

    [Test]
    public void Execution_BeforeItLeftOrAfterNothingCouldBecomeOfIt_IsAStrangers()
    {
        var order = Order(1, 100m, null);
        order.HopelessAfter = Start.AddSeconds(20);
        Assert.That(Match([order], [], [Row("x", 100m, 1m, -10), Row("y", 100m, 1m, 30)]).DoubtfulExecutions, Is.Empty);
        Assert.That(order.IsAnswered, Is.False);
        var gone = Order(2, 100m, "A");
        gone.GoneSince = Start.AddSeconds(20);
        Assert.That(Match([gone], [], [Row("z", 100m, 1m, 30)]).Explained, Is.Empty);
    }

    [TestCase(0, true)]
    [TestCase(1, true)]
    [TestCase(-1, true)]
    [TestCase(2, false)]
    [TestCase(-2, true, false)]
    public void AtOnce_LastDigitRoundedByTheVenue_IsItsAndCompletesIt(int digits, bool isIts, bool isComplete = true)
    {
        var order = AtOnce(1, 0.01m);
        var matching = Match([order], [], [Row("x", 100m, 0.01m + (digits * 0.00000001m))]);
        Assert.That((matching.Explained.Count == 1, order.IsComplete), Is.EqualTo((isIts, isIts && isComplete)));
    }

    [Test]
    public void AtOnce_LostAnswerAndLastDigitRounded_IsFound()
    {
        var order = AtOnce(1, 0.01m, isAnswered: false);
        Match([order], [], [Row("x", 100m, 0.00999999m)]);
        Assert.That((order.IsAnswered, order.IsComplete, order.Filled), Is.EqualTo((true, true, 0.00999999m)));
    }

    [Test]
    public void AtOnce_TwoOfWhichOneTookLess_EachHasItsOwn()
    {
        var (part, whole) = (AtOnce(1, 0.01m, 0.004m), AtOnce(2, 0.01m, 0.01m));
        Match([part, whole], [], [Row("x", 100m, 0.004m, 1), Row("y", 100m, 0.01m, 2)]);
        Assert.That((part.Filled, whole.Filled, part.IsComplete, whole.IsComplete), Is.EqualTo((0.004m, 0.01m, true, true)));
    }

    [Test]
    public void AtOnce_TwinsThatBothTookLess_AreBothComplete()
    {
        var (first, second) = (AtOnce(1, 0.01m, 0.004m), AtOnce(2, 0.01m, 0.004m));
        Match([first, second], [], [Row("x", 100m, 0.004m, 1), Row("y", 100m, 0.004m, 2)]);
        Assert.That((first.IsComplete, second.IsComplete, first.IsDoubtful), Is.EqualTo((true, true, false)));
    }

    [Test]
    public void Names_SameRowsInAnotherAnswer_AreTheSameAndTwinsDiffer()
    {
        ToldFill[] rows = [Fill("r", 1.50m, 2m, 0), Fill("r", 1.5m, 2.0m, 0), Fill("r", 1.5m, 1m, 0)];
        var names = CoinSpotExecution.Of(rows).Select(static one => one.Fill.ExecutionId).ToArray();
        Assert.That(names, Is.Unique.And.Length.EqualTo(3));
        Assert.That(CoinSpotExecution.Of(rows.Reverse()).Select(static one => one.Fill.ExecutionId), Is.EquivalentTo(names));
    }

    private static CoinSpotMatching Match(CoinSpotOrder[] orders, ToldOrder[] unknown, CoinSpotExecution[] rows)
    {
        var matching = new CoinSpotMatching(orders, unknown, rows, Start, TimeSpan.FromSeconds(5));
        matching.Run();
        return matching;
    }

    private static CoinSpotOrder Order(int number, decimal rate, string? venueOrderId, decimal quantity = 1m) => new(Orders.Id(number), CoinSpotRig.Bitcoin, OrderSide.Buy, quantity, rate, isNow: false, Start.AddMilliseconds(number)) { VenueOrderId = venueOrderId };

    private static CoinSpotOrder AtOnce(int number, decimal quantity, decimal? taken = null, bool isAnswered = true) => new(Orders.Id(number), CoinSpotRig.Bitcoin, OrderSide.Buy, quantity, 100m, isNow: true, Start.AddMilliseconds(number))
    {
        VenueOrderId = isAnswered ? CoinSpotOrder.NameOfNow(Orders.Id(number)) : null, TakenBase = taken,
    };

    private static ToldOrder Open(string id, decimal rate, decimal amount) => new(null, id, CoinSpotRig.Bitcoin, OrderSide.Buy, OrderStatus.Open, amount, null) { PriceQuote = rate, At = Start.AddSeconds(1) };

    private static CoinSpotExecution Row(string id, decimal rate, decimal amount, int second = 1) => CoinSpotExecution.Of([Fill(id, rate, amount, second)]).Single();

    private static ToldFill Fill(string id, decimal rate, decimal amount, int second) => new(id, null, null, CoinSpotRig.Bitcoin, OrderSide.Buy, rate, amount) { At = Start.AddSeconds(second) };
}
