namespace TradingDaemon.Engine.Routing;

/// <summary>What an order is expected to cost. Fractions are of the middle price.</summary>
/// <param name="SpreadFraction">(ask − bid) / mid.</param>
/// <param name="CrossingFraction">What is paid for the side of the book the order meets: half the spread, or minus that for an order that rests.</param>
/// <param name="ImpactFraction">What is paid beyond the touch because the touch does not show enough; zero or more.</param>
/// <param name="FeeFraction">What the venue takes; zero or more.</param>
/// <param name="EffectivePriceQuote">Price per unit with impact and fee: what a buyer pays and a seller gets, quote currency.</param>
public readonly record struct CostEstimate(decimal SpreadFraction, decimal CrossingFraction, decimal ImpactFraction, decimal FeeFraction, decimal EffectivePriceQuote)
{
    /// <summary>Crossing, impact and fee together.</summary>
    public decimal TotalFraction => CrossingFraction + ImpactFraction + FeeFraction;
}
