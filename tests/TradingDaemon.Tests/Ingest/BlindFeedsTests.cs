using NUnit.Framework;
using TradingDaemon.Ingest;

namespace TradingDaemon.Tests.Ingest;

/// <summary>A venue with two feeds sees only while both do.</summary>
public sealed class BlindFeedsTests
{
    [Test]
    public void Take_TwoFeedsOfOneVenue_IsToldOnceBlindAndFreedByTheLast()
    {
        var feeds = new BlindFeeds();
        Assert.That(feeds.Take("v", "a", false), Is.False, "what was told before the last start is not known");
        Assert.That(feeds.Take("v", "b", true), Is.True);
        Assert.That((feeds.Take("v", "a", true), feeds.Take("v", "b", false)), Is.EqualTo(((bool?)null, (bool?)null)));
        Assert.That(feeds.Take("v", "a", false), Is.False);
        Assert.That(feeds.Take("v", "a", false), Is.Null);
    }

    [Test]
    public void Take_FeedsOfDifferentVenues_DoNotConcernEachOther()
    {
        var feeds = new BlindFeeds();
        Assert.That((feeds.Take("v", "a", true), feeds.Take("w", "b", false)), Is.EqualTo(((bool?)true, (bool?)false)));
    }
}
