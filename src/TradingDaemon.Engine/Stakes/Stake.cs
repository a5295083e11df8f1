namespace TradingDaemon.Engine.Stakes;

/// <summary>
/// What is at stake somewhere, all of it in one quote currency: holdings at what they would fetch now, entries in flight as if they filled whole.
/// Amounts have <see cref="Decimals"/> decimals at most, so that sums of them are exact: what was added can be taken off again and leaves nothing.
/// </summary>
internal readonly record struct Stake
{
    /// <summary>A millionth of a millionth of the quote currency: sums up to 10^16 are exact, and what lies beyond no limit can tell.</summary>
    public const int Decimals = 12;

    /// <summary>Longs less shorts held.</summary>
    public decimal NetQuote { get; init; }

    /// <summary>Longs and shorts held, added up.</summary>
    public decimal HeldQuote { get; init; }

    /// <summary>Entries in flight that buy.</summary>
    public decimal BuysQuote { get; init; }

    /// <summary>Entries in flight that sell.</summary>
    public decimal SellsQuote { get; init; }

    /// <summary>What holdings and entries could lose to their stops; told of single strategies' positions alone.</summary>
    public decimal RiskQuote { get; init; }

    /// <summary>How many holdings it is of.</summary>
    public int Holdings { get; init; }

    /// <summary>How many of them have no price yet and are in no amount.</summary>
    public int Unpriced { get; init; }

    /// <summary>How many entries in flight buy.</summary>
    public int Buys { get; init; }

    /// <summary>How many entries in flight sell.</summary>
    public int Sells { get; init; }

    /// <summary>Whether it is of nothing.</summary>
    public bool IsOfNothing => (Holdings | Buys | Sells) == 0;

    /// <summary>Both together.</summary>
    public static Stake operator +(in Stake left, in Stake right) => new()
    {
        NetQuote = left.NetQuote + right.NetQuote, HeldQuote = left.HeldQuote + right.HeldQuote, BuysQuote = left.BuysQuote + right.BuysQuote, SellsQuote = left.SellsQuote + right.SellsQuote,
        RiskQuote = left.RiskQuote + right.RiskQuote, Holdings = left.Holdings + right.Holdings, Unpriced = left.Unpriced + right.Unpriced, Buys = left.Buys + right.Buys, Sells = left.Sells + right.Sells,
    };

    /// <summary>The first without the second.</summary>
    public static Stake operator -(in Stake left, in Stake right) => new()
    {
        NetQuote = left.NetQuote - right.NetQuote, HeldQuote = left.HeldQuote - right.HeldQuote, BuysQuote = left.BuysQuote - right.BuysQuote, SellsQuote = left.SellsQuote - right.SellsQuote,
        RiskQuote = left.RiskQuote - right.RiskQuote, Holdings = left.Holdings - right.Holdings, Unpriced = left.Unpriced - right.Unpriced, Buys = left.Buys - right.Buys, Sells = left.Sells - right.Sells,
    };

    /// <summary>An amount as stakes carry it, never less than it is.</summary>
    public static decimal Up(decimal amountQuote) => decimal.Round(amountQuote, Decimals, MidpointRounding.ToPositiveInfinity);
}
