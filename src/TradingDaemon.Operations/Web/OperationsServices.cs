using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Alerts.Delivery;
using TradingDaemon.Operations.Exposition;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Operations.Status;
using TradingDaemon.Operations.Supervision;
using TradingDaemon.Operations.Systemd;

namespace TradingDaemon.Operations.Web;

/// <summary>Puts operations into the host's composition.</summary>
public static class OperationsServices
{
    private const int ConnectionsMax = 64;              // scrapers, probes and a few people
    private const int RequestHeadersBytesMax = 8 * 1024;
    private const int RequestBodyBytesMax = 1024;       // every route only reads
    private static readonly TimeSpan HeadersMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KeepAliveMax = TimeSpan.FromSeconds(75); // longer than the usual scrape interval

    /// <summary>
    /// Adds the metrics, boards, scrape and Kestrel's limits as singletons. What the host registered before wins:
    /// a <see cref="TimeProvider"/>, a <see cref="SecretRedactor"/>, an <see cref="IStatusSource"/>; without the last, a <see cref="StatusBoard"/> to publish to is added.
    /// </summary>
    public static IServiceCollection AddOperations(this IServiceCollection services, OperationsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SecretRedactor>();
        services.AddSingleton(options);
        services.TryAddSingleton(provider => new StatusBoard(Initial(provider.GetRequiredService<TimeProvider>(), options.Version)));
        services.TryAddSingleton<IStatusSource>(static provider => provider.GetRequiredService<StatusBoard>());
        services.AddSingleton(provider => Board(provider, options));
        AddAlerts(services, options.Alerts);
        services.AddSingleton(provider => Metrics(provider, options.Version));
        services.AddSingleton<MetricsScrape>();
        services.AddSingleton<IHostedService>(provider => new AlertDispatch(provider.GetRequiredService<IReadOnlyList<AlertDelivery>>(), options.Alerts.FlushMax, provider.GetRequiredService<DaemonMetrics>()));
        services.AddHostedService<EscalationWatch>();
        services.AddSingleton(static _ => SystemdNotifier.FromEnvironment(Environment.GetEnvironmentVariable));
        services.AddHostedService<SystemdLink>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<HealthWatch>(provider, options.HealthCheckEvery));
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<LimitWatch>(provider, options.HealthCheckEvery));
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<OrphanWatch>(provider, options.HealthCheckEvery));
        services.Configure<KestrelServerOptions>(Limit);
        return services;
    }

    private static void AddAlerts(IServiceCollection services, AlertOptions alerts)
    {
        services.AddSingleton<IAlertChannel>(provider => new LogAlertChannel(provider.GetRequiredService<ILogger<LogAlertChannel>>()) { SeverityMin = alerts.LogSeverityMin });
        services.AddSingleton<IReadOnlyList<AlertDelivery>>(provider => [.. alerts.Channels.Select(channel => new AlertDelivery(
            channel.Options, channel.Sender, channel.Mute, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<HealthBoard>(), provider.GetRequiredService<SecretRedactor>(),
            provider.GetRequiredService<ILogger<AlertDelivery>>()))]);
        services.AddSingleton(provider => new AlertBoard(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<SecretRedactor>(), [.. provider.GetServices<IAlertChannel>(), .. provider.GetRequiredService<IReadOnlyList<AlertDelivery>>()],
            provider.GetRequiredService<ILogger<AlertBoard>>()) { Escalation = alerts.Escalation, RepeatAfter = alerts.RepeatAfter });
    }

    private static DaemonStatus Initial(TimeProvider clock, string version) =>
        DaemonStatus.Initial(clock.GetUtcNow(), new DaemonVersions(version, RuntimeInformation.FrameworkDescription, null));

    private static HealthBoard Board(IServiceProvider provider, OperationsOptions options)
    {
        var clock = provider.GetRequiredService<TimeProvider>();
        var board = new HealthBoard(clock, provider.GetRequiredService<SecretRedactor>());
        if (options.DataDirectory is { } directory) board.AddProbe(new DiskSpaceProbe(directory));
        board.AddProbe(MemoryProbe.OfThisProcess());
        board.AddProbe(ProcessorProbe.OfThisProcess(clock));
        return board;
    }

    private static DaemonMetrics Metrics(IServiceProvider provider, string version)
    {
        var metrics = new DaemonMetrics(provider.GetRequiredService<TimeProvider>(), version);
        var health = provider.GetRequiredService<HealthBoard>();
        metrics.Observe(provider.GetRequiredService<IStatusSource>(), health, provider.GetRequiredService<AlertBoard>());
        health.AddProbe(new LatencyProbe(metrics));
        return metrics;
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
        kestrel.Limits.MaxRequestBodySize = RequestBodyBytesMax;
        kestrel.Limits.MaxRequestHeadersTotalSize = RequestHeadersBytesMax;
        kestrel.Limits.RequestHeadersTimeout = HeadersMax;
        kestrel.Limits.KeepAliveTimeout = KeepAliveMax;
    }
}
