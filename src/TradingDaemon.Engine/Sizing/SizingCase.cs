using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Engine.Sizing;

/// <summary>One entry to be sized, with everything a method may look at.</summary>
/// <param name="Spec">Whose entry.</param>
/// <param name="Limits">The tier's numbers.</param>
/// <param name="Instrument">Lot size and multiplier.</param>
/// <param name="PriceQuote">The price the order would meet; above zero.</param>
/// <param name="EquityAccount">Equity in account currency.</param>
/// <param name="Rate">Account currency per unit of quote currency; above zero.</param>
public readonly record struct SizingCase(StrategySpec Spec, RiskLimits Limits, Instrument Instrument, decimal PriceQuote, decimal EquityAccount, decimal Rate)
{
    /// <summary>How far away its stop loss will be, quote currency; above zero, null without one.</summary>
    public decimal? StopDistanceQuote { get; init; }

    /// <summary>How sure the signal is, 0…1.</summary>
    public double Confidence { get; init; }

    /// <summary>The instrument's volatility, a year; null while unknown.</summary>
    public decimal? VolatilityFraction { get; init; }

    /// <summary>How far equity is below its peak, as a fraction of it; null while no peak was observed.</summary>
    public decimal? DrawdownFraction { get; init; }

    /// <summary>The strategy's closed trades, as fractions of what was closed.</summary>
    public ImmutableArray<decimal> Returns { get; init; }

    /// <summary>A value as a quantity, not yet whole lots.</summary>
    /// <param name="account">Account currency.</param>
    public decimal BaseOf(decimal account) => account / Rate / Instrument.Notional(PriceQuote, 1m);
}
