using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Books;

/// <summary>Fees paid in an asset that is neither base nor quote of what was traded, e.g. a venue's own coin.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ThirdAssetFeeTests
{
    private readonly AccountBench _bench = AccountBench.Running();

    /// <summary>Bug: a fee in an asset whose instrument is traded there was booked as cash and told by the venue as a holding: after the first one, entries stopped for good.</summary>
    [Test]
    public void Fee_InAnInstrumentTradedThere_ComesOutOfWhatIsHeld_AndAgreesWithTheVenue()
    {
        Bring(TestMarket.Eth, 2m);
        var before = Earned();
        Pay(0.5m, TestMarket.Eth);
        Assert.That((_bench.Net(TestMarket.Eth, "external"), _bench.Books.Cash.Total.ContainsKey("ETH")), Is.EqualTo((1.5m, false)));
        Assert.That(Fees(TestMarket.Btc), Is.EqualTo(0.5m * 9.995m), "what it would have fetched");
        Assert.That(Earned() - before, Is.EqualTo((-0.5m * 9.995m) - 0.1m), "the fee, and the spread of what was bought");
        var told = _bench.Breaks.Count();
        Assert.That((_bench.Statement(held: new() { ["BTC/USD"] = 1m, ["ETH/USD"] = 1.5m }), _bench.Breaks.Count()), Is.EqualTo((0, told)));
        AssertSound();
    }

    [Test]
    public void Fee_InAnInstrumentThatOneStrategyHolds_LeavesItNoMoreThanTheVenueHas()
    {
        _bench.Trade(SignalKind.Buy, TestMarket.Eth, quantity: 4m);
        Bring(TestMarket.Eth, 0.2m);
        Pay(0.5m, TestMarket.Eth);
        Assert.That((_bench.Net(TestMarket.Eth, "external"), _bench.Net(TestMarket.Eth)), Is.EqualTo((0m, 3.7m)));
        AssertSound();
    }

    [Test]
    public void Fee_InAnInstrumentNobodyHolds_IsOwedByNoStrategy()
    {
        Pay(0.5m, TestMarket.Eth);
        Assert.That((_bench.Net(TestMarket.Eth, "external"), _bench.Net(TestMarket.Eth)), Is.EqualTo((-0.5m, 0m)));
        AssertSound();
    }

    /// <summary>Without its price nobody knows the fee's worth; it is lost to its holder once there is one.</summary>
    [Test]
    public void Fee_InAnInstrumentWithoutAPrice_IsALossOfItsHolder()
    {
        Pay(0.5m, TestMarket.Sap, first: () => Bring(TestMarket.Sap, 2m, price: 10m));
        var holder = _bench.Books.Positions.All.Single(static book => book.Key.Symbol == TestMarket.SymbolOf(TestMarket.Sap));
        Assert.That((holder.NetBase, holder.RealizedQuote, Fees(TestMarket.Btc)), Is.EqualTo((1.5m, -5m, 0m)));
        AssertSound();
    }

    /// <summary>Bug: such a fee was in nobody's P&amp;L, whatever its rate.</summary>
    [TestCase("USDT", 3), TestCase("EUR", 0, TestName = "Fee_InCashWithoutARate")]
    public void Fee_InCashOfAThirdCurrency_IsCash_AndAFeeAsFarAsARateIsKnown(string currency, decimal fees)
    {
        Pay(3m, null, currency);
        Assert.That((_bench.Books.Cash.Total[currency], Fees(TestMarket.Btc)), Is.EqualTo((-3m, fees)));
        AssertSound();
    }

    /// <summary>Bug: a sale of all a strategy held, with its fee in the same coin and paid from the account's own, left the strategy short of the fee; it bought that back.</summary>
    [Test]
    public void Fee_InBaseOfASaleOfAll_ComesOutOfWhatNoStrategyHolds()
    {
        Bring(TestMarket.Eth, 1m);
        _bench.Trade(SignalKind.Buy, TestMarket.Eth, quantity: 2m);
        var before = Earned();
        _bench.Signal(SignalKind.Sell, TestMarket.Eth, quantity: 2m);
        _bench.Fill(_bench.LastOrder, price: 9.995m, fee: 0.02m, feeCurrency: "ETH");
        Assert.That((_bench.Net(TestMarket.Eth), _bench.Net(TestMarket.Eth, "external")), Is.EqualTo((0m, 0.98m)));
        Assert.That(Earned() - before, Is.EqualTo(-0.02m * 9.995m));
        AssertSound();
    }

    // What somebody bought by hand there is held by no strategy.
    private void Bring(int instrument, decimal quantity, decimal price = 10m)
    {
        _bench.Report(new VenueEvent.Executed(new Fill
        {
            ExecutionId = $"by-hand-{instrument}", ExecutionSequence = 1_000 + instrument, ClientOrderId = new ClientOrderId("by-hand"), Venue = "simulated", Symbol = TestMarket.SymbolOf(instrument),
            Side = OrderSide.Buy, Price = Price.From(price), Quantity = Quantity.From(quantity), Fee = new Money(0m, TestMarket.At(instrument).Quote), Liquidity = Liquidity.Taker, At = _bench.Now, IsSimulated = true,
        }));
    }

    private void Pay(decimal fee, int? holding, string? currency = null, Action? first = null)
    {
        _bench.Signal(SignalKind.Buy, quantity: 1m);
        first?.Invoke();
        var asset = currency ?? TestMarket.At(holding!.Value).Base.Code;
        var fill = _bench.FillOf(_bench.LastOrder, 1m, 100.05m, fee, asset) with { FeeHolding = holding is { } held ? TestMarket.SymbolOf(held) : null };
        _bench.Report(new VenueEvent.Executed(fill));
    }

    private decimal Fees(int instrument) => _bench.Books.Positions.All.Single(book => book.Key == new PositionKey(AccountBench.Alpha, TestMarket.SymbolOf(instrument))).FeesQuote;

    private decimal Earned()
    {
        var earned = _bench.Books.Positions.All.Sum(book => book.RealizedQuote + _bench.Engine.Account.Valuation.UnrealizedQuote(book) ?? 0m);
        Assert.That(_bench.Engine.Account.Equity(), Is.EqualTo(100_000m + earned), "What the account is worth is what was earned.");
        return earned;
    }

    private void AssertSound()
    {
        Assert.That(_bench.Books.Audit.FirstFault(_bench.Books), Is.Null);
        Assert.That(AccountBench.Canonical(_bench.Recovered().Capture()), Is.EqualTo(_bench.Canonical()));
    }
}
