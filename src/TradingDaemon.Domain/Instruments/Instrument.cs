using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Domain.Instruments;

/// <summary>One tradable thing with the increments and minimums its venue enforces.</summary>
public sealed record Instrument
{
    /// <summary>Place in the catalogue.</summary>
    public required InstrumentId Id { get; init; }

    /// <summary>Canonical name.</summary>
    public required Symbol Symbol { get; init; }

    /// <summary>Asset class.</summary>
    public required AssetClass AssetClass { get; init; }

    /// <summary>What one unit of quantity is: a coin, or the share or contract itself (its symbol).</summary>
    public required Currency Base { get; init; }

    /// <summary>The currency prices are in.</summary>
    public required Currency Quote { get; init; }

    /// <summary>Smallest price step in quote currency; above zero.</summary>
    public required decimal TickSize { get; init; }

    /// <summary>Smallest quantity step in base; above zero.</summary>
    public required decimal LotSize { get; init; }

    /// <summary>Smallest order value in quote currency; zero when there is none.</summary>
    public decimal MinNotional { get; init; }

    /// <summary>Largest order value the venue takes, quote currency; null when there is none.</summary>
    public decimal? NotionalMax { get; init; }

    /// <summary>Smallest quantity the venue takes, base; zero when there is none but the lot.</summary>
    public decimal QuantityMin { get; init; }

    /// <summary>Largest quantity the venue takes in one order, base; null when there is none.</summary>
    public decimal? QuantityMax { get; init; }

    /// <summary>Largest short position of the account, base: what can be borrowed; null when nothing but <see cref="Shortable"/> limits it.</summary>
    public decimal? ShortMaxBase { get; init; }

    /// <summary>Largest position of the account in it either way, base: coins, shares or contracts; null when nothing limits the quantity.</summary>
    public decimal? PositionMaxBase { get; init; }

    /// <summary>When its market is open; null when nobody told, which lets nothing be entered but coins.</summary>
    public TradingHours? Hours { get; init; }

    /// <summary>Units of the underlying per unit of quantity: 100 for listed options, else 1.</summary>
    public decimal Multiplier { get; init; } = 1m;

    /// <summary>The venue this instrument trades on, e.g. <c>simulated</c>.</summary>
    public required string Venue { get; init; }

    /// <summary>Whose prices it has: the name of another feed than the daemon's own; null for that one.</summary>
    public string? Feed { get; init; }

    /// <summary>The venue's own spelling, e.g. <c>BTCUSDT</c>, where somebody wrote it, for files and for feeds that know coins by ids; null where nobody did. Venues that trade spell by their own lists.</summary>
    public string? VenueSymbol { get; init; }

    /// <summary>Whether a short position may be opened.</summary>
    public bool Shortable { get; init; }

    /// <summary>Whether new orders may be sent at all.</summary>
    public bool Tradable { get; init; } = true;

    /// <summary>The option terms when <see cref="AssetClass"/> is Option, else null.</summary>
    public OptionContract? Option { get; init; }

    /// <summary>What it follows in price: an option its root, anything else its base.</summary>
    public string Underlying => Option?.Root ?? Base.Code;

    /// <summary>The branch of business or kind of token it belongs to, e.g. <c>layer-1</c> or <c>energy</c>; null when nobody knows.</summary>
    public string? Sector { get; init; }

    /// <summary>How files spell it: as somebody wrote, else the symbol without its slash.</summary>
    public string Spelling => VenueSymbol ?? Symbol.Text.Replace("/", "", StringComparison.Ordinal);

    /// <summary>Order or position value in quote currency: price × quantity × multiplier. Signed like <paramref name="quantityBase"/>.</summary>
    public decimal Notional(decimal priceQuote, decimal quantityBase) => priceQuote * quantityBase * Multiplier;

    /// <summary>The largest multiple of the lot size at or below <paramref name="quantityBase"/> (zero or more); sizes round down, always.</summary>
    public decimal FloorToLot(decimal quantityBase) => Math.Floor(quantityBase / LotSize) * LotSize;

    // The smallest number of whole lots any order has.
    private decimal QuantityLeast => Math.Max(LotSize, CeilingToLot(QuantityMin));

    private decimal CeilingToLot(decimal quantityBase) => Math.Ceiling(quantityBase / LotSize) * LotSize;

    /// <summary>Whether <paramref name="quantityBase"/> is a whole number of lots.</summary>
    public bool IsWholeLots(decimal quantityBase) => quantityBase % LotSize == 0m;

    /// <summary>
    /// Whether a signed holding is less than one order can carry or worth less than the venue takes, as a fee taken out of what was bought
    /// or an exit filled in part leaves it. To whoever decides what to trade it is flat; it stays in the books to the last digit, and the
    /// next whole exit sells it with the rest.
    /// </summary>
    /// <param name="netBase">The holding, signed.</param>
    /// <param name="priceQuote">What a unit would fetch now, above zero; null where nobody knows: then quantity alone decides.</param>
    public bool IsDust(decimal netBase, decimal? priceQuote)
    {
        var lots = FloorToLot(Math.Abs(netBase));
        return lots < QuantityLeast || (priceQuote is { } price && Notional(price, lots) < MinNotional);
    }

    /// <summary>
    /// What the next order closes of a holding: all whole lots, or the most the venue takes at once. Where that would in the end leave a rest too
    /// small to be sold, it is as much less as makes all pieces alike; only what cannot be helped is left.
    /// </summary>
    /// <param name="heldBase">What is to be closed; zero or more.</param>
    /// <param name="priceQuote">The dearest price the order may be valued at, above zero; null where nobody knows: then quantity alone decides.</param>
    public decimal ExitPiece(decimal heldBase, decimal? priceQuote)
    {
        var whole = FloorToLot(heldBase);
        var most = Math.Min(whole, QuantityMax ?? whole);
        if (NotionalMax is { } value && priceQuote is { } price && Notional(price, most) > value) most = value / (price * Multiplier);
        most = Math.Max(FloorToLot(most), QuantityLeast); // where not even a lot is worth little enough the venue is asked all the same: it knows its price best
        var last = whole % most;
        if (whole <= most || last == 0m || !IsDust(last, priceQuote)) return Math.Min(whole, most);
        var even = CeilingToLot(whole / Math.Ceiling(whole / most));
        return IsDust(even, priceQuote) ? most : even;
    }

    /// <summary>Whether <paramref name="priceQuote"/> is on the tick grid.</summary>
    public bool IsOnTick(decimal priceQuote) => priceQuote % TickSize == 0m;

    /// <summary>The nearest tick at or below the price: where a buy limit is placed.</summary>
    public decimal FloorToTick(decimal priceQuote) => Math.Floor(priceQuote / TickSize) * TickSize;

    /// <summary>The nearest tick at or above the price: where a sell limit is placed.</summary>
    public decimal CeilingToTick(decimal priceQuote) => Math.Ceiling(priceQuote / TickSize) * TickSize;
}
