using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Domain.Account;

/// <summary>What guards one strategy's position in one instrument.</summary>
/// <param name="Strategy">Whose position.</param>
/// <param name="Symbol">In what.</param>
/// <param name="IsLong">Which way it is held.</param>
/// <param name="Terms">The distances, those of the newest entry that names any.</param>
/// <param name="AnchorQuote">What distances are counted from: the average price of all its entries, weighted by quantity. Exits leave it where it is.</param>
public sealed record PositionProtection(StrategyId Strategy, Symbol Symbol, bool IsLong, ProtectionTerms Terms, decimal AnchorQuote)
{
    private const decimal StepsOfTrail = 20m;

    /// <summary>Where the trailing stop is, or null before it trails.</summary>
    public decimal? TrailQuote { get; init; }

    /// <summary>What closes the position, or null while nothing does.</summary>
    public ProtectionKind? Triggered { get; init; }

    /// <summary>Whose position in what.</summary>
    public PositionKey Key => new(Strategy, Symbol);

    /// <summary>The levels that guard it.</summary>
    public PositionGuard Guard => new(IsLong, Terms, AnchorQuote, TrailQuote, Triggered);

    /// <summary>The stop loss, or null without one.</summary>
    public decimal? StopQuote => Guard.StopQuote;

    /// <summary>The take profit, or null without one.</summary>
    public decimal? TargetQuote => Guard.TargetQuote;

    /// <summary>The tighter of stop loss and trailing stop: what bounds the loss now; null while nothing does.</summary>
    public decimal? GuardQuote => Guard.GuardQuote;

    private decimal Sign => IsLong ? 1m : -1m;

    /// <summary>Which level a price reached, or null for none. A price on a level has reached it.</summary>
    /// <param name="exitQuote">What the position would fetch: the bid of a long, the ask of a short.</param>
    public ProtectionKind? ReachedAt(decimal exitQuote)
    {
        if ((exitQuote - TrailQuote) * Sign <= 0m && TrailQuote == GuardQuote) return ProtectionKind.TrailingStop;
        if ((exitQuote - StopQuote) * Sign <= 0m) return ProtectionKind.StopLoss;
        return (exitQuote - TargetQuote) * Sign >= 0m ? ProtectionKind.TakeProfit : null;
    }

    /// <summary>The level of a kind, or null without one.</summary>
    public decimal? LevelOf(ProtectionKind kind) => kind switch
    {
        ProtectionKind.StopLoss => StopQuote,
        ProtectionKind.TrailingStop => TrailQuote,
        ProtectionKind.TakeProfit => TargetQuote,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown protection."),
    };

    /// <summary>
    /// Where the trailing stop belongs at a price, or null while it stays: before the profit it begins at, behind where it is, and for steps of less than a
    /// twentieth of its distance, so that a rising market does not write a fact a tick.
    /// </summary>
    /// <param name="exitQuote">What the position would fetch.</param>
    /// <param name="tickSize">Least step of the price.</param>
    public decimal? TrailAt(decimal exitQuote, decimal tickSize)
    {
        if (Terms.TrailDistanceQuote is not { } distance) return null;
        var level = exitQuote - (Sign * distance);
        if (level <= 0m) return null;
        if (TrailQuote is { } trail) return (level - trail) * Sign >= Math.Max(tickSize, distance / StepsOfTrail) ? level : null;
        return (exitQuote - AnchorQuote) * Sign >= AnchorQuote * Terms.TrailAfterFraction ? level : null;
    }

    /// <summary>What a holding could lose from a price to its guard, quote currency without multiplier; its whole value where nothing guards it, and where a level was reached and it is still held.</summary>
    /// <param name="exitQuote">What a unit would fetch.</param>
    /// <param name="sizeBase">How much, unsigned.</param>
    public decimal RiskQuote(decimal exitQuote, decimal sizeBase) => Guard.RiskQuote(exitQuote, sizeBase);

    /// <summary>The protection after an entry was filled.</summary>
    /// <param name="before">What guarded the position before; null when nothing did.</param>
    /// <param name="key">Whose position in what.</param>
    /// <param name="isLong">Which way the entry goes.</param>
    /// <param name="terms">What the entry names; null keeps what there is.</param>
    /// <param name="heldBase">How much was held that way before, unsigned; zero when flat or held the other way.</param>
    /// <param name="heldQuote">What that was bought for on average, where nothing guarded it.</param>
    /// <param name="filledBase">How much more is held that way now; above zero.</param>
    /// <param name="priceQuote">What it was filled at.</param>
    public static PositionProtection? AfterEntry(
        PositionProtection? before, PositionKey key, bool isLong, ProtectionTerms? terms, decimal heldBase, decimal heldQuote, decimal filledBase, decimal priceQuote) =>
        PositionGuard.AfterEntry(before, isLong, terms, heldBase, heldQuote, filledBase, priceQuote) is { } guard ? new(key.Strategy, key.Symbol, isLong, guard.Terms, guard.AnchorQuote) { TrailQuote = guard.TrailQuote, Triggered = guard.Triggered } : null;
}
