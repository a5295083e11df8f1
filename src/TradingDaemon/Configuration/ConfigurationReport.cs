using System.Collections.Immutable;
using TradingDaemon.Configuration.Checks;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sources;

namespace TradingDaemon.Configuration;

/// <summary>What loading found.</summary>
/// <param name="Config">The configuration, or null when there is any fault.</param>
/// <param name="Faults">Every fault, by source and path.</param>
/// <param name="Notes">Sentences that deserve a word but stop nothing.</param>
/// <param name="InForce">Every value in force with its origin, defaults included, by path; unmasked.</param>
internal sealed record ConfigurationReport(DaemonConfig? Config, ImmutableArray<ConfigurationFault> Faults, ImmutableArray<string> Notes, ImmutableArray<KeyInForce> InForce)
{
    /// <summary>The value of a key although the whole may have faults: for what must work with a broken configuration too.</summary>
    public string? ValueOf(string path) => InForce.FirstOrDefault(key => key.Path == path)?.Value;
}
