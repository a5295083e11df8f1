namespace TradingDaemon.Engine.Stakes;

/// <summary>Stakes of all currencies in account currency; null where something in it has no price or no rate.</summary>
/// <param name="Net">Longs less shorts held.</param>
/// <param name="Held">Longs and shorts held, added up.</param>
/// <param name="Buys">Entries in flight that buy.</param>
/// <param name="Sells">Entries in flight that sell.</param>
/// <param name="Risk">What could be lost to the stops.</param>
internal readonly record struct StakeTotal(decimal? Net, decimal? Held, decimal? Buys, decimal? Sells, decimal? Risk)
{
    /// <summary>Of nothing.</summary>
    public static StakeTotal Nothing { get; } = new(0m, 0m, 0m, 0m, 0m);

    /// <summary>Everything held and every entry in flight, added up.</summary>
    public decimal? Gross => Held + Buys + Sells;
}
