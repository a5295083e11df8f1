using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Tests.Domain.Orders;

public sealed class OrderEpochTests
{
    private static readonly DateTimeOffset Zero = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public void At_AClockOfItsTime_CountsSeconds() =>
        Assert.That((OrderEpoch.At(Zero.AddSeconds(1)), OrderEpoch.At(Zero.AddDays(1)), OrderEpoch.At(Zero.AddSeconds(OrderEpoch.Max))), Is.EqualTo(((int?)1, (int?)86_400, (int?)OrderEpoch.Max)));

    [Test]
    public void At_AClockThatIsWrong_IsNone() =>
        Assert.That((OrderEpoch.At(Zero), OrderEpoch.At(DateTimeOffset.UnixEpoch), OrderEpoch.At(Zero.AddYears(100))), Is.EqualTo(((int?)null, (int?)null, (int?)null)));

    [TestCase(5, 100, 100)]
    [TestCase(100, 100, 101)]
    [TestCase(500, 100, 501)]
    [TestCase(5, -1_000, 6)]
    public void After_AnyClock_Rises(int before, int secondsNow, int expected) => Assert.That(OrderEpoch.After(before, Zero.AddSeconds(secondsNow)), Is.EqualTo(expected));

    [Test]
    public void After_TheNewestThereIs_StillFitsAnId()
    {
        var last = OrderEpoch.After(OrderEpoch.Max, Zero);
        Assert.That(ClientOrderId.From(new StrategyId("s"), 78_364_164_095, last).Text, Has.Length.LessThanOrEqualTo(ClientOrderId.LengthMax));
    }

    [Test]
    public void TryRead_AnIdOfOurs_GivesItsPartsBack([Values(1, 35, 36, 1_000_000, OrderEpoch.Max)] int epoch, [Values(1L, 35L, 36L, 46_655L, 78_364_164_095L)] long sequence)
    {
        Assert.That(ClientOrderId.From(new StrategyId("momentum"), sequence, epoch).TryRead(out var readEpoch, out var readSequence), Is.True);
        Assert.That((readEpoch, readSequence), Is.EqualTo((epoch, sequence)));
    }

    [TestCase("")]
    [TestCase("abc")]
    [TestCase("abc-1")]
    [TestCase("abc-1-")]
    [TestCase("abc--1")]
    [TestCase("abc-0-1")]
    [TestCase("abc-1-0")]
    [TestCase("abc-01-1")]
    [TestCase("abc-1-01")]
    [TestCase("abcd-1-1")]
    [TestCase("abc-1-1-1")]
    [TestCase("abc-A-1")]
    [TestCase("abc-zzzzzz-1", Description = "above what an epoch can be")]
    [TestCase("abc-1-zzzzzzzzzzzzz")]
    [TestCase("12345678-1234-1234-1234-123456789012")]
    public void TryRead_AnythingElse_IsNot(string text)
    {
        Assert.That(new ClientOrderId(text).TryRead(out var epoch, out var sequence), Is.False);
        Assert.That((epoch, sequence), Is.EqualTo((0, 0L)));
    }

    [Test]
    public void TryRead_TheUnassignedId_IsNot() => Assert.That(default(ClientOrderId).TryRead(out _, out _), Is.False);
}
