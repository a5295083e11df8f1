using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Tests.Engine.Account;
using static TradingDaemon.Tests.Engine.RiskGate.RiskBench;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>What options may lose in a day: of which trades, since when, and what is known of it after a restart.</summary>
public sealed class OptionLossTests
{
    private static readonly RiskLimits Limited = Wide with { OptionDailyLossMaxAccount = 100m, DailyLossMaxFraction = 1m };

    [TestCase("0.001", null, "0.001"), TestCase("0.002", "100", "0.001"), TestCase("0.001", "200", "0.001"), TestCase(null, "100", "0.001")]
    public void Loss_TheTighterOfShareAndAmount_Counts(string? fraction, string? money, string limit)
    {
        var bench = Holding(Limited with { OptionDailyLossMaxFraction = D(fraction), OptionDailyLossMaxAccount = D(money) });
        bench.Account.Quote(TestMarket.Call, 4.01m, 4.01m);
        Assert.That(Ask(bench), Is.Null);
        bench.Account.Quote(TestMarket.Call, 4m, 4m);
        AssertRefused(Ask(bench), RiskRule.OptionDailyLossMax, D(limit)!.Value, 0.001m);
    }

    [Test]
    public void Loss_IsRealizedAndUnrealized_FeesIncluded_AndOfOptionsAlone()
    {
        var bench = Holding(Limited);
        bench.Account.Trade(SignalKind.Buy, TestMarket.Ibm, "beta", 100m);
        bench.Account.Quote(TestMarket.Ibm, 50m, 51m); // 5,000 of a share are another's loss
        bench.Account.Quote(TestMarket.Call, 4.5m, 4.5m); // 50 of one contract
        bench.Account.Signal(SignalKind.Buy, TestMarket.Call, "beta", 1m);
        bench.Account.Fill(bench.Account.LastOrder, fee: 20m);
        Assert.That(LostAccount(bench.Account.Engine), Is.EqualTo(70m));
        bench.Account.Quote(TestMarket.Call, 4.4m, 4.4m); // 20 of two
        bench.Account.Signal(SignalKind.Sell, TestMarket.Call, "beta");
        bench.Account.Fill(bench.Account.LastOrder, fee: 9m);
        Assert.That(LostAccount(bench.Account.Engine), Is.EqualTo(99m), "All of it is realized.");
        Assert.That(Ask(bench), Is.Null);
        bench.Account.Signal(SignalKind.Buy, TestMarket.Call, "beta", 1m);
        bench.Account.Fill(bench.Account.LastOrder, fee: 1m);
        AssertRefused(Ask(bench), RiskRule.OptionDailyLossMax, 0.001m, 0.001m);
        Assert.That(bench.Check(1m), Is.Null, "Shares are entered.");
        Assert.That(Ask(bench, OrderSide.Sell, isExit: true), Is.Null);
        bench.Account.Quote(TestMarket.Call, 9m, 9m);
        Assert.That(Ask(bench), Is.Null, "It gained since.");
    }

    [Test]
    public void Loss_BeginsAnewWithTheDay_FromWhatIsHeldThen()
    {
        var bench = Holding(Limited);
        bench.Account.Quote(TestMarket.Call, 3m, 3m);
        AssertRefused(Ask(bench), RiskRule.OptionDailyLossMax, 0.001m, 0.002m);
        bench.Account.Clock(TimeSpan.FromDays(1));
        Assert.That(bench.Account.Facts.OfType<Fact.DayOpened>().Last().OptionsQuote, Is.EqualTo(new Dictionary<string, decimal> { ["USD"] = 300m }));
        Assert.That(LostAccount(bench.Account.Engine), Is.Zero);
        bench.Account.Quote(TestMarket.Call, 2.5m, 2.5m);
        Assert.That(LostAccount(bench.Account.Engine), Is.EqualTo(50m));
    }

