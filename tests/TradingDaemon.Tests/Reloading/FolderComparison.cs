using TradingDaemon.Domain.Control;
using TradingDaemon.Reloading;
using TradingDaemon.Tests.Configuration;

namespace TradingDaemon.Tests.Reloading;

/// <summary>What assignments change in a folder's configuration.</summary>
internal static class FolderComparison
{
    public static IReadOnlyList<ConfigurationChange> Between(this ConfigurationFolder folder, params string[] assignments) =>
        ConfigurationComparison.Between(ConfigurationComparison.Values(folder.Load().InForce), ConfigurationComparison.Values(folder.Load(assignments).InForce));
}
