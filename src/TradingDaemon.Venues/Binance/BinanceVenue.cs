using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Venues.Binance;

/// <summary>Binance Spot as a venue: its parts, and what one must know to judge its answers.</summary>
internal static class BinanceVenue
{
    // Until its window is over a request may be carried out: its time, the window, and the second the venue's clock may be behind. Then its answers follow its engine by up to ten seconds.
    private static readonly TimeSpan AbsenceProvenAfter = BinanceRequests.ReceiveWindow + TimeSpan.FromSeconds(1) + TimeSpan.FromSeconds(14);

    // Each symbol's fills weigh twenty: ten of them asked for every five seconds would be a third of all that may be asked.
    private static readonly TimeSpan FillsAskedEvery = TimeSpan.FromSeconds(30);

    /// <summary>A venue that is not asked anything yet.</summary>
    public static ILiveVenue Compose(VenueSetup setup)
    {
        var (limits, memory) = (new BinanceLimits(setup.Clock, setup.OnWeight), new OrderMemory());
        var requests = new BinanceRequests(setup.Hosts.Rest, setup.Hosts.Stream!, setup.Hosts.AccountStream!, new BinanceSigner(setup.Credentials));
        var line = new VenueLine(setup.Line, setup.Clock, (line, stopping) => BinanceMarket.AskTimeAsync(line, setup.Hosts.Rest, stopping), nonces: null, limits.OnHeaders);
        var desk = new VenueDesk(line, new BinanceReader(setup.Instruments), fault => Refine(fault, line.Clock));
        var market = new BinanceMarket(desk, setup.Hosts.Rest, setup.Instruments, setup.Clock, limits);
        var rules = new RuleBook(market, setup);
        var account = new BinanceAccount(setup, desk, requests, memory);
        return new LiveVenue(setup, line.Clock)
        {
            // It looks at open orders only when it refuses an id: sent again after a quick fill, an order would be a second one.
            Traits = new() { AbsenceProvenAfter = AbsenceProvenAfter, RefusesUsedClientOrderIds = false, FillsAskedEvery = FillsAskedEvery, Orders = OrderKinds.All & ~OrderKinds.Day, TellsTouchOfNow = market.TellsTouchOfNow },
            Orders = new BinanceOrders(setup, desk, requests, limits, rules, memory), Account = account, Market = market, Rules = rules,
            Stream = new AccountStream(setup, new BinanceStream(setup, desk, requests), line.Clock, rules, memory, account),
        };
    }

    private static VenueFault Refine(VenueFault fault, VenueClock clock)
    {
        if (fault.Code == BinanceErrors.WrongTime) clock.Distrust();
        return BinanceLimits.Refine(fault);
    }
}
