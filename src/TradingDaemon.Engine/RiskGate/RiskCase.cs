using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.RiskGate;

/// <summary>One order before the gate, with everything the rules may look at.</summary>
public sealed record RiskCase
{
    /// <summary>What would be sent.</summary>
    public required OrderIntent Intent { get; init; }

    /// <summary>What it trades.</summary>
    public required Instrument Instrument { get; init; }

    /// <summary>All instruments.</summary>
    public required InstrumentCatalog Catalog { get; init; }

    /// <summary>The strategy's configuration, or null when it is not loaded any more: then it may only close.</summary>
    public required StrategySpec? Spec { get; init; }

    /// <summary>The newest quote.</summary>
    public required Quote Quote { get; init; }

    /// <summary>The tier's numbers.</summary>
    public required RiskLimits Limits { get; init; }

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

    /// <summary>How fast orders are decided; null judges no pace.</summary>
    public OrderPace? Pace { get; init; }

    /// <summary>Refusals by venues in a row; null knows of none.</summary>
    public RejectRuns? Rejects { get; init; }

    /// <summary>True when the shutdown policy or an operator asks, not a strategy.</summary>
    public bool IsFromOperator { get; init; }

    /// <summary>The price the order is valued at: its limit or trigger, else the touch it would meet.</summary>
    public decimal PriceQuote => Intent.Terms switch
    {
        OrderTerms.Limit limit => limit.Price.QuotePerBase,
        OrderTerms.Stop stop => stop.Trigger.QuotePerBase,
        _ => Intent.Side == OrderSide.Buy ? Quote.Ask.QuotePerBase : Quote.Bid.QuotePerBase,
    };

    /// <summary>Value of the order in its quote currency; above zero.</summary>
    public decimal NotionalQuote => Instrument.Notional(PriceQuote, Intent.Terms.Quantity.Base);

    /// <summary>Account currency per unit of the quote currency, or null when nothing tells.</summary>
    public decimal? Rate => Valuation.Rate(Instrument);
}
