using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Engine.Routing;

/// <summary>One way an entry could go: an instrument, how much, how, and what it would cost there; or why not.</summary>
public readonly record struct RouteOffer
{
    /// <summary>Where.</summary>
    public required Instrument Instrument { get; init; }

    /// <summary>The quote it was judged by; null when none was ever received.</summary>
    public Quote? Quote { get; init; }

    /// <summary>Where the spread came from.</summary>
    public SpreadSource Source { get; init; }

    /// <summary>The spread it was judged by, as a fraction of mid; null without a fresh quote.</summary>
    public decimal? SpreadFraction { get; init; }

    /// <summary>The most it may be; null where nothing binds.</summary>
    public decimal? SpreadMaxFraction { get; init; }

    /// <summary>How much, whole lots; zero when it rounds down to none.</summary>
    public decimal QuantityBase { get; init; }

    /// <summary>How many times as large the account makes it as its strategy would; null for once.</summary>
    public decimal? SizeFactor { get; init; }

    /// <summary>What is to guard the position there; null for nothing.</summary>
    public ProtectionTerms? Protection { get; init; }

    /// <summary>How it would be sent.</summary>
    public OrderStyle Style { get; init; }

    /// <summary>What it is expected to cost; nothing while routing is off, which does not ask.</summary>
    public CostEstimate Cost { get; init; }

    /// <summary>The effective price of the order as it would be sent, account currency.</summary>
    public decimal EffectiveAccount { get; init; }

    /// <summary>The effective price of taking there at once, account currency: what offers are compared by.</summary>
    public decimal TakingAccount { get; init; }

    /// <summary>Why it is not possible, before the gate is asked; null when it may be.</summary>
    public RiskRefusal? Refusal { get; init; }
}
