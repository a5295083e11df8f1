using System.Runtime.CompilerServices;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Gauges;
using TradingDaemon.Engine.Portfolio;
using TradingDaemon.Engine.Routing;

namespace TradingDaemon.Engine.RiskGate.Cases;

/// <summary>One order before the gate, with everything the rules may look at.</summary>
public sealed record RiskCase
{
    private Exposure _exposure;
    private RiskCase? _exposureOf; // a changed copy is another case and looks anew
    private long _exposureAt;

    /// <summary>What would be sent.</summary>
    public required OrderIntent Intent { get; init; }

    /// <summary>What it trades.</summary>
    public required Instrument Instrument { get; init; }

    /// <summary>All instruments.</summary>
    public required InstrumentCatalog Catalog { get; init; }

    /// <summary>The strategy's configuration, or null when it is not loaded any more: then it may only close.</summary>
    public required StrategySpec? Spec { get; init; }

    /// <summary>What of the strategies it depends on keeps an entry out, as a name with what it is; null when nothing does.</summary>
    public string? Lacks { get; init; }

    /// <summary>What of them is the same thing.</summary>
    public required InstrumentGroups Groups { get; init; }

    /// <summary>The newest quote.</summary>
    public required Quote Quote { get; init; }

    /// <summary>The tier's numbers.</summary>
    public required RiskLimits Limits { get; init; }

    /// <summary>How many times as large a position may be in the instrument's present market.</summary>
    public decimal PositionsFactor { get; init; } = 1m;

    /// <summary>The account.</summary>
    public required AccountBooks Books { get; init; }

    /// <summary>Prices of the account.</summary>
    public required Valuation Valuation { get; init; }

    /// <summary>Equity in account currency, or null when it cannot be valued.</summary>
    public required decimal? EquityAccount { get; init; }

    /// <summary>What the day's loss is counted from, in account currency, or null when that cannot be valued.</summary>
    public decimal? DayOpeningAccount => Books.Day.OpeningAccount;

    /// <summary>The engine's time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How fast orders are decided.</summary>
    public required OrderPace Pace { get; init; }

    /// <summary>Refusals by venues in a row.</summary>
    public required RejectRuns Rejects { get; init; }

    /// <summary>Which kinds of orders venues take; null knows of no restriction.</summary>
    public VenueOffers? Offers { get; init; }

