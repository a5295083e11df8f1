using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Domain.Account;

/// <summary>The levels that guard a position, whosever and in whatever it is: what judging an order needs of a protection that is not made yet.</summary>
/// <param name="IsLong">Which way it is held.</param>
/// <param name="Terms">The distances.</param>
/// <param name="AnchorQuote">What distances are counted from.</param>
/// <param name="TrailQuote">Where the trailing stop is, or null before it trails.</param>
/// <param name="Triggered">What closes the position, or null while nothing does.</param>
public readonly record struct PositionGuard(bool IsLong, ProtectionTerms Terms, decimal AnchorQuote, decimal? TrailQuote, ProtectionKind? Triggered)
{
    /// <summary>The stop loss, or null without one.</summary>
    public decimal? StopQuote => AnchorQuote - (Sign * Terms.StopDistanceQuote);

    /// <summary>The take profit, or null without one.</summary>
    public decimal? TargetQuote => AnchorQuote + (Sign * Terms.TargetDistanceQuote);

    /// <summary>The tighter of stop loss and trailing stop: what bounds the loss now; null while nothing does.</summary>
    public decimal? GuardQuote => StopQuote is { } stop && TrailQuote is { } trail ? (IsLong ? Math.Max(stop, trail) : Math.Min(stop, trail)) : StopQuote ?? TrailQuote;

    private decimal Sign => IsLong ? 1m : -1m;

    /// <summary>What a holding could lose from a price to its guard, quote currency without multiplier; its whole value where nothing guards it, and where a level was reached and it is still held.</summary>
    /// <param name="exitQuote">What a unit would fetch.</param>
    /// <param name="sizeBase">How much, unsigned.</param>
    public decimal RiskQuote(decimal exitQuote, decimal sizeBase) => (Triggered is null && GuardQuote is { } guard ? Math.Max(0m, (exitQuote - guard) * Sign) : exitQuote) * sizeBase;

    /// <summary>What guards a position after an entry was filled; null for nothing.</summary>
    /// <param name="before">What guarded the position before; null when nothing did.</param>
    /// <param name="isLong">Which way the entry goes.</param>
    /// <param name="terms">What the entry names; null keeps what there is.</param>
    /// <param name="heldBase">How much was held that way before, unsigned; zero when flat or held the other way.</param>
    /// <param name="heldQuote">What that was bought for on average, where nothing guarded it.</param>
    /// <param name="filledBase">How much more is held that way now; above zero.</param>
    /// <param name="priceQuote">What it was filled at.</param>
    public static PositionGuard? AfterEntry(PositionProtection? before, bool isLong, ProtectionTerms? terms, decimal heldBase, decimal heldQuote, decimal filledBase, decimal priceQuote)
    {
        var kept = heldBase > 0m && before?.IsLong == isLong ? before : null;
        if ((terms ?? kept?.Terms) is not { } distances) return null;
        var anchor = heldBase > 0m ? (((kept?.AnchorQuote ?? heldQuote) * heldBase) + (priceQuote * filledBase)) / (heldBase + filledBase) : priceQuote;
        return new(isLong, distances, anchor, distances.TrailDistanceQuote is null ? null : kept?.TrailQuote, kept?.Triggered);
    }
}
