using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Tests.Domain.Account;

public sealed class AccountTests
{
    private static readonly PositionKey Key = new(new StrategyId("momentum"), new Symbol("BTC/USD"));

    [Test]
    public void HoldingBase_OfWhatIsNotHeld_IsZero()
    {
        var snapshot = AccountSnapshot.Empty with { NetBase = AccountSnapshot.Empty.NetBase.Add(Key, -2m) };
        Assert.Multiple(() =>
        {
            Assert.That(snapshot.HoldingBase(Key), Is.EqualTo(-2m));
            Assert.That(snapshot.HoldingBase(Key with { Strategy = new StrategyId("ma-crossover") }), Is.Zero, "another strategy's holding is not ours");
            Assert.That((Key.Strategy.Text, Key.Symbol.Text), Is.EqualTo(("momentum", "BTC/USD")));
            Assert.That(AccountSnapshot.Empty.HoldingBase(Key), Is.Zero);
            Assert.That(AccountSnapshot.Empty.EquityAccount, Is.Null, "an account that knows nothing has no equity, not zero");
        });
    }

    [Test]
    public void AccountState_OfANewStore_IsEmptyAndStarting()
    {
        var state = new AccountState();
        Assert.Multiple(() =>
        {
            Assert.That(state.State, Is.EqualTo(EngineState.Starting));
            Assert.That((state.Sequence, state.Epoch, state.IntentSequence, state.IsFunded), Is.EqualTo((0L, 0, 0L, false)));
            Assert.That((state.Tier, state.TradingDay, state.DayOpenEquityAccount), Is.EqualTo(((string?)null, (DateOnly?)null, (decimal?)null)));
            Assert.That(state.Cash.Count + state.Positions.Length + state.OpenOrders.Length + state.FillCursors.Count + state.FillsAboveCursor.Count + state.StrategyConditions.Count, Is.Zero);
        });
    }
}
