using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Parameters;

namespace TradingDaemon.Strategies.External;

/// <summary>Makes <see cref="ExternalStrategy"/>. What the market's measures are needed for cannot be asked of it: no bars are built for it.</summary>
internal sealed class ExternalFactory : IStrategyFactory
{
    private static readonly ParameterSet Set = new();

    /// <inheritdoc/>
    public string Kind => StrategySpec.ExternalKind;

    /// <inheritdoc/>
    public IReadOnlyList<StrategyParameter> Parameters => Set.Descriptions;

    /// <inheritdoc/>
    public IEnumerable<string> Validate(StrategySpec spec)
    {
        foreach (var fault in Set.Faults(spec)) yield return fault;
        if (spec.AlwaysMeasured) yield return $"strategies[{spec.Id}].alwaysMeasured: {Kind} sees no market, so nothing is measured for it";
        else if (spec.MeasuredOn() is not null) yield return $"strategies[{spec.Id}]: what is measured in average true ranges or by volatility needs a strategy that sees the market; {Kind} has stops and targets as fractions, or in the signal";
        if (spec.LookBackBars > 0) yield return $"strategies[{spec.Id}].lookBackBars: {Kind} sees no bars";
        if (spec.Execution.VolumeDays is not null) yield return $"strategies[{spec.Id}].execution.volumeDays: {Kind} learns no volumes; volumeProfile says them";
    }

    /// <inheritdoc/>
    public IStrategy Create(StrategySpec spec, Instrument instrument)
    {
        ParameterFaults.ThrowIfAny(Validate(spec));
        return new ExternalStrategy();
    }
}
