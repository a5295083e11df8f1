using TradingDaemon.Configuration;
using TradingDaemon.Domain.Account;
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
    public static IServiceCollection AddReloading(this IServiceCollection services, LoadedConfiguration loaded, ConfigurationVersion version)
    {
        services.AddSingleton(new RunningConfiguration(loaded, version));
        services.AddSingleton<ConfigurationReload>();
        services.AddSingleton<IReloadControl>(static provider =>
        {
            var reload = provider.GetRequiredService<ConfigurationReload>();
            ReloadGauges.AddTo(provider.GetRequiredService<DaemonMetrics>().Meter, reload);
            return reload;
        });
        services.AddHostedService(static provider => ActivatorUtilities.CreateInstance<ReloadWatch>(provider, provider.GetRequiredService<Clocks>().Real));
        return services;
    }
}
