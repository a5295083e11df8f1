using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Tilt;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Tilt;

/// <summary>Where a trade begins and ends.</summary>
public sealed class TripBookTests
{
    private static readonly StrategyId Alpha = new("alpha");

    [Test]
    public void Booked_AnExitInPieces_IsOneTrade()
    {
        var book = new TripBook(new AccountState());
        Assert.That(Fill(book, true, 100m, 10m, 0m), Is.Null);
        Assert.That(Fill(book, false, 99m, 6m, -4m), Is.Null);
        Assert.That(Fill(book, false, 98m, 0m, -12m), Is.EqualTo(new ClosedTrade(Alpha, TestMarket.Start, -16m, -0.016m, 984m)));
        Assert.That(book.Into(new AccountState()).Trips, Is.Empty);
    }

    [Test]
    public void Booked_AFillThatTurnsThePositionOver_EndsOneTradeAndBeginsAnother()
    {
        var book = new TripBook(new AccountState());
        Fill(book, true, 100m, 10m, 0m);
        Assert.That(Fill(book, false, 101m, -5m, 10m)?.ReturnFraction, Is.EqualTo(0.01m));
        var other = Fill(book, true, 100m, 0m, 5m)!.Value;
        Assert.That((other.ProfitQuote, other.ClosedQuote), Is.EqualTo((5m, 500m)), "and not what was closed of the one before");
    }

    [TestCase("0.99", true), TestCase("1", false)]
    public void Booked_WhatIsLeftBelowALot_IsDust(string left, bool ends)
    {
        var book = new TripBook(new AccountState());
        Fill(book, true, 100m, 10m, 0m);
        Assert.That(Fill(book, false, 101m, decimal.Parse(left, System.Globalization.CultureInfo.InvariantCulture), 9m) is not null, Is.EqualTo(ends));
    }

    [TestCase("10", true), TestCase("11", false)]
    public void Booked_WhatIsLeftUpToAHundredth_IsDust(string left, bool ends)
    {
        var book = new TripBook(new AccountState());
        Fill(book, true, 100m, 1_000m, 0m);
        Assert.That(Fill(book, false, 101m, decimal.Parse(left, System.Globalization.CultureInfo.InvariantCulture), 9m) is not null, Is.EqualTo(ends));
    }

    [Test]
    public void Booked_AfterARestartInTheMiddle_EndsTheSameTrade()
    {
        var book = new TripBook(new AccountState());
        Fill(book, true, 100m, 10m, 0m);
        Fill(book, false, 99m, 5m, -5m);
        var again = new TripBook(book.Into(new AccountState()));
        var trade = Fill(again, false, 98m, 0m, -10m)!.Value;
        Assert.That((trade.ProfitQuote, trade.ClosedQuote), Is.EqualTo((-15m, 985m)));
    }

    [Test]
    public void Dropped_APositionThatWentToAnotherOwner_IsNoTrade()
    {
        var book = new TripBook(new AccountState());
        Fill(book, true, 100m, 10m, 0m);
        book.Dropped(Alpha, TestMarket.SymbolOf(TestMarket.Ibm));
        Assert.That(Fill(book, false, 99m, 0m, -10m), Is.Null);
    }

    private static ClosedTrade? Fill(TripBook book, bool isBuy, decimal price, decimal net, decimal realized) =>
        book.Booked(Alpha, TestMarket.At(TestMarket.Ibm), isBuy, price, net, realized, TestMarket.Start);
}
