using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Simulation.World;

/// <summary>Makes strategies without an opinion.</summary>
internal sealed class NoiseFactory : IStrategyFactory
{
    public const string KindName = "noise";

    public string Kind => KindName;

    public IReadOnlyList<StrategyParameter> Parameters => [];

    public IEnumerable<string> Validate(StrategySpec spec) => [];

    public IStrategy Create(StrategySpec spec, Instrument instrument) => new NoiseStrategy((spec.Id.Text.Length * 1_000) + instrument.Id.Index, instrument);
}
