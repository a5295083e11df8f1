using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Simulation.Oracle;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Tests;

/// <summary>Who watches the watcher of entries in parts: each way of breaking its promises is caught, and what keeps them is not.</summary>
public sealed class ParentOracleTests
{
    private static readonly ParentId Id = new(1);
    private static readonly Symbol Bitcoin = new("BTC/USD");
    private static readonly ParentOrder Twap = new()
    {
        Id = Id, Strategy = new StrategyId("taker"), Symbol = Bitcoin, Side = OrderSide.Buy, QuantityBase = 3m, Slices = 3, StartAt = Ground.Start, ArrivalBid = 99m, ArrivalAsk = 100m, CapQuote = 101m, Reason = "Because.",
        Terms = new AlgorithmSpec { Algorithm = ExecutionAlgorithm.Twap, Horizon = TimeSpan.FromSeconds(9), Slices = 3, CapFraction = 0.01m, ChildNotionalMaxAccount = 300m },
    };

    private static readonly ParentOrder Split = Twap with { Terms = Twap.Terms with { Algorithm = ExecutionAlgorithm.Split } };
    private static readonly (double, Fact)[] FirstFilled = [(0d, new Fact.ParentOpened(Twap)), (0d, Part(1, 1m, 0)), (1d, Filled(1, 1m))];
    private static readonly (double, Fact)[] FirstUnknown = [(0d, new Fact.ParentOpened(Split)), (0d, Part(1, 1m, 0)), (1d, Moved(1, OrderStatus.Unknown))];

    private static IEnumerable<TestCaseData> Broken()
    {
        yield return Case("more than what is left of the whole", [.. FirstFilled, (3d, Part(2, 2.1m, 1))]);
        yield return Case("more with what may exist", [.. FirstUnknown, (3d, Part(2, 2.1m, 1))]);
        yield return Case("more with what was filled after its end", [.. FirstUnknown, (2d, Moved(1, OrderStatus.Cancelled)), (2d, Filled(1, 1m, OrderStatus.Cancelled)), (3d, Part(2, 2.1m, 1))]);
        yield return Case("one after its end began", [.. FirstFilled, (2d, new Fact.ParentEnding(Id, ParentEnd.Cancelled, "By hand.")), (3d, Part(2, 1m, 1))]);
        yield return Case("one while it is paused", [.. FirstFilled, (2d, new Fact.ParentPaused(Id, "By hand.")), (3d, Part(2, 1m, 1))]);
        yield return Case("one after its end", [.. FirstFilled, (2d, new Fact.ParentEnding(Id, ParentEnd.Cancelled, "By hand.")), (2d, new Fact.ParentEnded(Id, ParentEnd.Cancelled, 1m, 2m, "By hand.")), (3d, Part(2, 1m, 1))]);
        yield return Case("one of nothing", [(0d, Part(1, 1m, 0))]);
        yield return Case("the same number twice", [.. FirstFilled, (3d, Part(1, 1m, 1, "other"))]);
        yield return Case("a number left out", [.. FirstFilled, (3d, Part(3, 1m, 1))]);
        yield return Case("the same id twice", [.. FirstFilled, (3d, Part(2, 1m, 1, "part-1"))]);
        yield return Case("two at once", [(0d, new Fact.ParentOpened(Twap)), (0d, Part(1, 1m, 0)), (3d, Part(2, 1m, 1))]);
        yield return Case("beyond the cap", [.. FirstFilled, (3d, Part(2, 1m, 1, price: 101.01m))]);
        yield return Case("at whatever price", [.. FirstFilled, (3d, Part(2, 1m, 1, price: null))]);
        yield return Case("worth too much", [(0d, new Fact.ParentOpened(Twap)), (0d, Part(1, 3m, 0, price: 100.01m))]);
        yield return Case("before its slice", [.. FirstFilled, (2.999d, Part(2, 1m, 1))]);
        yield return Case("of the same slice", [.. FirstFilled, (3d, Part(2, 1m, 0))]);
        yield return Case("when its time is over", [.. FirstFilled, (9d, Part(2, 1m, 2))]);
        yield return Case("the other way", [.. FirstFilled, (3d, Part(2, 1m, 1, side: OrderSide.Sell))]);
        yield return Case("ended with other figures", [.. FirstFilled, (2d, new Fact.ParentEnding(Id, ParentEnd.Cancelled, "By hand.")), (2d, new Fact.ParentEnded(Id, ParentEnd.Cancelled, 2m, 1m, "By hand."))]);
        yield return Case("ended while a part is at work", [.. FirstUnknown, (2d, new Fact.ParentEnding(Id, ParentEnd.Cancelled, "By hand.")), (2d, new Fact.ParentEnded(Id, ParentEnd.Cancelled, 0m, 3m, "By hand."))]);
        yield return Case("ended out of nothing", [.. FirstFilled, (2d, new Fact.ParentEnded(Id, ParentEnd.Cancelled, 1m, 2m, "By hand."))]);
        yield return Case("ended twice", [.. FirstFilled, (2d, new Fact.ParentEnding(Id, ParentEnd.Cancelled, "By hand.")), (2d, new Fact.ParentEnding(Id, ParentEnd.Withdrawn, "Its strategy wants out."))]);
        yield return Case("named otherwise", [(0d, new Fact.ParentOpened(Twap with { Id = new ParentId(2) }))]);
    }

