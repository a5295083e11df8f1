using NUnit.Framework;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Gating;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Status;
using TradingDaemon.Pipeline;
using TradingDaemon.Reloading;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.Algorithms;
using TradingDaemon.Tests.Engine.MarketMaking;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Engine.Routing;

/// <summary>What routing bought under another name, once it is off: at a pair's other venue, or of what <c>sameAs</c> joins.</summary>
[TestFixture(true), TestFixture(false)]
internal sealed class OrphanTests(bool isPair)
{
    private static readonly Symbol FirstName = TestMarket.SymbolOf(OrphanBench.First);

    /// <summary>Bug: with smart routing switched off nothing of a strategy found what it held under a further name: it was shown nothing, its Close had nothing to close, and its Sell was refused as a short.</summary>
    [Test]
    public void Exit_UnderTheNameItTrades_ClosesWhatItHoldsUnderTheOther([Values(SignalKind.Close, SignalKind.Sell)] SignalKind exit, [Values] bool isRestarted)
    {
        var held = OrphanBench.Holding(isPair);
        if (isRestarted) held = held.Restarted();
        Assert.That(held.Shown(FirstName), Is.EqualTo((10m, 0m)));
        held.Bench.Signal(exit);
        Assert.That(held.Orders, Is.EqualTo(new[] { (held.SecondName.Text, OrderSide.Sell, 10m, true) }));
        Assert.That(held.Shown(FirstName), Is.EqualTo((10m, -10m)));
        held.Bench.Report(new VenueEvent.Executed(held.Bench.FillOf(held.Bench.LastOrder, 10m, 99.95m, 0m, "USD", sequence: 9)));
        held.Bench.Signal(SignalKind.Close);
        Assert.That((held.Shown(FirstName), held.Bench.Orders.Count, held.Bench.Refusals.Last().Rule), Is.EqualTo(((0m, 0m), 1, RiskRule.NothingToClose)));
    }

    [Test]
    public void Entry_UnderTheNameItTrades_GoesThereAlone_AndIsShownWithWhatIsHeldUnderTheOther()
    {
        var held = OrphanBench.Holding(isPair);
        held.Bench.Trade(SignalKind.Buy, quantity: 1m);
        Assert.That(held.Orders, Is.EqualTo(new[] { (FirstName.Text, OrderSide.Buy, 1m, false) }));
        Assert.That((held.Shown(FirstName), held.Shown(held.SecondName)), Is.EqualTo(((11m, 0m), (10m, 0m))));
        held.Bench.Signal(SignalKind.Close);
        Assert.That(held.Orders.Skip(1), Is.EquivalentTo(new[] { (FirstName.Text, OrderSide.Sell, 1m, true), (held.SecondName.Text, OrderSide.Sell, 10m, true) }));
    }

    [Test]
    public void Exit_UnderTheOtherName_ClosesThatAlone()
    {
        var held = OrphanBench.Holding(isPair);
        held.Bench.Trade(SignalKind.Buy, quantity: 1m);
        held.Bench.Signal(SignalKind.Close, OrphanBench.Second);
        Assert.That(held.Orders.Skip(1), Is.EqualTo(new[] { (held.SecondName.Text, OrderSide.Sell, 10m, true) }));
    }

    [Test]
    public void Time_SellsNothing_AndTellsNoDifference_ForItsStrategyFindsIt()
    {
        var held = OrphanBench.Holding(isPair);
        held.Pass(25);
        Assert.That(held.Bench.Breaks, Is.Empty);
        Assert.That(held.Bench.Orders, Is.Empty, "a name changed in a file sells nothing");
    }

