using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Positions;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Tests.Domain.Positions;

public sealed class PositionTests
{
    [TestCase(new double[0], 0)]
    [TestCase(new[] { 1.5, 0.25 }, 1.75)]
    [TestCase(new[] { -2.0, -1.0 }, -3)]
    public void NetBase_IsTheSumOfItsLots(double[] lots, double net) =>
        Assert.That(new Position(new StrategyId("momentum"), new Symbol("BTC/USD"), [.. lots.Select(static quantity => new Lot((decimal)quantity, 100m, 0.1m, DateTimeOffset.UnixEpoch, "x"))], 5m, 1m).NetBase, Is.EqualTo((decimal)net));
}