    private static IEnumerable<TestCaseData> Sound()
    {
        yield return Case("exactly the whole", [.. FirstFilled, (3d, Part(2, 2m, 1))]);
        yield return Case("several at once", [.. FirstUnknown, (3d, Part(2, 2m, 1))]);
        yield return Case("what a part did not fill again", [.. FirstFilled, (3d, Part(2, 1m, 1)), (4d, Moved(2, OrderStatus.Expired)), (6d, Part(3, 2m, 2)), (7d, Moved(3, OrderStatus.Expired)), (8d, Part(4, 2m, 2))]);
        yield return Case("ended", [.. FirstFilled, (2d, new Fact.ParentEnding(Id, ParentEnd.Cancelled, "By hand.")), (2d, new Fact.ParentEnded(Id, ParentEnd.Cancelled, 1m, 2m, "By hand."))]);
    }

    [TestCaseSource(nameof(Broken))]
    public void Take_APromiseThatIsBroken_IsCaught((double, Fact)[] story)
    {
        var parents = new ShadowParents();
        Tell(parents, story[..^1]);
        Assert.That(() => Tell(parents, story[^1..], story.Length), Throws.TypeOf<InvariantBrokenException>());
    }

    [TestCaseSource(nameof(Broken))]
    public void Take_TheSameByAProcessThatKnowsTheRestFromTheJournal_IsCaught((double, Fact)[] story)
    {
        var parents = new ShadowParents();
        Tell(parents, story[..^1]);
        parents = parents.Copy();
        Assert.That(() => Tell(parents, story[^1..], story.Length), Throws.TypeOf<InvariantBrokenException>());
    }

    [TestCaseSource(nameof(Sound))]
    public void Take_WhatKeepsThem_IsNot((double, Fact)[] story) => Assert.That(() => Tell(new ShadowParents(), story), Throws.Nothing);

    [TestCase(12, false)]
    [TestCase(12.001, true)]
    public void JudgeTimes_APartedEntryThatOutlivesItsTime_IsCaught(double seconds, bool isCaught)
    {
        var parents = new ShadowParents();
        Tell(parents, FirstFilled);
        parents.JudgeTimes(mayAct: true, At(9d)); // due from here on
        Assert.That(() => parents.JudgeTimes(mayAct: true, At(seconds)), isCaught ? Throws.TypeOf<InvariantBrokenException>() : Throws.Nothing);
        Assert.That(() => parents.JudgeTimes(mayAct: false, At(seconds)), Throws.Nothing, "what knows too little ends nothing");
    }

    [Test]
    public void JudgeTimes_AnEndThatNobodyTells_IsCaught()
    {
        var parents = new ShadowParents();
        Tell(parents, [.. FirstFilled, (2d, new Fact.ParentEnding(Id, ParentEnd.Cancelled, "By hand."))]);
        parents.JudgeTimes(mayAct: true, At(2d));
        Assert.That(() => parents.JudgeTimes(mayAct: true, At(5.001d)), Throws.TypeOf<InvariantBrokenException>());
    }