    /// <summary>Bug: where another tier had the same strategy for the other name, as the delivered ones do, what routing had bought was sold at the market as soon as routing was off. What another tier alone may hold is closed as ever.</summary>
    [Test]
    public void Time_WhereAnotherTierTradesTheOtherName_SellsNothing_ButWhereItsOwnTradesNeither([Values] bool isNeither)
    {
        var (both, own) = (TestMarket.Spec(), TestMarket.Spec() with { Symbols = [isNeither ? TestMarket.SymbolOf(TestMarket.Ibm).Text : "BTC/USD"] });
        var held = OrphanBench.Holding(isPair);
        held.Bench.Engine.Account.Configure(new TierRulebook(new TierTable([TestMarket.Tier("only", 0m, own), TestMarket.Tier("higher", 10_000_000m, both)]), held.Bench.Setup.Spreads));
        held.Pass(12);
        Assert.That(held.Orders, isNeither ? Is.EqualTo(new[] { (held.SecondName.Text, OrderSide.Sell, 10m, true) }) : Is.Empty);
    }

    /// <summary>Bug: a strategy that a reload made a market maker, with smart routing on, left what routing had bought under the other name without an exit, and nothing said so.</summary>
    [Test]
    public void Close_OfAStrategyThatBecameAMarketMaker_ClosesWhatRoutingBoughtUnderTheOtherName()
    {
        var held = OrphanBench.Holding(isPair, then: TestMarket.Spec() with { Kind = StrategySpec.MarketMakingKind, Symbols = ["BTC/USD"] }, isSmart: true);
        var account = held.Bench.Engine.Account;
        Assert.That(account.Groups.HeirOf(account.SpecOf(AccountBench.Alpha), account.Setup.Catalog[new InstrumentId(OrphanBench.Second)])?.Symbol, Is.EqualTo(FirstName), "an alert and status name it");
        Assert.That((held.Shown(FirstName).Held, held.Shown(held.SecondName).Held), Is.EqualTo((10m, 10m)), "counted once under each");
        held.Pass(12);
        Assert.That(held.Orders, Is.Empty);
        held.Bench.Signal(SignalKind.Close);
        Assert.That(held.Orders, Is.EqualTo(new[] { (held.SecondName.Text, OrderSide.Sell, 10m, true) }));
    }

    [Test]
    public void Entry_WhileTheOtherNamesStopClosesWhatIsHeldThere_IsRefused()
    {
        var held = OrphanBench.Holding(isPair, TestMarket.Spec() with { Protection = new ProtectionSpec { StopFraction = 0.02m } });
        held.Quote(90m);
        Assert.That(held.Orders, Is.EqualTo(new[] { (held.SecondName.Text, OrderSide.Sell, 10m, true) }));
        held.Bench.Signal(SignalKind.Buy, quantity: 1m);
        Assert.That((held.Bench.Orders.Count, held.Bench.Refusals.Last().Rule), Is.EqualTo((1, RiskRule.Protection)));
    }

    [Test]
    public void Close_EndsTheParentThatBuysUnderTheOtherName()
    {
        var spec = TestMarket.Spec() with { Execution = ParentWorld.Twap };
        var held = OrphanBench.Running(isPair, [spec]);
        held.Bench.Signal(SignalKind.Buy, OrphanBench.Second, quantity: 10m);
        held.Bench.Fill(held.Bench.LastOrder);
        held.Configure(spec with { Symbols = ["BTC/USD"] });
        Assert.That(held.Shown(FirstName), Is.EqualTo((1m, 9m)), "what it has yet to send is under way");
        held.Bench.Signal(SignalKind.Close);
        Assert.That(held.Bench.Facts.OfType<Fact.ParentEnded>().Single().Why, Is.EqualTo(ParentEnd.Withdrawn));
        Assert.That(held.Bench.LastOrder, Has.Property("Symbol").EqualTo(held.SecondName).And.Property("IsReduceOnly").True);
    }

