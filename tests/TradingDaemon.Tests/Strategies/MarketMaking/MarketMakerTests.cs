using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Catalogue;
using TradingDaemon.Tests.Strategies.Support;

namespace TradingDaemon.Tests.Strategies.MarketMaking;

/// <summary>What a market maker wants at a mid of 100 with 100,000 in the account: half a percent either way is 50 units a side, 100 are the most.</summary>
public sealed class MarketMakerTests
{
    private static readonly PositionKey Key = new(new("sample"), new("BTC/USD"));

    [Test]
    public void Evaluate_Flat_QuotesThreeLayersASide()
    {
        var maker = new Maker(allowShort: true);
        var set = maker.See(100d)!;
        Assert.That(set.Quotes.Where(static quote => quote.IsBid).Select(static quote => (quote.Layer, Math.Round(quote.PriceQuote, 4), Math.Round(quote.QuantityBase, 4))), Is.EqualTo(new[] { ((byte)0, 99.95m, 20m), ((byte)1, 99.9m, 17.5m), ((byte)2, 99.8m, 12.5m) }));
        Assert.That(set.Quotes.Where(static quote => !quote.IsBid).Select(static quote => Math.Round(quote.PriceQuote, 4)), Is.EqualTo(new[] { 100.05m, 100.1m, 100.2m }));
        Assert.That((set.NetMaxBase, set.PriceToleranceFraction), Is.EqualTo((100m, 0.0001m)));
        Assert.That(new Maker(allowShort: false).See(100d)!.Quotes.Select(static quote => quote.IsBid), Has.All.True, "what it has not it does not sell");
    }

    [TestCase(29.9, 0, true)]
    [TestCase(30, 0, true)]
    [TestCase(50, 10, true)]
    [TestCase(69.9, 19.95, true)]
    [TestCase(70, 20, false)]
    [TestCase(100, 20, false)]
    [TestCase(-50, -10, true)]
    [TestCase(-70, -20, false)]
    public void Evaluate_WithAnInventory_LeansTowardsReducing_AndAddsOnlyInTheInnerZones(double held, double bps, bool adds)
    {
        var set = new Maker(allowShort: true).See(100d, held: (decimal)held)!;
        var reducing = set.Quotes.First(quote => quote.IsBid == held < 0d);
        var expected = Math.Max(0d, 100d * (1d - (bps / 10_000d)) * (1d + (held < 0d ? -0.0005 : 0.0005)));
        expected = held < 0d ? Math.Min(expected, 99.99) : Math.Max(expected, 100.01); // no quote touches the market's other side
        Assert.That((double)reducing.PriceQuote, Is.EqualTo(expected).Within(0.00001));
        Assert.That(set.Quotes.Any(quote => quote.IsBid == held > 0d), Is.EqualTo(adds));
        if (adds) Assert.That((double)set.Quotes.Where(quote => quote.IsBid == held > 0d).Sum(static quote => quote.QuantityBase) + Math.Abs(held), Is.LessThanOrEqualTo(100.0001), "no more than its most, all filled");
    }

    [TestCase("124.9", 3)]
    [TestCase("1250", 3)]
    [TestCase("1251", 2)]
    [TestCase("2001", 0)]
    public void Evaluate_AQuoteWorthTooLittle_IsLeftOut(string least, int layers) =>
        Assert.That(new Maker(allowShort: false, ("quoteMin", least)).See(100d)!.Quotes, Has.Length.EqualTo(layers));

    [Test]
    public void Evaluate_OneSidedFills_WidenAndShrink_UntilAHundredMore()
    {
        var maker = new Maker(allowShort: true);
        maker.See(100d);
        Assert.That(Wide(maker.See(100d, held: 5m, buys: 9, sells: 0)), Is.EqualTo(99.95m), "nine fills are too few");
        maker = new Maker(allowShort: true);
        maker.See(100d);
        Assert.That(Wide(maker.See(100d, held: 4m, buys: 7, sells: 3)), Is.EqualTo(99.95m), "seven of ten are not eight");
        var toxic = maker.See(100d, held: 4m, buys: 15, sells: 3)!; // none is held more than before: that flow is toxic is news by itself
        Assert.That((Wide(toxic), toxic.Quotes[0].QuantityBase), Is.EqualTo((99.9m, 10m)), "eight of the newest ten: twice as wide, half as large");
        Assert.That(Wide(maker.See(100d, held: 5m, buys: 15 + 49, sells: 3 + 50)), Is.EqualTo(99.9m), "99 fills after");
        Assert.That(Wide(maker.See(100d, held: 5m, buys: 15 + 50, sells: 3 + 50)), Is.EqualTo(99.95m));
    }

