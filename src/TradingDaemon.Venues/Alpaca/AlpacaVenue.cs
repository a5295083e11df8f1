using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Venues.Alpaca;

/// <summary>Alpaca as a venue, with play money or real: its parts, and what one must know to judge its answers.</summary>
internal static class AlpacaVenue
{
    // Not shown for a minute by the look-up of all orders there ever were, an order never arrived.
    private static readonly TimeSpan AbsenceProvenAfter = TimeSpan.FromSeconds(60);

    // Nothing is signed with the time: it is measured to be known, and each question counts.
    private const int ClockSamples = 2;

    /// <summary>A venue that is not asked anything yet.</summary>
    public static ILiveVenue Compose(VenueSetup setup)
    {
        var (memory, executions, hours) = (new OrderMemory(), new AlpacaExecutions(setup.Booked), new AlpacaHours());
        var requests = AlpacaRequests.At(setup.Hosts, setup.Credentials);
        var patience = setup.Line with { Clock = setup.Line.Clock with { Samples = ClockSamples } };
        var desk = AlpacaMarket.Desk(patience, setup.Clock, requests, new AlpacaLimits(setup.Clock, setup.OnWeight));
        var market = new AlpacaMarket(desk, AlpacaMarket.Desk(patience, setup.Clock, requests, new AlpacaLimits(setup.Clock)), requests, setup.Instruments, hours, setup.Clock);
        var rules = new RuleBook(market, setup);
        var account = new AlpacaAccount(setup, desk, requests, executions, memory);
        return new LiveVenue(setup, desk.Line.Clock)
        {
            // An id stays taken for ever: sent again after a doubt, an order that arrived is refused.
            Traits = new() { AbsenceProvenAfter = AbsenceProvenAfter, RefusesUsedClientOrderIds = true, Orders = KindsOf(setup.Instruments), TellsTouchOfNow = market.TellsTouchOfNow, TellsBuyingPower = true },
            Orders = new AlpacaOrders(setup, desk, requests, hours, rules, memory), Account = account, Market = market, Rules = rules,
            Stream = new AccountStream(setup, new AlpacaStream(setup, desk, requests, executions), desk.Line.Clock, rules, memory, account),
        };
    }

    // What is said of a venue is said of all that is traded there: fill-or-kill is taken of shares alone.
    private static OrderKinds KindsOf(IReadOnlyList<Instrument> instruments) =>
        OrderKinds.All & ~(OrderKinds.PostOnly | (instruments.All(static instrument => instrument.AssetClass == AssetClass.Equity) ? default : OrderKinds.FillOrKill));
}
