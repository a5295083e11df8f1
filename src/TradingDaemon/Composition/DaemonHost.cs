using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using TradingDaemon.Agents;
using TradingDaemon.Cli.Quality;
using TradingDaemon.Composition.Routes;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Operations.Logging;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Operations.Web;
using TradingDaemon.Reloading;
using TradingDaemon.Storage.Inspection;
using TradingDaemon.Summary;
using TradingDaemon.Translation;

namespace TradingDaemon.Composition;

/// <summary>The running daemon: from configuration to a host, and from a signal to an exit code.</summary>
internal static class DaemonHost
{
    // The policy's grace is for the market; what follows it only drains queues and writes one checkpoint.
    private static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(15);

    /// <summary>Runs until told to stop. Throws <see cref="IOException"/> or <see cref="InvalidDataException"/> with words for the operator when it cannot start.</summary>
    /// <returns>0 after an orderly stop; 1 when the daemon stopped itself.</returns>
    public static async Task<int> RunAsync(LoadedConfiguration loaded, CancellationToken stopping)
    {
        var config = loaded.Config;
        PortProbe.Check(config.Operations.Urls);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "TradingDaemon", Args = [] });
        builder.Configuration.Sources.Clear(); // ours was read and checked already; the host's own defaults must not add to it
        builder.Configuration.AddInMemoryCollection(); // where the host keeps its own settings, such as the addresses
        var redactor = RedactorOf(config);
        builder.Services.AddSingleton(redactor);
        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        builder.Logging.AddDaemonLogging(config.Operations.ToLogOptions());
        builder.Logging.SetMinimumLevel(config.Operations.LogLevel).AddFilter("Microsoft", LogLevel.Warning);
        IReadOnlyList<RecordedFact> recorded = [];
        var steps = await PartsAssembly.InstrumentsAsync(config, redactor, stopping);
        using var parts = PartsAssembly.Assemble(config, redactor, opened =>
        {
            recorded = Recorded(opened);
            return (loaded = Overruled.AtStart(loaded, recorded)).Config;
        }, () => steps.Over(ConfigurationFold.Of(recorded)));
        config = parts.Config;
        loaded = loaded with { Steps = steps.Beyond(parts.Catalog) };
        builder.WebHost.UseUrls(config.Operations.Urls);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = config.Shutdown.Grace + DrainMax + config.Alerts.FlushMax);
        builder.Services.AddOperations(new OperationsOptions { Version = DaemonVersion.Text, DataDirectory = config.Storage.Directory, Alerts = AlertMaking.Of(config, TimeProvider.System) });
        var known = parts.Engine.Account.Books.Configuration;
        var changed = StartChange.Of(loaded, known, () => recorded, Overruled.Ends(loaded, recorded));
        builder.Services.AddDaemon(parts with { StartUp = parts.StartUp with { Configuration = changed, ToldToStop = stopping } });
        builder.Services.AddReloading(loaded, changed is null ? known : new(known.Number + 1, changed.Hash), () => Recorded(config));
        builder.Services.AddAgents(config);
        builder.Services.AddSingleton(new QualityReadings(config.Storage.Directory));
        if (config.Operations.SummaryInterval > TimeSpan.Zero && !Console.IsOutputRedirected)
            builder.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<TerminalSummary>(provider, config.Operations.SummaryInterval));

        await using var app = builder.Build();
        Map(app, config);
        await app.StartAsync(CancellationToken.None); // whole or not at all: half started, nothing would be there to stop in order
        await app.WaitForShutdownAsync(stopping);
        return Environment.ExitCode;
    }

    private static SecretRedactor RedactorOf(DaemonConfig config)
    {
        var redactor = ConfiguredSecrets.Redactor(Environment.GetEnvironmentVariables());
        foreach (var key in config.Venues.Values.Select(static venue => venue.Credentials)) // one from a file or from .env is in no variable
        {
            redactor.Register(key?.Key);
            redactor.Register(key?.Secret);
        }

        redactor.Register(config.Operations.ApiKey);
        AlertMaking.Hide(config, redactor);
        foreach (var agent in config.Agents.Values) redactor.Register(agent.Key);
        return redactor;
    }

    private static void Map(WebApplication app, DaemonConfig config)
    {
        app.MapOperations();
        app.MapControl(config.Operations.ApiKey);
        app.MapAlerts(config.Operations.ApiKey);
        app.MapReload(config.Operations.ApiKey);
        app.MapQuality();
        app.MapPrices(config.Storage.Directory, TimeProvider.System);
        app.MapParents(config.Operations.ApiKey);
        app.MapTilt(config.Operations.ApiKey);
        app.MapClosing(config.Operations.ApiKey);
        app.MapAgents(config);
    }

    private static IReadOnlyList<RecordedFact> Recorded(DaemonConfig config)
    {
        using var inspection = StoreInspection.Open(config.Storage.Directory);
        return inspection.Configurations();
    }
}
