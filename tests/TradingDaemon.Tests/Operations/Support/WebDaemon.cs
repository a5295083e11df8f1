using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Alerts.Delivery;
using TradingDaemon.Operations.Closing;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Parents;
using TradingDaemon.Operations.Reloading;
using TradingDaemon.Operations.Status;
using TradingDaemon.Operations.Tilts;
using TradingDaemon.Operations.Web;

namespace TradingDaemon.Tests.Operations.Support;

/// <summary>Operations behind a real Kestrel on a free loopback port.</summary>
internal sealed class WebDaemon : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebDaemon(WebApplication app) => _app = app;

    public StepClock Clock => (StepClock)Get<TimeProvider>();

    public HealthBoard Health => Get<HealthBoard>();

    public AlertBoard Alerts => Get<AlertBoard>();

    public TradingDaemon.Operations.Secrets.SecretRedactor Redactor => Get<TradingDaemon.Operations.Secrets.SecretRedactor>();

    public StatusBoard Status => Get<StatusBoard>();

    public DaemonMetrics Metrics => Get<DaemonMetrics>();

    public RecordingJournal Journal => (RecordingJournal)Get<ITiltJournal>();

    public RecordingClosing Closing => (RecordingClosing)Get<IStrategyClosing>();

    public RecordingParents Parents => (RecordingParents)Get<IParentControl>();

    public RecordingReload Reload => (RecordingReload)Get<IReloadControl>();

    public HttpClient Client { get; } = new();

    public static async Task<WebDaemon> StartAsync(string? key = null, params AlertChannelSetup[] channels)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(new StepClock());
        builder.Services.AddOperations(new OperationsOptions { Version = "1.2.3", DataDirectory = Path.GetTempPath(), HealthCheckEvery = TimeSpan.FromHours(1), Alerts = new AlertOptions { Channels = channels } });
        builder.Services.AddSingleton<IReloadControl>(new RecordingReload());
        builder.Services.AddSingleton<IParentControl>(new RecordingParents());
        builder.Services.AddSingleton<ITiltJournal>(new RecordingJournal());
        builder.Services.AddSingleton<IStrategyClosing>(new RecordingClosing());
        var app = builder.Build();
        app.MapOperations();
        app.MapAlerts(key);
        app.MapReload(key);
        app.MapParents(key);
        app.MapTilt(key);
        app.MapClosing(key);
        await app.StartAsync();
        var daemon = new WebDaemon(app);
        daemon.Client.BaseAddress = new Uri(app.Urls.Single());
        return daemon;
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();
}
