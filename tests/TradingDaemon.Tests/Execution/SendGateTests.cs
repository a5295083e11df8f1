using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Execution;

namespace TradingDaemon.Tests.Execution;

public sealed class SendGateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    [TestCase(EmergencyState.Active, false, "crossover", true)]
    [TestCase(EmergencyState.Active, true, "crossover", true)]
    [TestCase(EmergencyState.Reducing, false, "crossover", false)]
    [TestCase(EmergencyState.Reducing, true, "crossover", true)]
    [TestCase(EmergencyState.Halted, true, "crossover", false)]
    [TestCase(EmergencyState.Halted, false, "emergency", false)]
    [TestCase(EmergencyState.Halted, true, "emergency", true)]
    public void TryPass_InEachState_LetsPassWhatItSays(EmergencyState state, bool isReduceOnly, string strategy, bool passes)
    {
        var gate = new SendGate();
        if (state != EmergencyState.Active) gate.Close(state, Now, "pulled");
        Assert.That(gate.TryPass(Intent(isReduceOnly, strategy)), Is.EqualTo(passes));
    }

    [Test]
    public void Close_WhenStricterAlready_ChangesNothing()
    {
        var gate = new SendGate();
        Assert.That(gate.Close(EmergencyState.Halted, Now, "first"), Is.True);
        Assert.That(gate.Close(EmergencyState.Reducing, Now.AddSeconds(1), "second"), Is.False);
        Assert.That((gate.State, gate.Since, gate.Reason), Is.EqualTo((EmergencyState.Halted, Now, "first")));
    }

    [Test]
    public void Reopen_AfterHalt_LetsPassAgain()
    {
        var gate = new SendGate();
        gate.Close(EmergencyState.Halted, Now, "pulled");
        gate.Reopen(EmergencyState.Reducing, Now.AddSeconds(1), "looked at it");
        Assert.That((gate.State, gate.Since), Is.EqualTo((EmergencyState.Reducing, Now.AddSeconds(1))));
        gate.Reopen(EmergencyState.Active, Now.AddSeconds(2), "all is well");
        Assert.That(gate.TryPass(Intent(false, "crossover")), Is.True);
    }

    [Test]
    public void CloseAndReopen_ToTheOtherSide_AreRefused()
    {
        var gate = new SendGate();
        Assert.That(() => gate.Close(EmergencyState.Active, Now, "no"), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => gate.Reopen(EmergencyState.Halted, Now, "no"), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Close_FromManyThreads_EndsAtTheStrictest()
    {
        for (var round = 0; round < 200; round++)
        {
            var gate = new SendGate();
            Parallel.For(0, 8, i => gate.Close(i == 3 ? EmergencyState.Halted : EmergencyState.Reducing, Now, "pulled"));
            Assert.That(gate.State, Is.EqualTo(EmergencyState.Halted));
        }
    }

    private static OrderIntent Intent(bool isReduceOnly, string strategy) => new()
    {
        ClientOrderId = new ClientOrderId("abc-1-1"), Strategy = new StrategyId(strategy), Symbol = new Symbol("BTC/USD"), Venue = "v", Side = OrderSide.Sell,
        Terms = new OrderTerms.Market(Quantity.TryFrom(1m)!.Value), IsReduceOnly = isReduceOnly, Reason = "test", DecisionBid = 99m, DecisionAsk = 101m, DecidedAt = Now,
    };
}
