using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>The most an entry may be by its strategy's method and by what makes entries smaller, worked out anew.</summary>
internal static class ShadowSizes
{
    private const decimal RoundingMax = 0.000001m;

    /// <summary>Throws when it is more.</summary>
    /// <param name="entry">What was decided, as a whole.</param>
    /// <param name="signal">What it came of.</param>
    /// <param name="spec">Its strategy.</param>
    /// <param name="limits">The tier's.</param>
    /// <param name="instrument">What is traded.</param>
    /// <param name="equity">Account currency.</param>
    /// <param name="factor">Which part of its size an entry has now.</param>
    public static void Judge(AskedEntry entry, Signal signal, StrategySpec spec, RiskLimits limits, Instrument instrument, decimal equity, decimal factor)
    {
        var touch = entry.TouchQuote;
        var byFraction = Math.Min(equity * spec.SizeFraction, limits.OrderNotionalMaxAccount);
        var most = signal.QuantityBase is { } named ? named
            : spec.Sizing switch
            {
                { Method: SizingMethod.Risk, RiskFraction: { } risk } => entry.StopDistanceQuote is { } distance ? equity * risk / (Math.Max(distance, instrument.TickSize) * instrument.Multiplier) : 0m,
                { Method: SizingMethod.Kelly } kelly => Math.Max(byFraction, equity * kelly.FractionMax) / (touch * instrument.Multiplier),
                { Method: SizingMethod.Volatility } volatility => equity * volatility.FractionMax / (touch * instrument.Multiplier),
                _ => byFraction / (touch * instrument.Multiplier),
            };
        if (entry.QuantityBase > (most * factor) + RoundingMax)
            throw new InvariantBrokenException("No entry is larger than its strategy's method, tilt and phase make it.", $"at most {most} × {factor} by {spec.Sizing.Method}", entry.Told);
    }
}
