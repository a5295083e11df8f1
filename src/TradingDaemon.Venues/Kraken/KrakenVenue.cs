using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Venues.Kraken;

/// <summary>Kraken Spot as a venue: its parts, and what one must know to judge its answers.</summary>
internal static class KrakenVenue
{
    // Until then it may be placed, and its queries lag behind the engine by seconds.
    private static readonly TimeSpan AbsenceProvenAfter = KrakenRequests.PlacedWithin + TimeSpan.FromSeconds(10);

    // At the lowest tier a history takes six seconds to flow back: asked for every five, nothing else could ever be asked.
    private static readonly TimeSpan FillsAskedEvery = TimeSpan.FromSeconds(30);

    /// <summary>A venue that is not asked anything yet.</summary>
    public static ILiveVenue Compose(VenueSetup setup)
    {
        var (limits, memory) = (new KrakenLimits(setup.Clock), new OrderMemory());
        var requests = new KrakenRequests(setup.Hosts.Rest, setup.Hosts.Stream!, new KrakenSigner(setup.Credentials));
        var patience = setup.Line with { Clock = setup.Line.Clock.OfWholeSeconds() };
        var line = new VenueLine(patience, setup.Clock, (line, stopping) => KrakenMarket.AskTimeAsync(line, setup.Hosts.Rest, stopping), setup.Nonces);
        var desk = new VenueDesk(line, new KrakenReader(setup.Instruments), fault => Refine(fault, limits, line.Clock));
        var market = new KrakenMarket(desk, setup.Hosts.Rest, setup.Clock);
        var rules = new RuleBook(market, setup);
        var account = new KrakenAccount(setup, desk, requests, limits, memory);
        return new LiveVenue(setup, line.Clock)
        {
            // It looks at open orders only when it refuses an id: sent again after a quick fill, an order would be a second one.
            Traits = new() { AbsenceProvenAfter = AbsenceProvenAfter, RefusesUsedClientOrderIds = false, FillsAskedEvery = FillsAskedEvery, Orders = OrderKinds.All & ~(OrderKinds.Day | OrderKinds.FillOrKill), TellsTouchOfNow = market.TellsTouchOfNow },
            Orders = new KrakenOrders(desk, requests, limits, rules, memory), Account = account, Market = market, Rules = rules,
            Stream = new AccountStream(setup, new KrakenStream(setup, desk, account, limits, rules), line.Clock, rules, memory, account),
        };
    }

    // An order that was late by the venue's time alone is late again and again until that is measured. What is wrong with a key its engine says with 200: another status is a page of what stands before it.
    private static VenueFault Refine(VenueFault fault, KrakenLimits limits, VenueClock clock)
    {
        if (fault.Message.StartsWith(KrakenErrors.Late, StringComparison.Ordinal)) clock.Distrust();
        return limits.Refine(fault is { Kind: VenueFaultKind.Authentication, Code: "401" or "403" } ? fault with { Kind = VenueFaultKind.OutcomeUnknown } : fault);
    }
}
