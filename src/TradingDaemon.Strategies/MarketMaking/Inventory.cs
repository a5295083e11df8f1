namespace TradingDaemon.Strategies.MarketMaking;

/// <summary>What a market maker holds and may hold at one mid price, base.</summary>
/// <param name="HeldBase">What it holds, signed.</param>
/// <param name="MaxBase">The most it may, above zero.</param>
/// <param name="SideBase">What all layers of a side come to, before room and flow cut them.</param>
/// <param name="UnitAccount">What a unit is worth, account currency; above zero.</param>
internal readonly record struct Inventory(double HeldBase, double MaxBase, double SideBase, double UnitAccount)
{
    /// <summary>How much of the most it holds, −1…1 while bounds hold.</summary>
    public double Share => HeldBase / MaxBase;
}