    [Test]
    public void Loss_CountsTheDayOfTheAccountsOwnTimeZone()
    {
        var bench = AccountBench.Running(TestMarket.Setup(Limited, Spec) with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), Spreads = new SpreadLimits(IsEnabled: false) });
        bench.Quote(TestMarket.Call, 5m, 5m);
        bench.Trade(SignalKind.Buy, TestMarket.Call, quantity: 1m);
        bench.Quote(TestMarket.Call, 4m, 4m);
        bench.Now = new DateTimeOffset(2024, 3, 2, 4, 59, 59, TimeSpan.Zero); // a second before midnight there
        bench.Clock();
        Assert.That(LostAccount(bench.Engine), Is.EqualTo(100m));
        bench.Clock(TimeSpan.FromSeconds(1));
        Assert.That(LostAccount(bench.Engine), Is.Zero);
    }

    [Test]
    public void Loss_OutlivesARestart_ByJournalAndByCheckpoint()
    {
        var bench = Holding(Limited);
        bench.Account.Clock(TimeSpan.FromDays(1));
        bench.Account.Quote(TestMarket.Call, 4.5m, 4.5m);
        bench.Account.Trade(SignalKind.Buy, TestMarket.Call, "beta", 2m);
        bench.Account.Quote(TestMarket.Call, 4m, 4m);
        var told = LostAccount(bench.Account.Engine);
        Assert.That(told, Is.EqualTo(200m));
        var byCheckpoint = new AccountEngine(bench.Account.Setup, bench.Account.Engine.Capture());
        foreach (var engine in new[] { bench.Account.Recovered(), byCheckpoint })
        {
            engine.Take(TestMarket.Quote(TestMarket.Call, 4m, 4m, bench.Account.Now));
            Assert.That((LostAccount(engine), AccountBench.Canonical(engine.Capture())), Is.EqualTo((told, bench.Account.Canonical())));
        }
    }

    /// <summary>What an older version wrote tells nothing of options: known only where there never was one, and anew with the next day.</summary>
    [Test]
    public void Loss_AfterACheckpointWithoutIt_IsUnknownUntilTheNextDay_WhereOptionsWereHeld()
    {
        var bench = Holding(Limited);
        var old = new AccountEngine(bench.Account.Setup, bench.Account.Engine.Capture() with { DayOptionsQuote = null });
        old.Take(TestMarket.Quote(TestMarket.Call, 4m, 4m, bench.Account.Now));
        old.Take(TestMarket.Quote(TestMarket.Ibm, 99m, 100m, bench.Account.Now));
        Assert.That(LostAccount(old), Is.Null);
        old.Take(bench.Account.Now + TimeSpan.FromDays(1));
        Assert.That(LostAccount(old), Is.Zero);
        var without = new AccountEngine(bench.Account.Setup, AccountBench.Running().Engine.Capture() with { DayOptionsQuote = null });
        Assert.That(LostAccount(without), Is.Zero);
    }

    [Test]
    public void Loss_OfADayThatAnOlderVersionOpened_IsUnknown_WhereOptionsWereHeld()
    {
        var bench = Holding(Limited);
        var books = bench.Account.Books;
        bench.Account.Engine.Account.Log.Emit(new Fact.DayOpened(books.Day.Date!.Value.AddDays(1), 100_000m), bench.Account.Now);
        Assert.That(LostAccount(bench.Account.Engine), Is.Null);
        AssertRefused(Ask(bench), RiskRule.OptionDailyLossMax, 0.001m, 0m);
        Assert.That(Ask(bench, OrderSide.Sell, isExit: true), Is.Null);
    }

    [Test]
    public void Loss_OfAnOptionThatCameWithoutATrade_CountsFromWhatItWasWorthThen()
    {
        var bench = Holding(Limited);
        bench.Account.Engine.Account.Log.Emit(new Fact.HoldingAdopted("simulated", TestMarket.SymbolOf(TestMarket.Call), 2m, 5m, "test"), bench.Account.Now);
        Assert.That(LostAccount(bench.Account.Engine), Is.Zero);
        bench.Account.Quote(TestMarket.Call, 4.9m, 4.9m);
        Assert.That(LostAccount(bench.Account.Engine), Is.EqualTo(30m));
    }

    // A contract of beta's, bought at 5.
    private static RiskBench Holding(RiskLimits limits)
    {
        var bench = new RiskBench(limits);
        bench.Account.Quote(TestMarket.Call, 5m, 5m);
        bench.Account.Trade(SignalKind.Buy, TestMarket.Call, "beta", 1m);
        return bench;
    }

    private static RiskRefusal? Ask(RiskBench bench, OrderSide side = OrderSide.Buy, bool isExit = false) => bench.Check(1m, side, TestMarket.Call, order => isExit
        ? Exit(order with { Intent = order.Intent with { Strategy = new StrategyId("beta") } })
        : order with { EquityAccount = 100_000m });

    private static decimal? LostAccount(AccountEngine engine) => engine.Account.Books.Day.Options.LossAccount(engine.Account.Valuation, engine.Account.Books.Positions);

    private static decimal? D(string? text) => text is null ? null : decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
