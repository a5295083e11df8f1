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
    /// <summary>Steps in use that venues told and no file has; they stay until the next start.</summary>
    public ImmutableArray<KeyInForce> Steps { get; init; } = [];

    /// <summary>Everything in force that decides: what a version is made of.</summary>
    public ImmutableArray<KeyInForce> Deciding => InForce.AddRange(Steps);

    /// <summary>What a verb makes of a configuration, e.g. tiers on one instrument only; done again with each reload.</summary>
    public Func<DaemonConfig, DaemonConfig> Narrow { get; init; } = static config => config;
}