    [Test]
    public void JudgeParents_BooksThatForgotOne_OrWhatIsFilledOfIt_AreCaught()
    {
        var parents = new ShadowParents();
        Tell(parents, FirstFilled);
        var remembered = new ParentState(Twap) { FilledBase = 1m, Children = 1, Slice = 0, ChildAt = Ground.Start };
        Assert.Multiple(() =>
        {
            Assert.That(() => Judge(remembered), Throws.Nothing);
            Assert.That(() => Judge(), Throws.TypeOf<InvariantBrokenException>());
            foreach (var wrong in new[] { remembered with { FilledBase = 0m }, remembered with { Children = 0 }, remembered with { Ending = ParentEnd.Cancelled } }) Assert.That(() => Judge(wrong), Throws.TypeOf<InvariantBrokenException>(), wrong.ToString());
        });

        void Judge(params ParentState[] known) => StepComparison.JudgeParents(new AccountEngine(Ground.Setup, new AccountState { Parents = [.. known] }), parents, At(1d));
    }

    [Test]
    public void IsBusy_AnotherEntryOfTheSameStrategyInTheSameThing_IsToldUntilItEnds()
    {
        var (parents, next) = (new ShadowParents(), Twap with { Id = new ParentId(9) });
        Tell(parents, FirstFilled);
        Assert.That((parents.IsBusy(next, static (one, other) => one == other), parents.IsBusy(next with { Symbol = new Symbol("IBM") }, static (one, other) => one == other)), Is.EqualTo((true, false)));
        Tell(parents, [(2d, new Fact.ParentEnding(Id, ParentEnd.Cancelled, "By hand."))], 4);
        Assert.That(parents.IsBusy(next, static (one, other) => one == other), Is.False);
    }

    private static TestCaseData Case(string name, (double, Fact)[] story) => new TestCaseData(story).SetArgDisplayNames(name);

    private static void Tell(ShadowParents parents, (double At, Fact Fact)[] story, int from = 1)
    {
        for (var i = 0; i < story.Length; i++) parents.Take(new RecordedFact(from + i, At(story[i].At), story[i].Fact), isNew: true);
    }

    private static DateTimeOffset At(double seconds) => Ground.Start.AddSeconds(seconds);

    private static Fact.OrderIntended Part(int number, decimal quantity, int slice, string? id = null, decimal? price = 100m, OrderSide side = OrderSide.Buy) => new(new OrderIntent
    {
        ClientOrderId = new ClientOrderId(id ?? $"part-{number}"), Strategy = Twap.Strategy, Symbol = Bitcoin, Venue = Ground.Venue, Side = side, IsReduceOnly = false, Reason = "Because.", DecisionBid = 99m, DecisionAsk = 100m, DecidedAt = Ground.Start,
        Terms = price is { } limit ? new OrderTerms.Limit(Quantity.From(quantity), Price.From(limit), TimeInForce.ImmediateOrCancel, PostOnly: false) : new OrderTerms.Market(Quantity.From(quantity)), Child = new ChildOf(Id, number, slice),
    });

    private static Fact.OrderMoved Moved(int number, OrderStatus status) => new(new ClientOrderId($"part-{number}"), OrderEventKind.Acknowledged, status, null, null);

    private static Fact.FillBooked Filled(int number, decimal quantity, OrderStatus status = OrderStatus.Filled) => new(
        new Fill
        {
            ExecutionId = $"x{number}", ExecutionSequence = number, ClientOrderId = new ClientOrderId($"part-{number}"), Venue = Ground.Venue, Symbol = Bitcoin, Side = OrderSide.Buy, Price = Price.From(100m), Quantity = Quantity.From(quantity),
            Fee = new Money(0m, Currency.Usd), Liquidity = Liquidity.Taker, At = Ground.Start, IsSimulated = false,
        },
        Twap.Strategy, status);
}
