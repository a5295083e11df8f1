using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.RiskGate.Edges;

/// <summary>Rules on what instrument and venue take. IBM is at 99/100 in lots of 1 and ticks of 0.01, BTC/USD in lots of 0.001 and worth 10 at least.</summary>
internal static class InstrumentEdges
{
    public static IEnumerable<RuleEdge> Rows() => [.. Taken(), .. Allowed()];

    private static IEnumerable<RuleEdge> Taken() =>
    [
        .. new EdgesOf(RiskRule.AccountOwner)
            .Passes(EdgeSide.Good, "the owner's own", static () => Owned("ann", "fund"))
            .Refuses(EdgeSide.Bad, "another owner's", 0m, 1m, static () => Owned("bob", "fund"))
            .Refuses(EdgeSide.Bad, "another tenant's", 0m, 1m, static () => Owned("ann", "other"))
            .Refuses(EdgeSide.Missing, "nobody's", 0m, 1m, static () => Owned("", "")),
        .. new EdgesOf(RiskRule.VenueKnown)
            .Passes(EdgeSide.Good, "its venue", static () => Of(static order => order))
            .Refuses(EdgeSide.Bad, "another venue", 1m, 0m, static () => Of(static order => order with { Intent = order.Intent with { Venue = "elsewhere" } }))
            .Refuses(EdgeSide.Missing, "an instrument nobody configured", 1m, 0m, static () => Of(static order => order with { Intent = order.Intent with { Symbol = new Symbol("GONE") } })),
        .. new EdgesOf(RiskRule.InstrumentTradable)
            .Passes(EdgeSide.Good, "tradable", static () => Of(static order => order))
            .Refuses(EdgeSide.Bad, "switched off", 1m, 0m, static () => new RiskBench().Case(1m, instrument: TestMarket.Halted))
            .NeverLacks("an instrument is tradable unless its configuration says otherwise"),
        .. new EdgesOf(RiskRule.LotSize)
            .Refuses(EdgeSide.Below, "a thousandth less than a lot", 1m, 0.999m, static () => new RiskBench().Case(0.999m))
            .Passes(EdgeSide.At, "a lot", static () => new RiskBench().Case(1m))
            .Refuses(EdgeSide.Above, "a thousandth more", 1m, 1.001m, static () => new RiskBench().Case(1.001m))
            .NeverLacks("every instrument has a lot size"),
        .. new EdgesOf(RiskRule.TickSize)
            .Refuses(EdgeSide.Below, "half a tick less", 0.01m, 99.995m, static () => At(99.995m))
            .Passes(EdgeSide.At, "a multiple of the tick", static () => At(100m))
            .Refuses(EdgeSide.Above, "half a tick more", 0.01m, 100.005m, static () => At(100.005m))
            .Passes(EdgeSide.Missing, "an order that names no price needs none", static () => new RiskBench().Case(1m)),
        .. new EdgesOf(RiskRule.QuantityRange)
            .Refuses(EdgeSide.Below, "a share less than the least", 5m, 4m, static () => Ranged(4m, 10m))
            .Passes(EdgeSide.At, "the least", static () => Ranged(5m, 10m))
            .Passes(EdgeSide.At, "the most", static () => Ranged(10m, 10m))
            .Refuses(EdgeSide.Above, "a share more than the most", 10m, 11m, static () => Ranged(11m, 10m))
            .Passes(EdgeSide.Missing, "a venue that names no most refuses by itself", static () => Ranged(1_000_000m, null)),
        .. new EdgesOf(RiskRule.MinNotional)
            .Refuses(EdgeSide.Below, "a lot less", 10m, 9.9m, static () => new RiskBench().Case(0.099m, instrument: TestMarket.Btc))
            .Passes(EdgeSide.At, "the least", static () => new RiskBench().Case(0.1m, instrument: TestMarket.Btc))
            .Passes(EdgeSide.Above, "a lot more", static () => new RiskBench().Case(0.101m, instrument: TestMarket.Btc))
            .NeverLacks("what nobody set is zero, and an order is always valued: without a quote there is no case"),
        .. new EdgesOf(RiskRule.NotionalMax)
            .Passes(EdgeSide.Below, "a share less", static () => Worth(4m, 500m))
            .Passes(EdgeSide.At, "the most", static () => Worth(5m, 500m))
            .Refuses(EdgeSide.Above, "a share more", 500m, 600m, static () => Worth(6m, 500m))
            .Passes(EdgeSide.Missing, "a venue that names no most refuses by itself", static () => Worth(1_000_000m, null)),
    ];

