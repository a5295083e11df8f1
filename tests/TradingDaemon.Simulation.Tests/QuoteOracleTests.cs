using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Simulation.Oracle;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Tests;

/// <summary>The judge of market makers sees a quote that is kept although nothing may be entered, and an end or a close by what another name of the thing holds.</summary>
public sealed class QuoteOracleTests
{
    private static readonly StrategyId Maker = new("maker");
    private static readonly Instrument Here = Ground.Catalog.All[0];
    private static readonly Instrument There = Ground.Catalog.All[Ground.Further];

    [TestCase("locked", true), TestCase("no capital", true), TestCase("free", false), TestCase("locked, reduces", false), TestCase("locked, taken back", false), TestCase("locked, of an earlier process", false)]
    public void JudgeResting_AQuoteThatAddsAndMayNot_IsCaughtByTheSecondRound(string how, bool isCaught)
    {
        var allocation = new TierAllocation { Method = how == "no capital" ? AllocationMethod.Equal : null, Mode = AllocationMode.Emergency };
        var watcher = new Watcher(new RuleFiles(Ground.Setup with { Tiers = new(Ground.Tiers.All.Select(tier => tier with { Allocation = allocation })) }, areKept: false));
        var facts = 0L;
        void Take(Fact fact) => watcher.Take(new RecordedFact(++facts, Ground.Start, fact), isNew: false);
        Take(new Fact.StateChanged(EngineState.Starting, EngineState.Running, "test"));
        Take(new Fact.OrderIntended(Order(Here) with { QuoteOf = new QuoteOf(0), IsReduceOnly = how.EndsWith("reduces", StringComparison.Ordinal) }));
        if (!how.EndsWith("process", StringComparison.Ordinal)) watcher.Hear(Says(SignalKind.Quote, Here), Ground.Start);
        if (how.StartsWith("locked", StringComparison.Ordinal)) Take(new Fact.TiltMoved(Maker, TiltMove.Noticed, 1, Ground.Start, 1m, "") { LockedUntil = Ground.Start + TimeSpan.FromMinutes(1) });
        if (how.EndsWith("back", StringComparison.Ordinal)) Take(new Fact.OrderMoved(new ClientOrderId("quote"), OrderEventKind.CancelRequested, OrderStatus.CancelPending, null, "test"));
        watcher.JudgeResting(Ground.Start);
        Assert.That(() => watcher.JudgeResting(Ground.Start + TimeSpan.FromMilliseconds(250)), isCaught ? Throws.InstanceOf<InvariantBrokenException>() : Throws.Nothing);
    }

    /// <summary>One of an earlier process has as long as its strategy may be silent, and no longer.</summary>
    [Test]
    public void JudgeResting_AQuoteOfAnEarlierProcess_IsCaughtWhenItsStrategyCouldHaveSpoken()
    {
        var (quotes, order) = (new ShadowQuotes(), new ShadowOrder(Order(Here) with { QuoteOf = new QuoteOf(0) }));
        void Judge(double seconds) => quotes.JudgeResting([order], static _ => true, Ground.Tiers.All[0], Ground.Start + TimeSpan.FromSeconds(seconds));
        Judge(0);
        Judge(4.9);
        Judge(5);
        Assert.That(() => Judge(5.1), Throws.InstanceOf<InvariantBrokenException>());
    }

    /// <summary>One percent of 20,000 is 200: what is held elsewhere, at whatever loss, is no loss here.</summary>
    [TestCase(0.01, 30_000, true), TestCase(0.01, 32_100, false), TestCase(0, 30_000, false)]
    public void JudgeEnd_IsByWhatWasLostUnderItsOwnName(decimal held, decimal bid, bool isRight)
    {
        var (quotes, account) = (new ShadowQuotes(), new ShadowAccount());
        if (held > 0m) account.Take(Filled(Here, held));
        account.Take(Filled(There, 1m));
        var spec = new StrategySpec { Id = Maker, Kind = "market-making", Symbols = ["*"], Parameters = ImmutableSortedDictionary<string, string>.Empty.Add("dailyLoss", "0.01").Add("drawdown", "0.02") };
        void Judge() => quotes.JudgeEnd(Says(SignalKind.Close, Here) with { Quote = new Quote(Here.Id, Price.From(bid), null, Price.From(bid), null, Ground.Start, Ground.Start) }, spec, account, 20_000m);
        Assert.That(Judge, isRight ? Throws.Nothing : Throws.InstanceOf<InvariantBrokenException>());
    }

    [TestCase(true), TestCase(false)]
    public void JudgeClose_IsOfTheNameThatWasClosed(bool isOwn)
    {
        var quotes = new ShadowQuotes();
        foreach (var one in new[] { Here, There }) quotes.Hear(Says(SignalKind.Quote, one));
        quotes.Hear(Says(SignalKind.Close, Here));
        var exit = Order(isOwn ? Here : There) with { IsReduceOnly = true, Origin = new SignalOrigin { Kind = SignalKind.Close, Confidence = 1d, At = Ground.Start, TickReceivedAt = Ground.Start } };
        Assert.That(() => quotes.JudgeClose(exit, isOwn ? Here : There), isOwn ? Throws.Nothing : Throws.InstanceOf<InvariantBrokenException>());
    }

    private static Signal Says(SignalKind kind, Instrument on) => new(Maker, on.Id, kind, 1d, "test", null, null, null, Ground.Start, Ground.Start + TimeSpan.FromSeconds(5), Ground.Start);

    private static Fact.FillBooked Filled(Instrument of, decimal quantity) => new(
        new Fill
        {
            ExecutionId = of.Symbol.Text, ExecutionSequence = of.Id.Index + 1, ClientOrderId = new ClientOrderId("order"), Venue = of.Venue, Symbol = of.Symbol, Side = OrderSide.Buy,
            Price = Price.From(50_000m), Quantity = Quantity.From(quantity), Fee = new Money(0m, Currency.Usd), Liquidity = Liquidity.Maker, At = Ground.Start, IsSimulated = true,
        },
        Maker, OrderStatus.Filled);

    private static OrderIntent Order(Instrument of) => new()
    {
        ClientOrderId = new ClientOrderId("quote"), Strategy = Maker, Symbol = of.Symbol, Venue = of.Venue, Side = OrderSide.Buy, Terms = new OrderTerms.Market(Quantity.From(0.01m)),
        IsReduceOnly = false, Reason = "test", DecisionBid = 50_000m, DecisionAsk = 50_000m, DecidedAt = Ground.Start,
    };
}
