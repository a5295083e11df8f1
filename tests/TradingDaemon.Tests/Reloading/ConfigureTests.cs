using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Storage.Json;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Reloading;

/// <summary>Another configuration between two inputs.</summary>
public sealed class ConfigureTests
{
    [Test]
    public void Configure_TighterLimit_RefusesFromTheNextInputOn_AndExitsPass()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Eth);
        bench.Command(Of(TestMarket.Tier("only", 0m, TestMarket.Spec()) with { Limits = new RiskLimits { GrossExposureMaxFraction = 0.0001m } }));
        bench.Signal(SignalKind.Buy);
        Assert.That(bench.Refusals.Single().Rule, Is.EqualTo(RiskRule.GrossExposureMax));
        bench.Trade(SignalKind.Close, TestMarket.Eth);
        Assert.That(bench.Books.Positions.Of(AccountBench.Alpha).All(static book => book.NetBase == 0m), Is.True);
    }

    [Test]
    public void Configure_IsAFactInItsPlace_ThatRecoveryAndCheckpointsKeep()
    {
        var bench = AccountBench.Running();
        bench.Command(Of(TestMarket.Tier("only", 0m, TestMarket.Spec())));
        bench.Signal(SignalKind.Buy);
        bench.Command(Of(TestMarket.Tier("only", 0m, TestMarket.Spec())) with { Hash = "cd34" });
        Assert.That(bench.Facts.Where(static fact => fact is Fact.ConfigurationChanged or Fact.OrderIntended).Select(static fact => fact.GetType().Name),
            Is.EqualTo(new[] { nameof(Fact.ConfigurationChanged), nameof(Fact.OrderIntended), nameof(Fact.ConfigurationChanged) }));
        Assert.That(bench.Books.Configuration, Is.EqualTo(new ConfigurationVersion(2, "cd34")));
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
        Assert.That(new AccountBench(remembered: bench.Engine.Capture()).Books.Configuration, Is.EqualTo(new ConfigurationVersion(2, "cd34")));
    }

    [Test]
    public void Configure_StrategySwitchedOffOrGone_EntersNothing_AndItsExitsPass([Values] bool isGone)
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy);
        bench.Command(Of(TestMarket.Tier("only", 0m, isGone ? [TestMarket.Spec("beta")] : [TestMarket.Spec() with { Enabled = false }])));
        bench.Clock(TimeSpan.FromSeconds(30));
        Quote(bench);
        Assert.That(bench.Orders, Has.Count.EqualTo(1), "a name taken out of a file sells nothing by itself");
        bench.Signal(SignalKind.Buy, TestMarket.Eth);
        Assert.That(bench.Refusals.Last().Rule, Is.EqualTo(RiskRule.StrategyEnabled));
        bench.Command(new Command.CloseStrategy(AccountBench.Alpha, "a person wants it"));
        Assert.That((bench.Orders.Count, bench.LastOrder.IsReduceOnly), Is.EqualTo((2, true)));
    }

    [Test]
    public void Configure_StrategyMovedToAnotherTier_ClosesWhatItHolds()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy);
        bench.Command(Of(TestMarket.Tier("only", 0m, TestMarket.Spec("beta")), TestMarket.Tier("high", 1_000_000m, TestMarket.Spec())));
        bench.Now += TimeSpan.FromSeconds(10);
        Quote(bench);
        bench.Clock();
        Assert.That((bench.Orders.Count, bench.LastOrder.IsReduceOnly), Is.EqualTo((2, true)), "as with a change of tier");
    }

    [Test]
    public void Checkpoint_OfAVersionWithoutConfigurations_HasNone()
    {
        var json = JsonNode.Parse(AccountBench.Canonical(new AccountState { Configuration = new ConfigurationVersion(2, "cd34") }))!.AsObject();
        Assert.That(json.Remove("configuration"), Is.True);
        Assert.That(JsonSerializer.Deserialize(json.ToJsonString(), Spelling.AccountState)!.Configuration, Is.EqualTo(ConfigurationVersion.None));
    }

    [Test]
    public void Configure_AnotherLadder_EntersTheTierItMeans()
    {
        var bench = AccountBench.Running();
        bench.Command(Of(TestMarket.Tier("low", 0m, TestMarket.Spec()), TestMarket.Tier("high", 1_000m, TestMarket.Spec())));
        Assert.That(bench.Engine.Account.Tier.Name, Is.EqualTo("low"), "the lowest until the next second");
        bench.Clock(TimeSpan.FromSeconds(1));
        Assert.That((bench.Engine.Account.Tier.Name, bench.Facts.OfType<Fact.TierEntered>().Last().From), Is.EqualTo(("high", "only")));
    }

    private static void Quote(AccountBench bench)
    {
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        bench.Quote(TestMarket.Eth, 9.995m, 10.005m);
    }

    private static Command.Configure Of(params Tier[] tiers) => new(new TierRulebook(new TierTable(tiers), new SpreadLimits()), "ab12", "file", "", []);
}
