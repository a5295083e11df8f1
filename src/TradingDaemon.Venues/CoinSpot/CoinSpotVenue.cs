using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.CoinSpot.Reading;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>CoinSpot as a venue. It has no stream and no ids of ours: executions are polled, ends are looked up, and whose a row is, is recognised.</summary>
internal static class CoinSpotVenue
{
    /// <summary>A venue that is not asked anything yet.</summary>
    public static ILiveVenue Compose(VenueSetup setup, CoinSpotPatience? patience = null)
    {
        var (given, time, memory) = (patience ?? CoinSpotPatience.Usual, new CoinSpotClock(setup.Hosts.Rest), new OrderMemory());
        var requests = new CoinSpotRequests(setup.Hosts.Rest, new CoinSpotSigner(setup.Credentials));
        var line = new VenueLine(setup.Line with { Clock = setup.Line.Clock.OfWholeSeconds() }, setup.Clock, time.AskAsync, setup.Nonces, time.Hear);
        var desk = new VenueDesk(line, new CoinSpotReader(), CoinSpotLimits.Refine);
        var market = new CoinSpotMarket(desk, setup.Hosts.Rest, setup.Instruments);
        var (rules, placed) = (new RuleBook(market, setup), new CoinSpotPlaced(setup, given));
        var account = new CoinSpotAccount(setup, desk, requests, placed, memory);
        return new LiveVenue(setup, line.Clock)
        {
            // There are no ids of ours to refuse. That an order is absent is proven by a question with a higher number than its own, and by nothing having been seen that could be it.
            Traits = new() { AbsenceProvenAfter = given.AbsenceProvenAfter, RefusesUsedClientOrderIds = false, Orders = OrderKinds.Market | OrderKinds.Limit | OrderKinds.ImmediateOrCancel | OrderKinds.FillOrKill, TellsTouchOfNow = market.TellsTouchOfNow, RoundingBase = CoinSpotLimits.Step },
            Orders = new CoinSpotOrders(desk, requests, market, account, placed, rules, setup.Clock), Account = account, Market = market, Rules = rules,
            Stream = new AccountStream(setup, null, line.Clock, rules, memory, account), Owned = [account],
        };
    }
}
