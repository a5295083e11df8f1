using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>What comes to an account or leaves it without a trade is nobody's profit of the day: neither limit on the day's loss sees it.</summary>
public sealed class MovedMoneyTests
{
    private static readonly RiskLimits Wide = new() { OrderNotionalMaxAccount = 50_000m, PositionMaxFraction = 1m, StrategyExposureMaxFraction = 1m };
    private static readonly ReconciliationPolicy Adopts = new() { Cash = DifferencePolicy.Adopt, Positions = DifferencePolicy.Adopt };

    /// <summary>Bug: a withdrawal that was adopted counted as the day's loss and pulled the emergency stop.</summary>
    [Test]
    public void Take_AWithdrawalAdopted_IsNoLossOfTheDay()
    {
        var bench = Running();
        Assert.That(bench.Statement(cash: Usd(50_000m)), Is.Zero);
        bench.Clock(TimeSpan.FromSeconds(2));
        Assert.That((bench.Books.Cash.Total["USD"], bench.Books.Emergency, bench.Engine.Account.DayOpening()), Is.EqualTo((50_000m, EmergencyState.Active, (decimal?)50_000m)));
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        Assert.That(bench.Orders, Has.Count.EqualTo(1), "entries pass");
    }

    /// <summary>Bug: a deposit that was adopted hid as much loss of the day.</summary>
    [Test]
    public void Take_ADepositAdopted_HidesNoLossOfTheDay()
    {
        var bench = Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 100m);
        Assert.That(bench.Statement(cash: Usd(bench.Books.Cash.Total["USD"] + 100_000m)), Is.Zero);
        bench.Clock(TimeSpan.FromSeconds(2));
        Assert.That(bench.Books.Emergency, Is.EqualTo(EmergencyState.Active));
        bench.Quote(TestMarket.Ibm, 90m, 90.1m); // 100 shares bought at 200.05: more than 5 % of what there is now
        bench.Clock(TimeSpan.FromSeconds(2));
        Assert.That(bench.Books.Emergency, Is.EqualTo(EmergencyState.Reducing), "11,005 of 200,000 lost");
    }

    [Test]
    public void Take_AHoldingAdopted_IsNoProfitOfTheDay()
    {
        var bench = Running();
        Assert.That(bench.Statement(held: new(StringComparer.Ordinal) { ["IBM"] = 100m }), Is.Zero);
        Assert.That(bench.Engine.Account.DayOpening(), Is.EqualTo(120_000m), "at the middle of its quote");
    }

    /// <summary>Bug: money in a currency without a rate opened the day anew at the equity of the moment a rate came, and the loss so far was forgotten.</summary>
    [Test]
    public void Take_MoneyWithoutARate_CountsInTheDaysOpeningOnceThereIsOne()
    {
        var bench = Running();
        var cash = Usd(90_000m + 10_000m);
        cash["EUR"] = 10_000m;
        Assert.That(bench.Statement(cash: cash), Is.Zero);
        bench.Clock(TimeSpan.FromSeconds(2));
        Assert.That(bench.Engine.Account.DayOpening(), Is.Null);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        Assert.That(bench.Refusals.Last().Rule, Is.EqualTo(RiskRule.EquityKnown));
        bench.Quote(TestMarket.EurUsd, 1.2m, 1.2m);
        bench.Clock(TimeSpan.FromSeconds(2));
        Assert.That((bench.Engine.Account.DayOpening(), bench.Facts.OfType<Fact.DayOpened>().Count()), Is.EqualTo(((decimal?)112_000m, 1)));
    }

    [Test]
    public void Capture_AfterMoneyMoved_RemembersItUntilTheNextDay()
    {
        var bench = Running();
        bench.Statement(cash: Usd(150_000m));
        var remembered = new AccountEngine(bench.Setup, bench.Engine.Capture());
        Assert.That((remembered.Account.DayOpening(), bench.Recovered().Account.DayOpening()), Is.EqualTo(((decimal?)150_000m, (decimal?)150_000m)));
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
        bench.Clock(TimeSpan.FromDays(1));
        Assert.That((bench.Books.Day.OpenedAtAccount, bench.Engine.Account.DayOpening(), bench.Engine.Capture().DayMoved.Count), Is.EqualTo(((decimal?)150_000m, (decimal?)150_000m, 0)));
    }

    private static AccountBench Running() => AccountBench.Running(TestMarket.Setup(Wide) with { Reconciliation = Adopts });

    private static SortedDictionary<string, decimal> Usd(decimal amount) => new(StringComparer.Ordinal) { ["USD"] = amount };
}
