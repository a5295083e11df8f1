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
        Assert.That((bench.Books.Cash.Total["USD"], bench.Books.Emergency, bench.Books.Day.OpeningAccount), Is.EqualTo((50_000m, EmergencyState.Active, (decimal?)50_000m)));
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

    /// <summary>Bug: money that had left was valued at the rate of later, so that its currency's fall was a loss of what remained, and its rise hid one.</summary>
    [TestCase(1.067, false)]
    [TestCase(1.188, false)]
    [TestCase(0.9, true)]
    public void Take_MoneyWithdrawn_WhatItsCurrencyDoesLaterIsNoProfitOrLoss(decimal rate, bool isLost)
    {
        var bench = AccountBench.Running(TestMarket.Setup(Wide) with { Reconciliation = Adopts }, cash: 10_000m, euros: 100_000m);
        Assert.That(bench.Books.Day.OpeningAccount, Is.EqualTo(120_000m));
        bench.Statement(cash: new(StringComparer.Ordinal) { ["USD"] = 10_000m, ["EUR"] = 5_000m });
        bench.Quote(TestMarket.EurUsd, rate, rate);
        bench.Clock(TimeSpan.FromSeconds(2));
        Assert.That((bench.Books.Day.OpeningAccount, bench.Books.Emergency), Is.EqualTo(((decimal?)15_500m, isLost ? EmergencyState.Reducing : EmergencyState.Active)), "of 10,000 USD and 5,000 EUR");
    }

    /// <summary>Bug: a withdrawal on a day with a loss doubled its fraction, and one of more than the day had begun with left no opening to count from.</summary>
    [TestCase(50_000)]
    [TestCase(90_000)]
    public void Take_AWithdrawalOnADayWithALoss_LeavesTheFractionThatIsLost(decimal withdrawn)
    {
        var bench = Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 30m);
        bench.Quote(TestMarket.Ibm, 100.05m, 100.1m); // 3,000 lost
        bench.Clock(TimeSpan.FromSeconds(2));
        bench.Statement(cash: Usd(bench.Books.Cash.Total["USD"] - withdrawn));
        bench.Clock(TimeSpan.FromSeconds(2));
        Assert.That((bench.Books.Emergency, bench.Engine.Account.Equity()), Is.EqualTo((EmergencyState.Active, (decimal?)(97_000m - withdrawn))));
        Assert.That(Math.Round(1m - (bench.Engine.Account.Equity()!.Value / bench.Books.Day.OpeningAccount!.Value), 9), Is.EqualTo(0.03m));
    }

    [Test]
    public void Take_AHoldingAdopted_IsNoProfitOfTheDay()
    {
        var bench = Running();
        Assert.That(bench.Statement(held: new(StringComparer.Ordinal) { ["IBM"] = 100m }), Is.Zero);
        Assert.That(bench.Books.Day.OpeningAccount, Is.EqualTo(120_000m), "at the middle of its quote");
    }

    /// <summary>Bug: money in a currency without a rate opened the day anew at the equity of the moment a rate came, and the loss so far was forgotten.</summary>
    [Test]
    public void Take_MoneyWithoutARate_CountsInTheDaysOpeningOnceThereIsOne([Values] bool isSpent)
    {
        var bench = Running();
        var cash = Usd(90_000m + 10_000m);
        cash["EUR"] = 10_000m;
        Assert.That(bench.Statement(cash: cash), Is.Zero);
        bench.Clock(TimeSpan.FromSeconds(2));
        Assert.That(bench.Books.Day.OpeningAccount, Is.Null);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        Assert.That(bench.Refusals.Last().Rule, Is.EqualTo(RiskRule.EquityKnown));
        if (isSpent) bench.Statement(cash: Usd(100_000m));
        else bench.Quote(TestMarket.EurUsd, 1.2m, 1.2m);
        bench.Clock(TimeSpan.FromSeconds(2));
        Assert.That((bench.Books.Day.OpeningAccount, bench.Facts.OfType<Fact.DayOpened>().Count()), Is.EqualTo(((decimal?)(isSpent ? 100_000m : 112_000m), 2)));
    }

    /// <summary>Bug: a refusal for want of equity named neither what cannot be valued nor its venue.</summary>
    [TestCase("XYZ", "nothing converts XYZ, which is cash at simulated: an instrument or a currencyParity of it would")]
    [TestCase("EUR", "EUR/USD at simulated has no quote yet, and converts EUR, which is cash at simulated")]
    public void Take_CashWithoutARate_IsRefusedByItsName(string currency, string why)
    {
        var bench = Running();
        var cash = Usd(100_000m);
        cash[currency] = 5m;
        Assert.That(bench.Statement(cash: cash), Is.Zero);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        Assert.That((bench.Refusals.Last().Rule, bench.Refusals.Last().Detail), Is.EqualTo((RiskRule.EquityKnown, $"Equity cannot be valued: {why}.")));
    }

    [Test]
    public void Capture_AfterMoneyMoved_RemembersItUntilTheNextDay()
    {
        var bench = Running();
        bench.Statement(cash: Usd(150_000m));
        var remembered = new AccountEngine(bench.Setup, bench.Engine.Capture());
        Assert.That((remembered.Account.Books.Day.OpeningAccount, bench.Recovered().Account.Books.Day.OpeningAccount), Is.EqualTo(((decimal?)150_000m, (decimal?)150_000m)));
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
        bench.Clock(TimeSpan.FromDays(1));
        Assert.That((bench.Books.Day.OpenedAtAccount, bench.Books.Day.OpeningAccount, bench.Engine.Capture().DayMoved.Count), Is.EqualTo(((decimal?)150_000m, (decimal?)150_000m, 0)));
    }

    private static AccountBench Running() => AccountBench.Running(TestMarket.Setup(Wide) with { Reconciliation = Adopts });

    private static SortedDictionary<string, decimal> Usd(decimal amount) => new(StringComparer.Ordinal) { ["USD"] = amount };
}
