using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Ordering;

/// <summary>Somebody wants something: a strategy by its signal, or an operator, a tier, a protection or the shutdown in a strategy's name.</summary>
/// <param name="Strategy">Whose position it is to change.</param>
/// <param name="Kind">What is wanted.</param>
/// <param name="Reason">Why, in one sentence.</param>
public readonly record struct Wish(StrategyId Strategy, SignalKind Kind, string Reason)
{
    /// <summary>The strategy's own signal; null when somebody else asks.</summary>
    public Signal? Signal { get; init; }

    /// <summary>Whether it waited for a quote before.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>What routing found; null of exits, and while routing is off.</summary>
    public RouteTaken? Route { get; init; }

    /// <summary>Whether a person or the shutdown asks: then it takes what is there, now.</summary>
    public bool IsFromOperator { get; init; }

    /// <summary>Whether a protection closes: it takes what is there, now, and unlike a person it keeps the pause after refusals.</summary>
    public bool IsFromProtection { get; init; }

    /// <summary>Which part of a parent order it is; null for an order of its own.</summary>
    public ChildWish? Child { get; init; }

    /// <summary>Which quote of a market maker it is; null for every other order.</summary>
    public WantedQuote? Quote { get; init; }

    /// <summary>Of an entry: what is to guard its position; null for nothing.</summary>
    public ProtectionTerms? Protection { get; init; }

    /// <summary>Of an entry: how many times as large the account makes it as its strategy would; null for once.</summary>
    public decimal? SizeFactor { get; init; }
}
