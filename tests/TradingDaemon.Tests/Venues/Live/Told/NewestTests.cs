using NUnit.Framework;
using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Tests.Venues.Live.Told;

internal sealed class NewestTests
{
    [Test]
    public void Set_OneMoreThanAreKept_LetsTheFirstGo()
    {
        var newest = new Newest<string, int>(2) { ["a"] = 1, ["b"] = 2 };
        newest["a"] = 3; // keeps its place
        newest["c"] = 4;
        Assert.That((newest.Has("a"), newest.Find("a"), newest.Find("b"), newest.Find("c")), Is.EqualTo((false, 0, 2, 4)));
        Assert.That(newest.Values, Is.EquivalentTo(new[] { 2, 4 }));
    }
}
