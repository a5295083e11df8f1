using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Protections;

/// <summary>While the emergency stop says reducing, entries are out and what guards positions goes on.</summary>
public sealed class ProtectionReducingTests
{
    [Test]
    public void Protection_WhileReducing_TrailsAndCloses_AndNothingIsEntered()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec() with { Protection = new ProtectionSpec { StopFraction = 0.02m, TrailFraction = 0.01m, TrailAfterFraction = 0.01m } }));
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 2m);
        bench.Command(new Command.SetEmergency(EmergencyState.Reducing, "test", "A person reduces."));
        bench.Mark(TestMarket.Ibm, 210m, 210.1m);
        bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        Assert.That((bench.Orders.Count, bench.Refusals.Last().Rule), Is.EqualTo((1, RiskRule.EmergencyStop)));
        bench.Mark(TestMarket.Ibm, 207m, 207.1m);
        Assert.That((bench.Orders.Count, bench.LastOrder.IsReduceOnly, bench.LastOrder.Terms.Quantity.Base), Is.EqualTo((2, true, 2m)));
        Assert.That(bench.LastOrder.Reason, Does.StartWith("Trailing stop at "));
    }
}
