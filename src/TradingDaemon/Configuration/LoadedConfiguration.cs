using System.Collections.Immutable;
using TradingDaemon.Configuration.Checks;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sources;

namespace TradingDaemon.Configuration;

/// <summary>A sound configuration with what it was made of, so that it can be made again.</summary>
/// <param name="Config">What the daemon is composed from.</param>
/// <param name="Inputs">Where it was read.</param>
/// <param name="InForce">Every value in force, by path; unmasked.</param>
internal sealed record LoadedConfiguration(DaemonConfig Config, ConfigurationInputs Inputs, ImmutableArray<KeyInForce> InForce)
{
    /// <summary>What a verb makes of a configuration, e.g. tiers on one instrument only; done again with each reload.</summary>
    public Func<DaemonConfig, DaemonConfig> Narrow { get; init; } = static config => config;
}