    [Test]
    public void Evaluate_SaysItAgainBeforeItExpires_AndAnewWhenSomethingIsNews()
    {
        var maker = new Maker(allowShort: true);
        var first = maker.See(100d);
        Assert.That(maker.See(100.05d, after: 2.4), Is.Null, "five basis points, and half of its life is not over");
        Assert.That(maker.See(100.05d, after: 0.2), Is.SameAs(first), "said again as it was");
        Assert.That(maker.See(100.11d), Is.Not.SameAs(first).And.Not.Null, "ten basis points");
        var third = maker.See(100.11d, held: 1m);
        Assert.That(third, Is.Not.Null, "a fill");
        maker.See(100.11d, held: 1m, after: 2.6);
        Assert.That(maker.See(100.11d, held: 1m, after: 2.6), Is.Not.SameAs(third).And.Not.Null, "five seconds");
    }

    [TestCase(-999.9, 0, 0, false)]
    [TestCase(-1000, 0, 0, true)] // one percent of equity
    [TestCase(-500, 10, 150, true)] // 10 held, bought at 150
    [TestCase(-500, 10, 149.9, false)]
    [TestCase(-999.9, 10, 50, false)]
    [TestCase(-1000, 10, 50, true)] // a gain that is not taken is none
    public void Evaluate_ADayThatLostAPercent_ClosesAndIsSilent(double realized, double held, double average, bool isOver)
    {
        var maker = new Maker(allowShort: true);
        var set = maker.See(100d, held: (decimal)held, record: one => one with { RealizedQuote = (decimal)realized }, average: (decimal)average)!;
        Assert.That((set.Quotes.IsEmpty, maker.Proposals.Count), Is.EqualTo((isOver, isOver && held != 0d ? 1 : 0)));
        if (!isOver) return;
        maker.See(100d, held: (decimal)held, record: one => one with { RealizedQuote = (decimal)realized }, average: (decimal)average, after: 5.1);
        Assert.That(maker.Proposals.Select(static one => one.Kind), Is.EqualTo(Enumerable.Repeat(SignalKind.Close, held != 0d ? 2 : 0)), "again while it is held");
        Assert.That(maker.See(100d, record: one => one with { RealizedQuote = (decimal)realized, DayBeganQuote = (decimal)realized })!.Quotes, Is.Not.Empty, "another day");
    }

    [TestCase(1999.9, false)]
    [TestCase(2000, true)] // two percent of equity
    public void Evaluate_AProfitThatFellByTwoPercent_EndsItWhateverTheDay(double fallen, bool isOver)
    {
        var set = new Maker(allowShort: true).See(100d, record: one => one with { RealizedQuote = 5_000m - (decimal)fallen, DayBeganQuote = 5_000m - (decimal)fallen, PeakQuote = 5_000m })!;
        Assert.That(set.Quotes.IsEmpty, Is.EqualTo(isOver));
        if (isOver) Assert.That(set.Reasoning, Does.Contain("2.00 % of equity, it ends at 2.00 %"));
    }

    [Test]
    public void Evaluate_AnAccountNobodyCanValue_WithdrawsEverything()
    {
        var maker = new Maker(allowShort: true);
        Assert.That(maker.See(100d, isKnown: false)!.Quotes, Is.Empty, "also before the account shows it anything");
        Assert.That(maker.See(100d)!.Quotes, Is.Not.Empty);
        Assert.That(maker.See(100d, equity: null)!.Quotes, Is.Empty);
        Assert.That(maker.See(100d)!.Quotes, Is.Not.Empty);
        Assert.That(maker.See(100d, rate: null)!.Quotes, Is.Empty);
        Assert.That(maker.See(double.NaN), Is.Null);
    }

    /// <summary>Bug: with one thing under two names what was held under the other was valued at this one's average, and closed for a loss nobody had.</summary>
    [TestCase(0, -10, 100)]
    [TestCase(1, 39, 140)]
    public void Evaluate_MoreHeldUnderAnotherName_IsNoLossAndNoInventoryHere(double held, double elsewhere, double average)
    {
        var maker = new Maker(allowShort: true);
        var alone = maker.See(100d, held: (decimal)held, average: (decimal)average)!;
        var other = new Maker(allowShort: true);
        Assert.That(other.See(100d, held: (decimal)held, average: (decimal)average, elsewhere: (decimal)elsewhere)!.Quotes, Is.EqualTo(alone.Quotes));
        Assert.That(other.Proposals, Is.Empty);
    }

