using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Parameters;
using TradingDaemon.Strategies.Proposals;

namespace TradingDaemon.Strategies.Momentum;

/// <summary>Makes <see cref="MultiAssetMomentum"/>.</summary>
internal sealed class MultiAssetMomentumFactory : IStrategyFactory
{
    private static readonly Parameter<int> Lookback = ParameterTypes.WholeNumber("lookback", 20, 2, 5_000, "Returns looked back on.");
    private static readonly Parameter<double> Entry = ParameterTypes.Number("entry", 0.5, 0d, 0.999, "Momentum above which it buys; above exit.");
    private static readonly Parameter<double> Exit = ParameterTypes.Number("exit", 0.1, -0.999, 0.999, "Momentum below which it closes.");

    private static readonly ParameterSet Set = new(Lookback, Entry, Exit, Stance.Cooldown);

    /// <inheritdoc/>
    public string Kind => "multi-asset-momentum";

    /// <inheritdoc/>
    public IReadOnlyList<StrategyParameter> Parameters => Set.Descriptions;

    /// <inheritdoc/>
    public IEnumerable<string> Validate(StrategySpec spec) => [.. Set.Faults(spec), .. ParameterFaults.NotBelow(spec, Exit, Entry)];

    /// <inheritdoc/>
    public IStrategy Create(StrategySpec spec, Instrument instrument)
    {
        ParameterFaults.ThrowIfAny(Validate(spec));
        return new MultiAssetMomentum(spec, instrument, new(Lookback.Read(spec), Entry.Read(spec), Exit.Read(spec), Stance.Cooldown.Read(spec)));
    }
}
