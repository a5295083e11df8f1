using TradingDaemon.Venues.CoinSpot.Reading;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Live.Lines;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>CoinSpot's prices of all markets in one answer, asked for over and over: it has no stream.</summary>
internal static class CoinSpotFeed
{
    /// <summary>The feed, put together.</summary>
    public static LiveFeed Of(FeedSetup setup) =>
        PollLink.Feed("coinspot", setup, new CoinSpotReader(), () => LineOf(setup), [(new("latest", null), CoinSpotRequests.Public(setup.Hosts.Rest, "latest"))], CoinSpotLimits.Refine);

    /// <summary>A line for who has no key.</summary>
    public static VenueLine LineOf(FeedSetup setup)
    {
        var time = new CoinSpotClock(setup.Hosts.Rest);
        return new VenueLine(setup.Line, setup.Clock, time.AskAsync, onHeaders: time.Hear);
    }
}
