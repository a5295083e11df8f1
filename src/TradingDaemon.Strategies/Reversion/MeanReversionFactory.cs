using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Parameters;
using TradingDaemon.Strategies.Proposals;

namespace TradingDaemon.Strategies.Reversion;

/// <summary>Makes <see cref="MeanReversion"/>.</summary>
internal sealed class MeanReversionFactory : IStrategyFactory
{
    private static readonly Parameter<int> BandPeriod = ParameterTypes.WholeNumber("bandPeriod", 20, 2, 5_000, "Observations in the Bollinger bands.");
    private static readonly Parameter<double> BandWidth = ParameterTypes.Number("bandWidth", 2d, 0.1, 10d, "Deviations from the middle band to the outer ones.");
    private static readonly Parameter<int> RsiPeriod = ParameterTypes.WholeNumber("rsiPeriod", 14, 2, 5_000, "Changes in the RSI.");
    private static readonly Parameter<double> Oversold = ParameterTypes.Number("oversold", 30d, 1d, 99d, "RSI below which a low price counts; below overbought.");
    private static readonly Parameter<double> Overbought = ParameterTypes.Number("overbought", 70d, 1d, 99d, "RSI above which a high price counts.");
    private static readonly Parameter<int> RangeWindow = ParameterTypes.WholeNumber("rangeWindow", 100, 2, 5_000, "Observations whose range is limited.");
    private static readonly Parameter<double> RangeMax = ParameterTypes.Number("rangeMax", 0.15, 0.0001, 10d, "It enters only while (highest − lowest) / lowest is below this.");

    private static readonly ParameterSet Set = new(BandPeriod, BandWidth, RsiPeriod, Oversold, Overbought, RangeWindow, RangeMax, Stance.Cooldown);

    /// <inheritdoc/>
    public string Kind => "mean-reversion";

    /// <inheritdoc/>
    public IReadOnlyList<StrategyParameter> Parameters => Set.Descriptions;

    /// <inheritdoc/>
    public IEnumerable<string> Validate(StrategySpec spec) => [.. Set.Faults(spec), .. ParameterFaults.NotBelow(spec, Oversold, Overbought)];

    /// <inheritdoc/>
    public IStrategy Create(StrategySpec spec, Instrument instrument)
    {
        ParameterFaults.ThrowIfAny(Validate(spec));
        var settings = new ReversionSettings(
            BandPeriod.Read(spec), BandWidth.Read(spec), RsiPeriod.Read(spec), Oversold.Read(spec), Overbought.Read(spec),
            RangeWindow.Read(spec), RangeMax.Read(spec), Stance.Cooldown.Read(spec));
        return new MeanReversion(spec, instrument, settings);
    }
}
