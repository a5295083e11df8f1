using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Positions;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Portfolio;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Portfolio;

/// <summary>One number for every rule: marks, rates and what holdings would fetch.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ValuationTests
{
    private static readonly StrategyId Alpha = new("alpha");
    private readonly MarkBoard _marks = new(TestMarket.Catalog.Count);
    private readonly PositionBooks _positions = new(TestMarket.Catalog, []);
    private readonly SortedDictionary<string, decimal> _cash = new(StringComparer.Ordinal);
    private readonly Valuation _valuation;

    public ValuationTests()
    {
        var parity = ImmutableSortedDictionary<string, decimal>.Empty.Add("USDT", 1m).Add("USDC", 0.999m);
        _valuation = new Valuation(TestMarket.Catalog, _marks, new CurrencyRates(TestMarket.Catalog, Currency.Usd, parity, _marks));
    }

    [Test]
    public void Equity_OfNothing_IsZero() => Assert.That(Equity(), Is.EqualTo(0m));

    [Test]
    public void Equity_OfLongAndShort_TakesBidAndAsk()
    {
        Mark(TestMarket.Btc, 100m, 102m);
        Mark(TestMarket.Ibm, 50m, 51m);
        _cash["USD"] = 1_000m;
        Hold(TestMarket.Btc, 2m);
        Hold(TestMarket.Ibm, -10m);
        Assert.That(Equity(), Is.EqualTo(1_000m + 200m - 510m));
    }

    [Test]
    public void Equity_OfOptions_CountsTheMultiplier()
    {
        Mark(TestMarket.Call, 3.20m, 3.40m);
        Hold(TestMarket.Call, 2m);
        Assert.That(Equity(), Is.EqualTo(640m));
    }

    [Test]
    public void Equity_OfTwoStrategiesAgainstEachOther_IsOfTheirNet()
    {
        Mark(TestMarket.Eth, 10m, 20m);
        Hold(TestMarket.Eth, 5m);
        Hold(TestMarket.Eth, -5m, "beta");
        Assert.That(Equity(), Is.EqualTo(0m), "Flat together: nothing to sell, nothing to buy back.");
    }

    [Test]
    public void Equity_OfAHoldingNeverQuoted_IsNull()
    {
        Hold(TestMarket.Halted, 1m);
        Assert.That(Equity(), Is.Null);
    }

    [Test]
    public void Equity_OfCashWithoutARate_IsNullUnlessThereIsNone()
    {
        _cash["QQQ"] = 0m;
        Assert.That(Equity(), Is.EqualTo(0m));
        _cash["QQQ"] = 0.01m;
        Assert.That(Equity(), Is.Null);
    }

    [Test]
    public void Equity_OfAHoldingWithAPriceButNoRate_IsNull()
    {
        Mark(TestMarket.NoRate, 5m, 6m);
        Hold(TestMarket.NoRate, 1m);
        Assert.That((Equity(), _valuation.Rate(TestMarket.At(TestMarket.NoRate))), Is.EqualTo(((decimal?)null, (decimal?)null)));
    }

    [Test]
    public void Rate_ByParityPairAndInversePair_IsWhatEachTells()
    {
        Mark(TestMarket.EurUsd, 1.08m, 1.10m);
        Mark(TestMarket.UsdJpy, 149m, 151m);
        Assert.Multiple(() =>
        {
            Assert.That(_valuation.Rate(TestMarket.At(TestMarket.Btc)), Is.EqualTo(1m));
            Assert.That(_valuation.Rate(TestMarket.At(TestMarket.BtcUsdt)), Is.EqualTo(1m));
            Assert.That(_valuation.Rate(TestMarket.At(TestMarket.Sap)), Is.EqualTo(1.09m));
            Assert.That(_valuation.Rate(TestMarket.At(TestMarket.Sony)), Is.EqualTo(1m / 150m));
        });
    }

    [Test]
    public void ValueAccount_InForeignCurrency_IsConvertedAtTheMid()
    {
        Mark(TestMarket.EurUsd, 1.08m, 1.10m);
        Mark(TestMarket.UsdJpy, 149m, 151m);
        Mark(TestMarket.Sap, 120m, 121m);
        Mark(TestMarket.Sony, 3_000m, 3_010m);
        _cash["EUR"] = 100m;
        _cash["JPY"] = -300m;
        Hold(TestMarket.Sap, 10m);
        Hold(TestMarket.Sony, -5m);
        Assert.That(Equity(), Is.EqualTo((100m * 1.09m) + (-300m * (1m / 150m)) + (1_200m * 1.09m) + (-15_050m * (1m / 150m))));
    }

    [Test]
    public void CurrencyRates_NeverQuotedPair_TellNothing()
    {
        var rates = new CurrencyRates(TestMarket.Catalog, Currency.Usd, ImmutableSortedDictionary<string, decimal>.Empty, new MarkBoard(TestMarket.Catalog.Count));
        Assert.That((rates.ToAccount("USD"), rates.ToAccount("EUR"), rates.ToAccount("JPY"), rates.ToAccount("USDT"), rates.ToAccount("IBM")),
            Is.EqualTo(((decimal?)1m, (decimal?)null, (decimal?)null, (decimal?)null, (decimal?)null)));
    }

    [Test]
    public void UnrealizedQuote_IsZeroWhenFlatAndNullWithoutAQuote()
    {
        var flat = _positions.Open(new PositionKey(new StrategyId("flat"), TestMarket.SymbolOf(TestMarket.Halted)));
        var held = new LotBook(new PositionKey(Alpha, TestMarket.SymbolOf(TestMarket.Halted)), 1m);
        held.Book(1m, 5m, 0m, TestMarket.Start, "a");
        var stranger = new LotBook(new PositionKey(Alpha, new Symbol("GONE")), 1m);
        stranger.Book(1m, 5m, 0m, TestMarket.Start, "b");
        Assert.That((_valuation.UnrealizedQuote(flat), _valuation.UnrealizedQuote(held), _valuation.UnrealizedQuote(stranger)), Is.EqualTo(((decimal?)0m, (decimal?)null, (decimal?)null)));
    }

    [Test]
    public void UnrealizedQuote_OfAShort_IsAgainstTheAsk()
    {
        Mark(TestMarket.Ibm, 50m, 52m);
        var book = new LotBook(new PositionKey(Alpha, TestMarket.SymbolOf(TestMarket.Ibm)), 1m);
        book.Book(-10m, 60m, 1m, TestMarket.Start, "a");
        Assert.That(_valuation.UnrealizedQuote(book), Is.EqualTo(79m));
    }

    [Test]
    public void MarkBoard_OlderQuote_IsNotTakenAndAsOldIs()
    {
        var board = new MarkBoard(1);
        Assert.That((board.Find(default), board.ExitPrice(default, 1m)), Is.EqualTo(((TradingDaemon.Domain.MarketData.Quote?)null, (decimal?)null)));
        board.Set(TestMarket.Quote(0, 10m, 11m, TestMarket.Start));
        board.Set(TestMarket.Quote(0, 20m, 21m, TestMarket.Start.AddTicks(-1)));
        Assert.That((board.ExitPrice(default, 1m), board.ExitPrice(default, -1m), board.ExitPrice(default, 0m)), Is.EqualTo(((decimal?)10m, (decimal?)11m, (decimal?)10m)));
        board.Set(TestMarket.Quote(0, 30m, 31m, TestMarket.Start));
        Assert.That(board.Find(default)?.Bid.QuotePerBase, Is.EqualTo(30m));
    }

    [Test]
    public void PositionBooks_OfAnInstrumentNoLongerConfigured_RefuseInTheStoresWords()
    {
        var lost = new Position(Alpha, new Symbol("GONE"), [new Lot(1m, 1m, 0m, TestMarket.Start, "a")], 0m, 0m);
        Assert.That(() => new PositionBooks(TestMarket.Catalog, [lost]), Throws.TypeOf<InvalidDataException>().With.Message.Contains("GONE"));
        Assert.That(() => _positions.Book(new PositionKey(Alpha, new Symbol("GONE")), 1m, 1m, 0m, TestMarket.Start, "a"), Throws.TypeOf<InvalidDataException>());
    }

    [Test]
    public void PositionBooks_AsRemembered_KnowTheirNetByInstrumentAndByStrategy()
    {
        var ibm = TestMarket.SymbolOf(TestMarket.Ibm);
        var books = new PositionBooks(TestMarket.Catalog, [
            new Position(Alpha, ibm, [new Lot(3m, 1m, 0m, TestMarket.Start, "a")], 0m, 0m), new Position(new StrategyId("beta"), ibm, [new Lot(-1m, 1m, 0m, TestMarket.Start, "b")], 0m, 0m)]);
        Assert.Multiple(() =>
        {
            Assert.That(books.NetBase(new InstrumentId(TestMarket.Ibm)), Is.EqualTo(2m));
            Assert.That(books.NetBase(new PositionKey(Alpha, ibm)), Is.EqualTo(3m));
            Assert.That(books.NetBase(new PositionKey(Alpha, TestMarket.SymbolOf(TestMarket.Btc))), Is.EqualTo(0m));
            Assert.That(books.Of(new StrategyId("beta")).Single().NetBase, Is.EqualTo(-1m));
            Assert.That(books.Of(new StrategyId("gamma")), Is.Empty);
        });
    }

    private decimal? Equity() => _valuation.Equity([.. _cash], _positions);

    private void Mark(int instrument, decimal bid, decimal ask) => _marks.Set(TestMarket.Quote(instrument, bid, ask, TestMarket.Start));

    private void Hold(int instrument, decimal netBase, string strategy = "alpha") =>
        _positions.Book(new PositionKey(new StrategyId(strategy), TestMarket.SymbolOf(instrument)), netBase, 1m, 0m, TestMarket.Start, "x");
}