    private static IEnumerable<RuleEdge> Allowed() =>
    [
        .. new EdgesOf(RiskRule.TermsSupported)
            .Passes(EdgeSide.Good, "offered", static () => Offered("simulated", OrderKinds.Market))
            .Refuses(EdgeSide.Bad, "not offered", (int)OrderKinds.Limit, (int)OrderKinds.Market, static () => Offered("simulated", OrderKinds.Limit))
            .Passes(EdgeSide.Missing, "a venue that did not say refuses by itself", static () => Offered("elsewhere", OrderKinds.Limit)),
        .. new EdgesOf(RiskRule.MarketOpen)
            .Refuses(EdgeSide.Below, "a millisecond before the bell", 1m, 0m, static () => Clocked(new TimeSpan(0, 14, 29, 59, 999), TradingHours.NewYork))
            .Passes(EdgeSide.At, "at the bell", static () => Clocked(new TimeSpan(14, 30, 0), TradingHours.NewYork))
            .Passes(EdgeSide.Above, "a millisecond before the close", static () => Clocked(new TimeSpan(0, 20, 59, 59, 999), TradingHours.NewYork))
            .Refuses(EdgeSide.Above, "at the close", 1m, 0m, static () => Clocked(new TimeSpan(21, 0, 0), TradingHours.NewYork))
            .Passes(EdgeSide.At, "an option a second before its last day ends in New York", static () => Contract(new DateTimeOffset(2025, 1, 18, 4, 59, 59, TimeSpan.Zero), AllWeekThere))
            .Refuses(EdgeSide.Above, "an option when the day after has begun there", 1m, 0m, static () => Contract(new DateTimeOffset(2025, 1, 18, 5, 0, 0, TimeSpan.Zero), AllWeekThere))
            .Refuses(EdgeSide.Above, "an option that expired long ago, in the hours of a trading day", 1m, 0m, static () => Contract(new DateTimeOffset(2025, 3, 3, 15, 0, 0, TimeSpan.Zero), TradingHours.NewYork))
            .Passes(EdgeSide.Missing, "an option without terms is judged by its hours alone", static () => Contract(new DateTimeOffset(2025, 3, 3, 15, 0, 0, TimeSpan.Zero), TradingHours.NewYork, hasTerms: false))
            .Refuses(EdgeSide.Missing, "hours nobody told", 1m, 0m, static () => Clocked(new TimeSpan(15, 0, 0), null)),
        .. new EdgesOf(RiskRule.ShortNotAllowed)
            .Passes(EdgeSide.Good, "instrument and strategy allow it", static () => new RiskBench().Case(1m, OrderSide.Sell))
            .Refuses(EdgeSide.Bad, "the instrument does not", 0m, 1m, static () => new RiskBench().Case(1m, OrderSide.Sell, TestMarket.Btc))
            .Refuses(EdgeSide.Bad, "the strategy does not", 0m, 1m, static () => new RiskBench().Case(1m, OrderSide.Sell, change: static order => order with { Spec = order.Spec! with { AllowShort = false } }))
            .Refuses(EdgeSide.Missing, "a strategy nobody loads any more", 0m, 1m, static () => new RiskBench().Case(1m, OrderSide.Sell, change: static order => order with { Spec = null })),
        .. new EdgesOf(RiskRule.ShortAvailable)
            .Passes(EdgeSide.Below, "a share less", static () => Borrowed(99m, 100m))
            .Passes(EdgeSide.At, "all there is", static () => Borrowed(100m, 100m))
            .Refuses(EdgeSide.Above, "a share more", 100m, 101m, static () => Borrowed(101m, 100m))
            .Passes(EdgeSide.Missing, "of what is shortable and no amount named any can be borrowed", static () => Borrowed(1_000_000m, null)),
    ];

    private static RiskCase Of(Func<RiskCase, RiskCase> change) => new RiskBench().Case(1m, change: change);

    private static RiskCase Owned(string uid, string tenant) => Of(order => order with { Uid = "ann", Tenant = "fund", Intent = order.Intent with { Uid = uid, Tenant = tenant } });

    private static RiskCase At(decimal price) => Of(order => order with { Intent = order.Intent with { Terms = new OrderTerms.Limit(Quantity.From(1m), Price.From(price), TimeInForce.GoodTilCancelled, false) } });

    private static RiskCase Ranged(decimal quantity, decimal? most) => new RiskBench().Case(quantity, change: order => order with { Instrument = order.Instrument with { QuantityMin = 5m, QuantityMax = most } });

    private static RiskCase Worth(decimal quantity, decimal? most) => new RiskBench().Case(quantity, change: order => order with { Instrument = order.Instrument with { NotionalMax = most } });

    private static RiskCase Borrowed(decimal quantity, decimal? most) => new RiskBench().Case(quantity, OrderSide.Sell, change: order => order with { Instrument = order.Instrument with { ShortMaxBase = most } });

    private static RiskCase Clocked(TimeSpan time, TradingHours? hours) => // 1 March 2024 is a Friday, and New York five hours behind
        Of(order => order with { Now = new DateTimeOffset(TestMarket.Start.Date + time, TimeSpan.Zero), Instrument = order.Instrument with { Hours = hours } });

    private static readonly TradingHours AllWeekThere = TradingHours.TryParse("America/New_York Mon-Sun 00:00-24:00")!;

    private static RiskCase Contract(DateTimeOffset now, TradingHours hours, bool hasTerms = true) => // its last trading day is 17 January 2025
        new RiskBench().Case(1m, instrument: TestMarket.Call, change: order => order with { Now = now, Instrument = order.Instrument with { Hours = hours, Option = hasTerms ? order.Instrument.Option : null } });

    private static RiskCase Offered(string venue, OrderKinds kinds)
    {
        var offers = new VenueOffers();
        offers.Tell(venue, kinds);
        return Of(order => order with { Offers = offers });
    }
}
