using TradingDaemon.Configuration;
using TradingDaemon.Domain.Account;

namespace TradingDaemon.Reloading;

/// <summary>Which configuration runs. One writer, the reload; any thread reads.</summary>
/// <param name="loaded">What the daemon was started with.</param>
/// <param name="version">Its number and hash.</param>
internal sealed class RunningConfiguration(LoadedConfiguration loaded, ConfigurationVersion version)
{
    private volatile LoadedConfiguration _loaded = loaded;
    private volatile ConfigurationVersion _version = version;

    /// <summary>What runs, with what it was made of.</summary>
    public LoadedConfiguration Loaded => _loaded;

    /// <summary>Its number and hash.</summary>
    public ConfigurationVersion Version => _version;

    /// <summary>Another one runs now.</summary>
    public void Become(LoadedConfiguration next, ConfigurationVersion itsVersion) => (_loaded, _version) = (next, itsVersion);
}