    /// <summary>How long what a venue told of its buying power counts.</summary>
    public TimeSpan BuyingPowerAgeMax { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Greeks of options; null knows of none.</summary>
    public GreeksBoard? Greeks { get; init; }

    /// <summary>The part of equity the tier allots to the order's strategy; null where it allots nothing.</summary>
    public decimal? CapitalShare { get; init; }

    /// <summary>What the venue takes of a fill that takes, of what the order is of, as a fraction of its value.</summary>
    public decimal TakerFraction { get; init; }

    /// <summary>Whether how traders behave keeps their entries out.</summary>
    public bool JudgesTilt { get; init; }

    /// <summary>What the tier makes of regimes; null while nobody tells them apart.</summary>
    public TierRegimes? Regimes { get; init; }

    /// <summary>The regime of the instrument's market; unknown where nobody tells.</summary>
    public Regime Regime { get; init; }

    /// <summary>Whether entries need a score; null, or off, asks for none.</summary>
    public GatekeeperPolicy? Gatekeeper { get; init; }

    /// <summary>Whose account it is.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Which tenant's.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>True when the shutdown policy or an operator asks, not a strategy.</summary>
    public bool IsFromOperator { get; init; }

    /// <summary>The limit or trigger price, or null for an order that names none.</summary>
    public decimal? PriceNamed => Intent.Terms switch
    {
        OrderTerms.Limit limit => limit.Price.QuotePerBase,
        OrderTerms.Stop stop => stop.Trigger.QuotePerBase,
        _ => null,
    };

    /// <summary>The price the order is valued at: its limit or trigger, else the touch it would meet.</summary>
    public decimal PriceQuote => PriceNamed ?? (Intent.Side == OrderSide.Buy ? Quote.Ask.QuotePerBase : Quote.Bid.QuotePerBase);

    /// <summary>Value of the order in its quote currency; above zero.</summary>
    public decimal NotionalQuote => Instrument.Notional(PriceQuote, Intent.Terms.Quantity.Base);

    /// <summary>Account currency per unit of the quote currency, or null when nothing tells.</summary>
    public decimal? Rate => Valuation.Rate(Instrument);

    /// <summary>What is at stake or spoken for around it; looked up once a case.</summary>
    internal ref readonly Exposure Exposure
    {
        get
        {
            if (!ReferenceEquals(_exposureOf, this) || _exposureAt != Books.Sequence) (_exposure, _exposureOf, _exposureAt) = (Exposure.Around(this), this, Books.Sequence);
            return ref _exposure;
        }
    }

    /// <summary>The largest position as a share of equity, in the instrument's present market.</summary>
    internal decimal PositionMaxFraction => Limits.PositionMaxFraction * PositionsFactor;

    /// <summary>Base in flight of the order's strategy on one side of its instrument, exits included.</summary>
    internal decimal InFlightOfStrategyBase(OrderSide side) => Books.Stakes.Of(new PositionKey(Intent.Strategy, Intent.Symbol))?.InFlightBase(side) ?? 0m;

    /// <summary>The same of the pair at every venue that lists it.</summary>
    internal decimal InFlightOfPairBase(OrderSide side)
    {
        var inFlight = InFlightOfStrategyBase(side);
        foreach (var listed in Catalog.Elsewhere(Instrument.Id)) inFlight += Books.Stakes.Of(new PositionKey(Intent.Strategy, listed.Symbol))?.InFlightBase(side) ?? 0m;
        return inFlight;
    }

    /// <summary>A case is itself and no other.</summary>
    public bool Equals(RiskCase? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>
    /// The largest share of equity the strategy's position in the instrument could come to if the order and everything it has in flight on its side fills; null when rate or equity lacks.
    /// </summary>
    internal decimal? ShareOfStrategy
    {
        get
        {
            var after = Math.Abs(Exposure.OwnOfStrategyBase + ((Exposure.OwnSideOfStrategyBase + Intent.Terms.Quantity.Base) * Intent.Side.Sign()));
            return EquityAccount is > 0m and var equity ? Instrument.Notional(PriceQuote, after) * Rate / equity : null;
        }
    }

    /// <summary>The share of equity this instrument after the order has at its worst, together with others; null when anything in it cannot be valued.</summary>
    /// <param name="othersAccount">What the others are worth.</param>
    internal decimal? ShareWith(decimal? othersAccount) => EquityAccount is > 0m and var equity ? (othersAccount + ValueAtWorst) / equity : null;

    /// <summary>
    /// What the instrument comes to at its worst once the order is filled, account currency: what all strategies together are long or what they are short, whichever is more,
    /// entries in flight counted. Longs and shorts make no room for each other: either may be closed, and no limit is asked then. Null when the rate lacks.
    /// </summary>
    internal decimal? ValueAtWorst => Instrument.Notional(PriceQuote, BaseAtWorst) * Rate;

    /// <summary>The same in units of base.</summary>
    internal decimal BaseAtWorst => Math.Max(Exposure.StakedBase + Intent.Terms.Quantity.Base, Exposure.OpposedBase);

    /// <summary>The same of the pair at every venue that lists it: that is one position.</summary>
    internal decimal PairBaseAtWorst => Math.Max(Exposure.ListedStakedBase + Intent.Terms.Quantity.Base, Exposure.ListedOpposedBase);

    /// <summary>What that is worth, account currency; null when anything in it cannot be valued.</summary>
    internal decimal? PairValueAtWorst => Exposure.ListedOthers + ValueAtWorst;

    /// <summary>What entries of the day and this one are worth, as a share of the day's opening equity; null when anything in it cannot be valued.</summary>
    internal decimal? ShareOfDay(EntryTally entries) =>
        DayOpeningAccount is > 0m and var opening ? (entries.SpentAccount(Valuation) + (NotionalQuote * Rate)) / opening : null;
}
