using NUnit.Framework;
using TradingDaemon.Engine.Quotes;

namespace TradingDaemon.Tests.Engine.Quotes;

public sealed class RingTests
{
    [TestCase(0, "")]
    [TestCase(2, "1 2")]
    [TestCase(3, "1 2 3")]
    [TestCase(4, "2 3 4")]
    [TestCase(10, "8 9 10")]
    public void ToArray_AfterAdds_KeepsTheLastOldestFirst(int added, string expected)
    {
        var ring = new Ring<int>(3);
        for (var i = 1; i <= added; i++) ring.Add(i);
        Assert.That(string.Join(' ', ring.ToArray()), Is.EqualTo(expected));
        Assert.That(ring.Count, Is.EqualTo(Math.Min(added, 3)));
    }
}
