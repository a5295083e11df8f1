using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Protections;

/// <summary>Positions that are guarded are closed at their levels, and until they are flat; what guards them is in the journal before the entry is sent.</summary>
public sealed class ProtectionDeskTests
{
    private static readonly ProtectionSpec StopOfTwo = new() { StopFraction = 0.02m, TargetFraction = 0.04m };
    private static readonly PositionKey Btc = new(AccountBench.Alpha, TestMarket.SymbolOf(TestMarket.Btc));

    [Test]
    public void Entry_OfAStrategyWithoutProtection_IsGuardedByNothing()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy);
        bench.Mark(TestMarket.Btc, 1m, 1.001m);
        Assert.That((bench.LastOrder.Protection, bench.Orders.Count, bench.Books.Protections.Count), Is.EqualTo(((ProtectionTerms?)null, 1, 0)));
    }

    [Test]
    public void Entry_CarriesItsProtectionInItsDurableIntent()
    {
        var bench = Guarded(StopOfTwo);
        bench.Signal(SignalKind.Buy);
        Assert.That(bench.Facts.OfType<Fact.OrderIntended>().Last().Intent.Protection, Is.EqualTo(new ProtectionTerms { StopDistanceQuote = 2.001m, TargetDistanceQuote = 4.002m }));
        Assert.That(bench.Books.Protections.Find(Btc), Is.Null, "Nothing is held yet.");
    }

    [TestCase(98.050, false, Description = "a tick above the stop at 98.049")]
    [TestCase(98.049, true, Description = "on the stop")]
    [TestCase(90, true, Description = "far below: a gap")]
    public void StopLoss_OfALong_TriggersOnTheBid(decimal bid, bool isTriggered)
    {
        var bench = Guarded(StopOfTwo);
        bench.Trade(SignalKind.Buy);
        bench.Mark(TestMarket.Btc, bid, 120m); // whatever is asked
        Assert.That((bench.Orders.Count, bench.LastOrder.IsReduceOnly), Is.EqualTo((isTriggered ? 2 : 1, isTriggered)));
        if (!isTriggered) return;
        Assert.That(bench.LastOrder.Reason, Does.StartWith("Stop loss at 98.049 reached: bid "));
        Assert.That(bench.Facts.OfType<Fact.ProtectionTriggered>().Single(), Is.EqualTo(new Fact.ProtectionTriggered(AccountBench.Alpha, Btc.Symbol, ProtectionKind.StopLoss, 98.049m, bid)));
    }

    [TestCase(101.949, false)]
    [TestCase(101.949001, true)]
    public void StopLoss_OfAShort_TriggersOnTheAsk(decimal ask, bool isTriggered)
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(allowShort: true) with { Protection = new ProtectionSpec { StopFraction = 0.02m } }));
        bench.Quote(TestMarket.Ibm, 99.95m, 100.05m);
        bench.Trade(SignalKind.Sell, TestMarket.Ibm); // at 99.95; the stop is at 101.949
        bench.Mark(TestMarket.Ibm, 1m, isTriggered ? ask : ask - 0.000001m);
        Assert.That((bench.Orders.Count, bench.LastOrder.Side), Is.EqualTo((isTriggered ? 2 : 1, isTriggered ? OrderSide.Buy : OrderSide.Sell)));
    }

    [TestCase(104.051, false)]
    [TestCase(104.052, true)]
    public void TakeProfit_TriggersOnTheBid(decimal bid, bool isTriggered)
    {
        var bench = Guarded(StopOfTwo);
        bench.Trade(SignalKind.Buy);
        bench.Mark(TestMarket.Btc, bid, bid + 0.1m);
        Assert.That(bench.Orders, Has.Count.EqualTo(isTriggered ? 2 : 1));
        if (isTriggered) Assert.That(bench.LastOrder.Reason, Does.StartWith("Take profit at 104.052"));
    }

    [Test]
    public void TrailingStop_BeginsAtItsProfit_FollowsInSteps_NeverBack_AndCloses()
    {
        var bench = Guarded(new ProtectionSpec { TrailAtr = 1.5m });
        bench.Signal(bench.SignalOf(SignalKind.Buy) with { AtrQuote = 2m }); // 3 behind the best bid
        bench.Fill(bench.LastOrder, price: 100m);
        decimal? Trail() => bench.Books.Protections.Find(Btc)!.TrailQuote;
        bench.Mark(TestMarket.Btc, 100.99m, 101m);
        Assert.That(Trail(), Is.Null, "below 1 % of profit");
        bench.Mark(TestMarket.Btc, 101m, 101.1m);
        Assert.That(Trail(), Is.EqualTo(98m));
        bench.Mark(TestMarket.Btc, 101.149m, 101.2m);
        Assert.That(Trail(), Is.EqualTo(98m), "less than a twentieth of its distance is no step");
        bench.Mark(TestMarket.Btc, 110m, 110.1m);
        Assert.That(Trail(), Is.EqualTo(107m));
        bench.Mark(TestMarket.Btc, 107.01m, 107.1m);
        Assert.That((Trail(), bench.Orders.Count), Is.EqualTo(((decimal?)107m, 1)));
        bench.Mark(TestMarket.Btc, 107m, 107.1m);
        Assert.That(bench.LastOrder.Reason, Does.StartWith("Trailing stop at 107 reached: bid 107, entry 100."));
    }

    [Test]
    public void Signal_NamesItsOwnStopAndTarget_InPlaceOfTheConfiguredOnes()
    {
        var bench = Guarded(StopOfTwo);
        bench.Signal(bench.SignalOf(SignalKind.Buy) with { StopQuote = 95.05m, TargetQuote = 110.05m });
        Assert.That(bench.LastOrder.Protection, Is.EqualTo(new ProtectionTerms { StopDistanceQuote = 5m, TargetDistanceQuote = 10m }));
    }

    [TestCase(100.05, null)]
    [TestCase(101.0, null)]
    [TestCase(null, 100.05)]
    public void Signal_WithALevelOnTheWrongSide_IsRefused(decimal? stop, decimal? target)
    {
        var bench = Guarded(new ProtectionSpec());
        bench.Signal(bench.SignalOf(SignalKind.Buy) with { StopQuote = stop, TargetQuote = target });
        Assert.That((bench.Orders.Count, bench.Refusals.Single().Rule), Is.EqualTo((0, RiskRule.Protection)));
    }

    [Test]
    public void Entry_WhoseRangeIsNotKnownYet_IsRefused()
    {
        var bench = Guarded(new ProtectionSpec { StopAtr = 2m });
        bench.Signal(SignalKind.Buy);
        Assert.That((bench.Orders.Count, bench.Refusals.Single().Rule), Is.EqualTo((0, RiskRule.Protection)));
        bench.Now += TimeSpan.FromSeconds(1.5); // so that the next one is a row
        bench.Signal(bench.SignalOf(SignalKind.Buy) with { AtrQuote = 60m }); // a stop below zero
        Assert.That((bench.Orders.Count, bench.Refusals.Count()), Is.EqualTo((0, 2)));
        bench.Signal(bench.SignalOf(SignalKind.Buy) with { AtrQuote = 3m });
        Assert.That(bench.LastOrder.Protection!.StopDistanceQuote, Is.EqualTo(6m));
    }

    [Test]
    public void Trigger_OnAStaleQuote_Waits()
    {
        var bench = Guarded(StopOfTwo);
        bench.Trade(SignalKind.Buy);
        bench.Mark(TestMarket.Btc, 90m, 90.1m, bench.Now.AddSeconds(-2.1));
        bench.Clock();
        Assert.That((bench.Orders.Count, bench.Facts.OfType<Fact.ProtectionTriggered>().Count()), Is.EqualTo((1, 0)));
        bench.Now += TimeSpan.FromSeconds(1);
        bench.Mark(TestMarket.Btc, 90m, 90.1m);
        Assert.That(bench.Orders, Has.Count.EqualTo(2));
    }

    [Test]
    public void Exit_ThatDoesNotFill_IsTriedAgain_WhereverThePriceWent()
    {
        var bench = Guarded(StopOfTwo);
        bench.Trade(SignalKind.Buy);
        bench.Mark(TestMarket.Btc, 98m, 98.1m);
        bench.Report(new VenueEvent.Expired(bench.LastOrder.ClientOrderId, "Nobody bids.", bench.Now));
        bench.Mark(TestMarket.Btc, 98m, 98.1m);
        Assert.That(bench.Orders, Has.Count.EqualTo(2), "not within a second");
        bench.Now += TimeSpan.FromSeconds(1);
        bench.Mark(TestMarket.Btc, 99.5m, 99.6m);
        Assert.That((bench.Orders.Count, bench.LastOrder.Reason), Is.EqualTo((3, "Stop loss at 98.049 reached: bid 99.5, entry 100.05.")));
        bench.Fill(bench.LastOrder);
        Assert.That(bench.Books.Protections.Find(Btc), Is.Null, "flat");
    }

    [Test]
    public void Exit_OfAStrategyThatRests_TakesWhatIsThere_AndItsOwnRestingExitGoesFirst()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(style: OrderStyle.PostOnly) with { Protection = StopOfTwo }));
        bench.Signal(SignalKind.Buy);
        bench.Fill(bench.LastOrder, price: 100m);
        bench.Signal(SignalKind.Close);
        var resting = bench.LastOrder;
        bench.Accept(resting);
        bench.Mark(TestMarket.Btc, 90m, 90.1m);
        Assert.That((bench.Orders.Count, bench.Cancels.Single().ClientOrderId), Is.EqualTo((2, resting.ClientOrderId)));
        bench.Report(new VenueEvent.CancelDone(resting.ClientOrderId, "Asked for.", bench.Now));
        bench.Mark(TestMarket.Btc, 90m, 90.1m);
        Assert.That((bench.Orders.Count, bench.LastOrder.Terms), Is.EqualTo((3, (OrderTerms)new OrderTerms.Market(resting.Terms.Quantity))));
    }

    [Test]
    public void Entry_FilledInPart_IsGuardedForWhatIsHeld_AndWhatStillRestsOfItIsCancelled()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(style: OrderStyle.Limit) with { Protection = StopOfTwo }));
        bench.Signal(SignalKind.Buy);
        var entry = bench.LastOrder;
        bench.Accept(entry);
        bench.Fill(entry, 1m, 100m);
        bench.Mark(TestMarket.Btc, 90m, 90.1m);
        Assert.That((bench.Cancels.Single().ClientOrderId, bench.LastOrder.Terms.Quantity.Base, bench.LastOrder.IsReduceOnly), Is.EqualTo((entry.ClientOrderId, 1m, true)));
        bench.Fill(entry, 0.5m, 90m); // it overtook the cancel
        bench.Fill(bench.LastOrder, price: 90m);
        bench.Now += TimeSpan.FromSeconds(1);
        bench.Mark(TestMarket.Btc, 95m, 95.1m);
        Assert.That((bench.LastOrder.Terms.Quantity.Base, bench.Orders.Count), Is.EqualTo((0.5m, 3)), "until it is flat");
    }

    [Test]
    public void Entries_OneAfterAnother_AreGuardedFromTheirWeightedPrice_WithTheNewestDistances()
    {
        var bench = Guarded(new ProtectionSpec { StopFraction = 0.1m, TrailFraction = 0.05m });
        bench.Signal(SignalKind.Buy, quantity: 1m);
        bench.Fill(bench.LastOrder, price: 100m);
        bench.Mark(TestMarket.Btc, 109.99m, 110m);
        var trail = bench.Books.Protections.Find(Btc)!.TrailQuote;
        bench.Signal(SignalKind.Buy, quantity: 3m);
        bench.Fill(bench.LastOrder, price: 110m);
        var guard = bench.Books.Protections.Find(Btc)!;
        Assert.That((guard.AnchorQuote, guard.Terms.StopDistanceQuote, guard.StopQuote, guard.TrailQuote), Is.EqualTo((107.5m, (decimal?)11m, (decimal?)96.5m, trail)));
        bench.Signal(SignalKind.Close);
        bench.Fill(bench.LastOrder, 2m, 111m);
        Assert.That(bench.Books.Protections.Find(Btc), Is.EqualTo(guard), "An exit in part leaves it where it is.");
    }

    [Test]
    public void Position_ThatTurnsOver_IsGuardedAnewOrNotAtAll()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(allowShort: true) with { Protection = StopOfTwo }));
        bench.Quote(TestMarket.Ibm, 99.95m, 100.05m);
        var key = new PositionKey(AccountBench.Alpha, TestMarket.SymbolOf(TestMarket.Ibm));
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        var late = bench.LastOrder;
        bench.Report(new VenueEvent.CancelDone(late.ClientOrderId, "test", bench.Now)); // and fills later
        bench.Signal(SignalKind.Sell, TestMarket.Ibm, quantity: 4m);
        bench.Fill(bench.LastOrder, price: 100m);
        Assert.That(bench.Books.Protections.Find(key)!.IsLong, Is.False);
        bench.Fill(late, 10m, 101m);
        var guard = bench.Books.Protections.Find(key)!;
        Assert.That((guard.IsLong, guard.AnchorQuote, guard.StopQuote), Is.EqualTo((true, 101m, (decimal?)(101m - 2.001m))));
    }

    [Test]
    public void Entry_WhileItsPositionIsBeingClosed_IsRefused()
    {
        var bench = Guarded(StopOfTwo);
        bench.Trade(SignalKind.Buy);
        bench.Mark(TestMarket.Btc, 98m, 98.1m);
        bench.Signal(SignalKind.Buy);
        Assert.That((bench.Orders.Count, bench.Refusals.Single().Rule), Is.EqualTo((2, RiskRule.Protection)));
        bench.Fill(bench.LastOrder);
        bench.Signal(SignalKind.Buy);
        Assert.That((bench.Orders.Count, bench.LastOrder.IsReduceOnly), Is.EqualTo((3, false)), "flat: a new one may begin");
    }

    [Test]
    public void Dust_ThatAClosingLeft_NeitherClosesNorTrailsTheNextEntry()
    {
        var bench = Guarded(StopOfTwo);
        bench.Signal(SignalKind.Buy, quantity: 1m);
        bench.Fill(bench.LastOrder, price: 100m, fee: 0.0005m, feeCurrency: "BTC");
        bench.Mark(TestMarket.Btc, 97.9m, 98m);
        bench.Fill(bench.LastOrder, price: 97.9m); // 0.999 of 0.9995
        Assert.That((bench.Net(TestMarket.Btc), bench.Books.Protections.Find(Btc)), Is.EqualTo((0.0005m, (PositionProtection?)null)));
        bench.Signal(SignalKind.Buy, quantity: 1m);
        bench.Fill(bench.LastOrder, price: 98.1m);
        Assert.That((bench.Books.Protections.Find(Btc)!.Triggered, bench.Books.Protections.Find(Btc)!.AnchorQuote), Is.EqualTo(((ProtectionKind?)null, 98.1m)));
    }

    [Test]
    public void Restart_GoesOnWithTrailAndTrigger_AndTheFirstFreshQuoteClosesWhatItFindsBeyond()
    {
        var bench = Guarded(new ProtectionSpec { StopFraction = 0.02m, TrailFraction = 0.03m });
        bench.Signal(SignalKind.Buy);
        bench.Fill(bench.LastOrder, price: 100m);
        bench.Mark(TestMarket.Btc, 110m, 110.1m);
        var recovered = new AccountBench(bench.Setup, bench.Recovered().Capture()) { Now = bench.Now.AddMinutes(5) };
        Assert.That(recovered.Canonical(), Is.EqualTo(bench.Canonical()));
        recovered.Boot();
        recovered.Mark(TestMarket.Btc, 105m, 105.1m);
        Assert.That(recovered.Orders, Is.Empty, "It has yet to compare with the venue.");
        recovered.Statement();
        recovered.Command(new Command.ChangeState(EngineState.Running, "Books and venue agree."));
        recovered.Mark(TestMarket.Btc, 105m, 105.1m);
        Assert.That((recovered.Orders.Count, recovered.LastOrder.Reason), Is.EqualTo((1, "Trailing stop at 106.9985 reached: bid 105, entry 100.")));
        Assert.That(recovered.Books.Protections.Find(Btc)!.Triggered, Is.EqualTo(ProtectionKind.TrailingStop));
    }

    [Test]
    public void Protection_WhilePaused_Closes_WhileHalted_DoesNot_AndAfterAResumeDoes()
    {
        var paused = Guarded(StopOfTwo);
        paused.Trade(SignalKind.Buy);
        paused.Command(new Command.ChangeState(EngineState.Paused, "A person looks."));
        paused.Mark(TestMarket.Btc, 90m, 90.1m);
        Assert.That(paused.Orders, Has.Count.EqualTo(2));

        var halted = Guarded(StopOfTwo);
        halted.Trade(SignalKind.Buy);
        halted.Command(new Command.SetEmergency(EmergencyState.Halted, "test", "A person stops."));
        halted.Mark(TestMarket.Btc, 90m, 90.1m);
        Assert.That(halted.Orders, Has.Count.EqualTo(1));
        halted.Command(new Command.SetEmergency(EmergencyState.Active, "test", "A person resumes."));
        halted.Clock(TimeSpan.FromSeconds(1));
        Assert.That(halted.Orders, Has.Count.EqualTo(2));
    }

    [Test]
    public void Holding_HandedToTheEmergencyStop_IsGuardedNoMore()
    {
        var bench = Guarded(StopOfTwo);
        bench.Trade(SignalKind.Buy, quantity: 1m);
        bench.Engine.Account.Log.Emit(new Fact.PositionTransferred(AccountBench.Alpha, StrategyId.Emergency, Btc.Symbol, 0.4m, 99m, "test"), bench.Now);
        Assert.That(bench.Books.Protections.Find(Btc)!.AnchorQuote, Is.EqualTo(100.05m));
        bench.Engine.Account.Log.Emit(new Fact.PositionTransferred(AccountBench.Alpha, StrategyId.Emergency, Btc.Symbol, 0.6m, 99m, "test"), bench.Now);
        Assert.That(bench.Books.Protections.Count, Is.Zero);
    }

    private static AccountBench Guarded(ProtectionSpec protection) => AccountBench.Running(TestMarket.Setup(TestMarket.Spec() with { Protection = protection }));
}
