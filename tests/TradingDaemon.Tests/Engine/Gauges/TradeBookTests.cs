using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Gauges;
using TradingDaemon.Engine.Tilt;
using TradingDaemon.Storage.Json;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.RiskGate;

namespace TradingDaemon.Tests.Engine.Gauges;

/// <summary>What Kelly's formula is asked with: a trade ends where it ends for tilt and tiers.</summary>
public sealed class TradeBookTests
{
    private const decimal AtTheTouches = -0.0010005m; // bought at 10.005, sold at 9.995, as a fraction of the latter

    /// <summary>Bug: what was left below a hundredth of a position ended its trade for tilt and for tiers, and not for Kelly.</summary>
    [TestCase("9.89", 0), TestCase("9.9", 1), TestCase("10", 1)]
    public void Booked_WhatIsLeftAsDust_EndsTheTradeForEverybody(string sold, int ended)
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Eth, quantity: 10m);
        bench.Signal(SignalKind.Close, TestMarket.Eth);
        bench.Fill(bench.LastOrder, decimal.Parse(sold, System.Globalization.CultureInfo.InvariantCulture));
        Assert.That(Returns(bench), Is.EqualTo(Enumerable.Repeat(AtTheTouches, ended)));
        Assert.That(bench.Engine.Capture().Trips.Length, Is.EqualTo(1 - ended));
    }

    /// <summary>Bug: what the emergency stop took over left the trade open here, and what had been closed of it was counted with the next one.</summary>
    [Test]
    public void Booked_AfterTheEmergencyStopTookThePosition_IsATradeOfItsOwn()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Eth, quantity: 10m);
        bench.Signal(SignalKind.Close, TestMarket.Eth);
        var exit = bench.LastOrder;
        bench.Fill(exit, 4m, 9m);
        bench.Report(new VenueEvent.CancelDone(exit.ClientOrderId, "test", bench.Now) { FilledBase = 4m });
        bench.Engine.Account.Log.Emit(new Fact.PositionTransferred(AccountBench.Alpha, StrategyId.Emergency, TestMarket.SymbolOf(TestMarket.Eth), 6m, 9m, "Closed by the emergency stop."), bench.Now);
        bench.Trade(SignalKind.Buy, TestMarket.Eth, quantity: 10m);
        bench.Trade(SignalKind.Close, TestMarket.Eth);
        Assert.That(Returns(bench), Is.EqualTo(new[] { AtTheTouches }));
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
    }

    /// <summary>Such a text was written while what had been closed of a trade under way stood beside the closed trades.</summary>
    [TestCase("""{"alpha":{"returns":["0.01"],"open":{"ETH/USD":{"realizedQuote":"3.98","closedQuote":"44"}}}}""", "0.01")]
    [TestCase("""{"alpha":{"returns":[],"open":{"ETH/USD":{"realizedQuote":"3.98","closedQuote":"44"}}}}""", null)]
    public void Recover_FromACheckpointThatKeptTradesUnderWay_EndsThemAsTheyWere(string trades, string? before)
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Eth, quantity: 10m);
        bench.Signal(SignalKind.Close, TestMarket.Eth);
        bench.Fill(bench.LastOrder, 4m, 11m);
        var old = JsonNode.Parse(bench.Canonical())!.AsObject();
        old["trades"] = JsonNode.Parse(trades);
        Assert.That(old["trips"]![0]!.AsObject().Remove("closedQuote"), Is.True);
        var after = new AccountBench(bench.Setup, JsonSerializer.Deserialize(old.ToJsonString(), Spelling.AccountState)) { Now = bench.Now };
        var fill = new VenueEvent.Executed(bench.FillOf(bench.LastOrder, 6m, 9m));
        bench.Report(fill);
        after.Report(fill);
        Assert.That(Returns(bench), Is.EqualTo(new[] { -0.02091837m }), "4 at 11 and 6 at 9, all of it bought at 10.005");
        Assert.That(Returns(after), Is.EqualTo(before is null ? Returns(bench) : [decimal.Parse(before, System.Globalization.CultureInfo.InvariantCulture), .. Returns(bench)]));
        Assert.That(after.Engine.Capture().Trades["alpha"].Open, Is.Null);
    }

    [Test]
    public void Closed_MoreThanAreRemembered_KeepsTheNewest()
    {
        var book = new TradeBook(new AccountState());
        for (var i = 0; i <= TradeBook.TradesMax; i++) book.Closed(new ClosedTrade(AccountBench.Alpha, TestMarket.Start, i, 0m, 1_000m));
        book.Closed(new ClosedTrade(AccountBench.Alpha, TestMarket.Start, -1m, 0m, 0m)); // nothing was closed
        Assert.That(book.ReturnsOf(AccountBench.Alpha), Is.EqualTo(Enumerable.Range(1, TradeBook.TradesMax).Select(static i => i / 1_000m)));
        Assert.That(new TradeBook(book.Into(new AccountState())).ReturnsOf(AccountBench.Alpha), Is.EqualTo(book.ReturnsOf(AccountBench.Alpha)));
        Assert.That(book.ReturnsOf(new StrategyId("beta")), Is.Empty);
    }

    /// <summary>Trades a day apart, of which the oldest two are of a version that noted no times.</summary>
    [TestCase(0, 3, Description = "the very moment the first known one closed"), TestCase(1, 2), TestCase(2, 1), TestCase(3, 0)]
    public void ReturnsOf_SinceATime_AreThoseThatClosedThenOrLater(int days, int counted)
    {
        var old = new AccountState { Trades = ImmutableSortedDictionary<string, ClosedTrades>.Empty.Add("alpha", new ClosedTrades([0.1m, 0.2m])) };
        var book = new TradeBook(JsonSerializer.Deserialize(JsonSerializer.Serialize(old, Spelling.AccountState).Replace(",\"times\":[]", "", StringComparison.Ordinal), Spelling.AccountState)!);
        for (var day = 0; day < 3; day++) book.Closed(new ClosedTrade(AccountBench.Alpha, TestMarket.Start.AddDays(day), 3m + day, 0m, 10m));
        var again = new TradeBook(JsonSerializer.Deserialize(JsonSerializer.Serialize(book.Into(new AccountState()), Spelling.AccountState), Spelling.AccountState)!);
        foreach (var one in new[] { book, again })
        {
            Assert.That(one.ReturnsOf(AccountBench.Alpha), Is.EqualTo(new[] { 0.1m, 0.2m, 0.3m, 0.4m, 0.5m }));
            Assert.That(one.ReturnsOf(AccountBench.Alpha, null), Is.EqualTo(one.ReturnsOf(AccountBench.Alpha)));
            Assert.That(one.ReturnsOf(AccountBench.Alpha, TestMarket.Start.AddDays(days)), Is.EqualTo(new[] { 0.3m, 0.4m, 0.5m }[^counted..]));
            Assert.That(one.ReturnsOf(AccountBench.Alpha, TestMarket.Start.AddDays(days).AddTicks(1)), Has.Length.EqualTo(Math.Max(0, counted - 1)), "a moment later");
            Assert.That(one.ReturnsOf(AccountBench.Alpha, TestMarket.Start.AddYears(-1)), Has.Length.EqualTo(3), "of which nobody knows when, are in no window");
        }
    }

    /// <summary>An entry is sized by what closed within its window, and by a fixed fraction once too few are.</summary>
    [TestCase(30, "62", Description = "at its end"), TestCase(31, "10")]
    public void Entry_ByAWindow_CountsWhatClosedWithinIt(int daysLater, string shares)
    {
        var spec = TestMarket.Spec() with { SizeFraction = 0.01m, ExposureMaxFraction = 10m, Sizing = new() { Method = TradingDaemon.Domain.Strategies.SizingMethod.Kelly, KellyTradesMin = 1, KellyMultiplier = 0.125m, KellyWindow = TimeSpan.FromDays(30) } };
        var bench = AccountBench.Running(TestMarket.Setup(RiskBench.Wide, spec));
        bench.Trade(SignalKind.Buy, TestMarket.Eth, quantity: 1m);
        bench.Quote(TestMarket.Eth, 20m, 20.01m);
        bench.Trade(SignalKind.Close, TestMarket.Eth); // it gained: f* is one half
        var closed = bench.Now;
        Assert.That(bench.Engine.Capture().Trades["alpha"].Times, Is.EqualTo(new[] { closed }));
        bench.Clock(TimeSpan.FromDays(daysLater));
        foreach (var id in new[] { TestMarket.Eth, TestMarket.Btc }) bench.Quote(id, 20m, 20.01m);
        bench.Quote(TestMarket.Ibm, 99.95m, 100m);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm);
        Assert.That((bench.LastOrder.Symbol.Text, bench.LastOrder.Terms.Quantity.Base.ToString(System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(("IBM", shares)));
    }

    private static ImmutableArray<decimal> Returns(AccountBench bench) => bench.Books.Gauges.Trades.ReturnsOf(AccountBench.Alpha);
}
