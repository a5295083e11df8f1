using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Parameters;
using TradingDaemon.Strategies.Proposals;

namespace TradingDaemon.Strategies.Crossover;

/// <summary>Makes <see cref="MovingAverageCrossover"/>.</summary>
internal sealed class MovingAverageCrossoverFactory : IStrategyFactory
{
    private static readonly Parameter<int> Fast = ParameterTypes.WholeNumber("fast", 5, 2, 5_000, "Observations in the fast average; below slow.");
    private static readonly Parameter<int> Slow = ParameterTypes.WholeNumber("slow", 20, 2, 5_000, "Observations in the slow average.");
    private static readonly Parameter<AverageKind> Average = ParameterTypes.Choice("average", AverageKind.Sma, "Simple or exponential averages.");

    private static readonly Parameter<double> MinimumSeparation = ParameterTypes.Number(
        "minimumSeparationBps", 0d, 0d, 1_000d, "How far the averages must be apart, in basis points of the slow one, before a side counts.");

    private static readonly ParameterSet Set = new(Fast, Slow, Average, MinimumSeparation, Stance.Cooldown);

    /// <inheritdoc/>
    public string Kind => "moving-average-crossover";

    /// <inheritdoc/>
    public IReadOnlyList<StrategyParameter> Parameters => Set.Descriptions;

    /// <inheritdoc/>
    public IEnumerable<string> Validate(StrategySpec spec) => [.. Set.Faults(spec), .. ParameterFaults.NotBelow(spec, Fast, Slow)];

    /// <inheritdoc/>
    public IStrategy Create(StrategySpec spec, Instrument instrument)
    {
        ParameterFaults.ThrowIfAny(Validate(spec));
        var settings = new CrossoverSettings(
            Fast.Read(spec), Slow.Read(spec), Average.Read(spec), MinimumSeparation.Read(spec), Stance.Cooldown.Read(spec));
        return new MovingAverageCrossover(spec, instrument, settings);
    }
}
