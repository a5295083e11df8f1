using TradingDaemon.Configuration;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Reloading;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Reloading;

/// <summary>Puts reloading into the host.</summary>
internal static class ReloadServices
{
    /// <summary>Adds it; the watch begins and ends with the other hosted services, in the order they are added.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="loaded">What the daemon is started with.</param>
    /// <param name="version">Its number and hash.</param>
    /// <param name="history">Reads every configuration the journal tells of, oldest first.</param>
    public static IServiceCollection AddReloading(this IServiceCollection services, LoadedConfiguration loaded, ConfigurationVersion version, Func<IReadOnlyList<RecordedFact>> history)
    {
        services.AddSingleton(new RunningConfiguration(loaded, version));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ConfigurationReload>(provider, history));
        services.AddSingleton<IReloadControl>(static provider =>
        {
            var reload = provider.GetRequiredService<ConfigurationReload>();
            ReloadGauges.AddTo(provider.GetRequiredService<DaemonMetrics>().Meter, reload);
            reload.TellOverruled();
            return reload;
        });
        services.AddHostedService(static provider => ActivatorUtilities.CreateInstance<ReloadWatch>(provider, provider.GetRequiredService<Clocks>().Real));
        return services;
    }
}
