using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Tests.Engine.Account;

/// <summary>What is stored with an order or a refusal, so that its story can be told.</summary>
public sealed class SignalOriginTests
{
    [Test]
    public void Take_WhatSeveralRulesRefuse_TellsThemAll_TheFirstOneFirst()
    {
        var bench = AccountBench.Running();
        bench.Report(new VenueEvent.EntriesBlocked("simulated", BlockCause.FeedStale, "nothing is seen", bench.Now));
        bench.Signal(SignalKind.Buy, quantity: 900m);
        var refused = bench.Refusals.Single();
        Assert.That(refused.Rule, Is.EqualTo(RiskRule.EntriesBlocked));
        Assert.That(refused.Origin, Is.EqualTo(SignalOrigin.Of(bench.SignalOf(SignalKind.Buy, quantity: 900m), TestMarket.Spec().SlippageMaxFraction)));
        Assert.That(refused.Further!.Split('\n'), Has.Some.StartsWith($"{RiskRule.OrderNotionalMax}: ").And.Some.StartsWith($"{RiskRule.PositionMax}: ").And.None.StartsWith($"{RiskRule.EntriesBlocked}: "));
    }

    [Test]
    public void Take_WhatOneRuleRefuses_TellsNoFurther()
    {
        var bench = AccountBench.Running();
        bench.Report(new VenueEvent.EntriesBlocked("simulated", BlockCause.FeedStale, "nothing is seen", bench.Now));
        bench.Signal(SignalKind.Buy, quantity: 1m);
        Assert.That((bench.Refusals.Single().Rule, bench.Refusals.Single().Further), Is.EqualTo((RiskRule.EntriesBlocked, (string?)null)));
    }

    [Test]
    public void Close_AskedForByAnOperator_GoesBackToNobodysSignal()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy);
        bench.Command(new Command.CloseStrategy(AccountBench.Alpha, "enough"));
        Assert.That((bench.LastOrder.IsReduceOnly, bench.LastOrder.Origin), Is.EqualTo((true, (SignalOrigin?)null)));
    }
}