    /// <summary>A market maker makes each name apart; a name it does not make any more is nobody else's.</summary>
    [Test]
    public void Close_OfAMarketMaker_ClosesWhatItMadeUnderTheOtherName()
    {
        var held = OrphanBench.Holding(isPair, TestMarket.Spec() with { Kind = "market-making", OrderAgeMax = TimeSpan.FromHours(1) });
        held.Bench.Signal(held.Bench.SignalOf(SignalKind.Quote) with { Quotes = new QuoteSet { Quotes = [MakerBench.Bid(1, 99m, 1m)], NetMaxBase = 100m, PriceToleranceFraction = 0m, SizeToleranceFraction = 0.1m, Reasoning = "As it is." } });
        held.Bench.Signal(SignalKind.Close);
        Assert.That(held.Orders.Skip(1), Is.EqualTo(new[] { (held.SecondName.Text, OrderSide.Sell, 10m, true) }));
        Assert.That(held.Bench.Cancels, Has.Count.EqualTo(1), "its quote is taken back");
    }

    [Test]
    public void Reload_ThatLeavesItToTheOtherName_CallsItNobodys_OnlyWhereTheOtherIsSwitchedOffToo([Values] bool isOff)
    {
        var first = TestMarket.Spec() with { Symbols = ["BTC/USD"], DisabledSymbols = isOff ? ["BTC/USD"] : [] };
        var held = OrphanBench.Holding(isPair, then: first);
        Assert.That(UnattendedPositions.Of(held.Bench.Engine.Account, held.Bench.Setup.Tiers), Is.EqualTo(isOff ? [$"alpha {held.SecondName}"] : Array.Empty<string>()));
        var found = new TierTable([TestMarket.Tier("only", 0m, first with { DisabledSymbols = [] })]);
        Assert.That(UnattendedPositions.Of(held.Bench.Engine.Account, found), Is.EqualTo(isOff ? [$"alpha {held.SecondName}"] : Array.Empty<string>()), "before, it was found as the other");
    }

    [Test]
    public void Status_NamesTheNameItIsFoundAs()
    {
        var held = OrphanBench.Holding(isPair);
        held.Bench.Trade(SignalKind.Buy, quantity: 1m);
        var (clock, versions) = (new TimerClock(), new DaemonVersions("test", "test", null));
        using var metrics = new DaemonMetrics(clock, "test");
        var board = new StatusBoard(DaemonStatus.Initial(TestMarket.Start, versions));
        new StatusPublisher(board, metrics, versions, [], static () => [], static () => null, new Clocks(clock, clock), TestMarket.Start).Publish(held.Bench.Engine, held.Bench.Now);
        Assert.That(board.Current.Positions.Select(static line => (line.Symbol, line.FoundAs)), Is.EquivalentTo(new[] { (FirstName.Text, (string?)null), (held.SecondName.Text, FirstName.Text) }));
    }

    [Test]
    public void Heir_IsTheFirstNameTheStrategyTrades()
    {
        var groups = OrphanBench.Holding(isPair).Bench.Engine.Account.Groups;
        var (catalog, spec) = (OrphanBench.Setup(isPair, []).Catalog, TestMarket.Spec());
        var (first, second, third) = (catalog[new InstrumentId(OrphanBench.First)], catalog[new InstrumentId(OrphanBench.Second)], catalog[new InstrumentId(TestMarket.Eth)]);
        Assert.That(groups.HeirOf(spec with { Symbols = ["BTC/USD"] }, second), Is.EqualTo(first));
        Assert.That(groups.HeirOf(spec with { Symbols = [second.Symbol.Text] }, first), Is.EqualTo(second));
        Assert.That(groups.HeirOf(spec with { Symbols = ["BTC/USD"], DisabledSymbols = ["BTC/USD"] }, second), Is.EqualTo(first), "switched off, it is its business still");
        foreach (var (own, held) in new[] { (spec, second), (spec with { Symbols = ["BTC/USD", second.Symbol.Text] }, second), (spec with { Symbols = ["BTC/USD"] }, first), (spec with { Symbols = ["ETH/USD"] }, second), (spec with { Symbols = ["BTC/USD"] }, third) })
            Assert.That(groups.HeirOf(own, held), Is.Null, $"{string.Join(' ', own.Symbols)} holding {held.Symbol}");
        Assert.That(groups.HeirOf(null, second), Is.Null);
    }
}