    [Test]
    public void Evaluate_SeededWalks_NeverCrossesAndKeepsToItsMost([Range(1, 6)] int seed)
    {
        var (maker, chance) = (new Maker(allowShort: seed % 2 == 0), new Random(seed));
        TestContext.Out.WriteLine($"seed {seed}");
        foreach (var price in RandomWalk.Prices(seed, 3_000, volatility: 0.001 * seed))
        {
            var held = (decimal)((chance.NextDouble() * (seed % 2 == 0 ? 4d : 2d)) - (seed % 2 == 0 ? 2d : 0d)) * 500m;
            if (maker.See(price, held: held, buys: chance.Next(1_000), sells: chance.Next(1_000)) is not { } set) continue;
            var (bids, asks) = (set.Quotes.Where(static quote => quote.IsBid).ToList(), set.Quotes.Where(static quote => !quote.IsBid).ToList());
            Assert.That(bids.Select(static quote => quote.PriceQuote).Append(0m).Max(), Is.LessThan(asks.Select(static quote => quote.PriceQuote).Append(decimal.MaxValue).Min()));
            if (held >= 0m && bids.Count > 0) Assert.That(held + bids.Sum(static quote => quote.QuantityBase), Is.LessThanOrEqualTo(set.NetMaxBase * 1.000001m));
            if (held <= 0m && asks.Count > 0) Assert.That(-held + asks.Sum(static quote => quote.QuantityBase), Is.LessThanOrEqualTo(set.NetMaxBase * 1.000001m));
        }
    }

    [Test]
    public void Validate_WhatItDoesNotRead_IsAFault()
    {
        var spec = Samples.Spec("market-making");
        Assert.That(Faults(spec with { Protection = new ProtectionSpec { StopFraction = 0.01m } }), Does.Contain(".protection: market-making has none"));
        Assert.That(Faults(spec with { Execution = new AlgorithmSpec { Algorithm = ExecutionAlgorithm.Twap } }), Does.Contain(".execution: market-making places its layers itself"));
        Assert.That(Faults(spec with { Sizing = new SizingSpec { Method = SizingMethod.Kelly } }), Does.Contain(".sizing.method: market-making sizes by sizeFraction"));
        Assert.That(Faults(Samples.Spec("market-making", ("skewFrom", "0.7"))), Does.Contain("skewFrom: \"0.7\" is not below skewFull, which is 0.7"));
        foreach (var sizes in new[] { "40/35", "40/35/26", "0/100", "", "20/20/20/20/10/10", "a" }) Assert.That(Faults(Samples.Spec("market-making", ("sizes", sizes))), Does.Contain($"parameters.sizes: \"{sizes}\" is not 1 to 5 numbers above 0 that add up to 100"), sizes);
        foreach (var bps in new[] { "4.99", "50.01" }) Assert.That(Faults(Samples.Spec("market-making", ("spreadBps", bps))), Does.Contain("a number from 5 to 50"));
        Assert.That(StrategyCatalogue.Default.Validate(Samples.Spec("market-making", ("sizes", "33.33/33.33/33.34"), ("spreadBps", "50"))), Is.Empty);
    }

    private static string Faults(StrategySpec spec) => string.Join('\n', StrategyCatalogue.Default.Validate(spec));

    private static decimal Wide(QuoteSet? set) => Math.Round(set!.Quotes.Where(static quote => quote.IsBid).Max(static quote => quote.PriceQuote), 4);

    /// <summary>One market maker, its newest set and what else it proposed.</summary>
    private sealed class Maker(bool allowShort, params (string Name, string Value)[] parameters) : ISignalSink
    {
        private readonly IStrategy _strategy = StrategyCatalogue.Default.Create(Samples.Spec("market-making", parameters) with { AllowShort = allowShort }, Samples.Instrument());
        private DateTimeOffset _now = Samples.Start;
        private QuoteSet? _set;

        public List<SignalProposal> Proposals { get; } = [];

        public void Propose(in SignalProposal proposal) => Proposals.Add(proposal);

        public void Quote(QuoteSet set) => _set = set;

        public QuoteSet? See(
            double mid, decimal held = 0m, long buys = 0, long sells = 0, double after = 0.01, bool isKnown = true, decimal? equity = 100_000m, decimal? rate = 1m, Func<MakerRecord, MakerRecord>? record = null, decimal average = 100m, decimal elsewhere = 0m)
        {
            _set = null;
            _now = _now.AddSeconds(after);
            var done = new MakerRecord(Key.Strategy, Key.Symbol) { Buys = buys, Sells = sells };
            var account = Samples.Holding(held + elsewhere) with
            {
                EquityAccount = equity, Makers = isKnown ? ImmutableDictionary<PositionKey, MakerView>.Empty.Add(Key, new MakerView(record?.Invoke(done) ?? done, held, held == 0m ? 0m : average, rate)) : ImmutableDictionary<PositionKey, MakerView>.Empty,
            };
            _strategy.Evaluate(Samples.Quote(mid, _now), account, Regime.Normal, this);
            return _set;
        }
    }
}
