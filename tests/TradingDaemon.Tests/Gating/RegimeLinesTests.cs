using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Cli.Screens;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Regimes;
using TradingDaemon.Gating;
using TradingDaemon.Operations.Markets;
using TradingDaemon.Operations.Status;
using TradingDaemon.Tests.Cli;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Gating;

/// <summary>What operators see of the markets' regimes.</summary>
internal sealed class RegimeLinesTests
{
    [Test]
    public void Of_WhereNobodyTells_IsNothing() => Assert.That(RegimeLines.Of(AccountBench.Running().Engine.Account), Is.Null);

    [Test]
    public void Of_AHaltedMarket_IsInMaintenance_AndTheOthersAreUnknownYet()
    {
        var bench = AccountBench.Running(TestMarket.Setup() with { Regimes = new RegimePolicy() });
        bench.Engine.Account.Log.Emit(new Fact.EntriesBlocked("simulated", BlockCause.TradingHalted, "r") { Symbol = TestMarket.SymbolOf(TestMarket.Btc) }, bench.Now);
        var line = RegimeLines.Of(bench.Engine.Account)!;
        Assert.That(line.Counts.Where(static count => count.Count > 0), Is.EqualTo(new[] { new RegimeCount(Regime.Unknown, TestMarket.Catalog.Count - 1), new RegimeCount(Regime.Maintenance, 1) }));
        Assert.That((line.Phase, line.Unusual.Single()), Is.EqualTo(((MarketPhase?)null, new RegimeLine("BTC/USD", Regime.Maintenance))));
    }

    [Test]
    public void Status_WithMarkets_IsWrittenReadAndShown()
    {
        var status = SummaryRendererTests.Example with { Regimes = new RegimesLine(MarketPhase.Bear, [new(Regime.Normal, 4), new(Regime.Volatile, 1), new(Regime.Panic, 0)], [new("BTC/USD", Regime.Volatile)]) };
        var json = JsonSerializer.Serialize(status, StatusJson.Default.DaemonStatus);
        Assert.That(json, Does.Contain("\"phase\":\"bear\"").And.Contain("\"regime\":\"volatile\""));
        Assert.That(JsonSerializer.Deserialize(json, StatusJson.Default.DaemonStatus)!.Regimes!.Unusual.Single(), Is.EqualTo(new RegimeLine("BTC/USD", Regime.Volatile)));
        Assert.That(SummaryRenderer.Render(status), Does.Contain("  markets    Bear as a whole; 4 Normal, 1 Volatile; BTC/USD Volatile"));
    }
}
