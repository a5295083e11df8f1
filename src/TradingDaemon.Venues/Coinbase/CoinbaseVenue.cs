using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Coinbase Advanced Trade as a venue: its parts, and what one must know to judge its answers.</summary>
internal static class CoinbaseVenue
{
    // The venue lets clocks differ a little, and its lists lag behind its engine by seconds.
    private static readonly TimeSpan ListsLag = TimeSpan.FromSeconds(30);

    /// <summary>A venue that is not asked anything yet.</summary>
    public static ILiveVenue Compose(VenueSetup setup)
    {
        var (limits, memory, progress, signer) = (new CoinbaseLimits(setup.Clock), new OrderMemory(), new CoinbaseProgress(), new CoinbaseSigner(setup.Credentials, secondsBack: 2));
        var requests = new CoinbaseRequests(setup.Hosts.Rest, setup.Hosts.Stream!, setup.Hosts.AccountStream!, signer);
        var line = new VenueLine(CoinbaseMarket.Sparing(setup.Line), setup.Clock, (line, stopping) => CoinbaseMarket.AskTimeAsync(line, setup.Hosts.Rest, limits, stopping), setup.Nonces);
        var desk = new VenueDesk(line, new CoinbaseReader(), fault => Refine(fault, limits, line.Clock));
        var market = new CoinbaseMarket(desk, setup.Hosts.Rest, limits, setup.Clock);
        var rules = new RuleBook(market, setup);
        var account = new CoinbaseAccount(setup, desk, requests, limits, memory, progress);
        return new LiveVenue(setup, line.Clock)
        {
            // A request that reaches the venue after its token's life is refused. An id used before brings no second order: the venue answers with the first.
            Traits = new() { AbsenceProvenAfter = CoinbaseSigner.Life + ListsLag, ListsLagMax = ListsLag, RefusesUsedClientOrderIds = true, Orders = OrderKinds.All & ~(OrderKinds.Day | OrderKinds.Stop), TellsTouchOfNow = market.TellsTouchOfNow },
            Orders = new CoinbaseOrders(desk, requests, limits, rules, memory, account), Account = account, Market = market, Rules = rules,
            Stream = new AccountStream(setup, new CoinbaseStream(setup, desk, requests, memory, progress), line.Clock, rules, memory, account), Owned = [signer],
        };
    }

    // A token of the wrong time is refused as one of a wrong key is: the clock is measured before the next.
    private static VenueFault Refine(VenueFault fault, CoinbaseLimits limits, VenueClock clock)
    {
        if (fault.Kind == VenueFaultKind.Authentication) clock.Distrust();
        return limits.Refine(fault);
    }
}
