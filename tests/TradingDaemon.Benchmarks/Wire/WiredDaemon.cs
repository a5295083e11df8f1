using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingDaemon.Benchmarks.Daemon;
using TradingDaemon.Composition;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Operations.Web;
using TradingDaemon.Storage.Nonces;
using TradingDaemon.Translation;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Sandbox;

namespace TradingDaemon.Benchmarks.Wire;

/// <summary>The whole daemon inside this process, put together as it always is, but for stamps on its journal and on its connections to the exchange.</summary>
internal sealed class WiredDaemon : IAsyncDisposable
{
    private readonly DaemonParts _parts;
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private WiredDaemon(DaemonParts parts, WebApplication app, string url) => (_parts, _app, _client) = (parts, app, new HttpClient { BaseAddress = new Uri(url) });

    /// <summary>Builds and starts it.</summary>
    public static async Task<WiredDaemon> StartAsync(DaemonConfig config, string url, WireStamps stamps, CancellationToken stopping)
    {
        var redactor = new SecretRedactor();
        var assembled = PartsAssembly.Assemble(config, redactor);
        assembled.Venues.Single().Dispose();
        var parts = assembled with { Venues = [Stamped(config, stamps)] };
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "TradingDaemon", Args = [] });
        builder.Services.AddSingleton(redactor);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddOperations(new OperationsOptions { Version = DaemonVersion.Text, DataDirectory = config.Storage.Directory });
        builder.Services.AddDaemon(parts);
        builder.Services.AddSingleton<IJournal>(new StampingJournal(parts.Store.Journal, stamps)); // the one added last is given
        var app = builder.Build();
        app.MapOperations();
        await app.StartAsync(stopping);
        return new WiredDaemon(parts, app, url);
    }

    /// <summary>What its metrics say now.</summary>
    public async Task<MetricsPage> MetricsAsync(CancellationToken stopping) => MetricsPage.Parse(await _client.GetStringAsync(new Uri("/metrics", UriKind.Relative), stopping));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _client.Dispose();
        _parts.Dispose();
    }

    // As the daemon makes it, with connections of our own.
    private static VenueParts Stamped(DaemonConfig config, WireStamps stamps)
    {
        var real = TimeProvider.System;
        var model = config.Venues.Values.Single();
        var guard = model.ToGuardOptions();
        var budget = new RequestBudget(guard.Budget, real);
        var signer = new SandboxSigner(model.Credentials!.Key, model.Credentials.Secret, new FileNonceSource(Path.Combine(config.Storage.Directory, "sandbox.nonce"), real));
        var venue = new SandboxVenue(model.ToSandboxOptions() with { Connect = (context, token) => ConnectAsync(context, stamps, token) }, signer, real, budget.Learn, budget.TakeFurtherAsync);
        var guarded = new GuardedVenue(venue, guard, real, budget);
        return new VenueParts(guarded, guarded.Urgent, static (in _) => { }, 0, static () => new Dictionary<string, decimal>(), static _ => { }, [guarded, venue]);
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, WireStamps stamps, CancellationToken stopping)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, stopping);
            return new StampingStream(socket, stamps);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
