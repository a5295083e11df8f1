using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>A receiver of webhooks on a free loopback port; one that hangs takes every post and answers none.</summary>
internal sealed class HookSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<JsonElement> _posts = Channel.CreateUnbounded<JsonElement>();

    private HookSink(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single() + "/hook";

    public static async Task<HookSink> StartAsync(bool hangs = false)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var sink = new HookSink(app);
        app.Run(context => sink.TakeAsync(context, hangs));
        await app.StartAsync();
        return sink;
    }

    /// <summary>The next post that fits, those before it left out.</summary>
    public async Task<JsonElement> NextAsync(Func<JsonElement, bool> fits)
    {
        using var patience = new CancellationTokenSource(DaemonProcess.PatienceMax);
        await foreach (var post in _posts.Reader.ReadAllAsync(patience.Token))
            if (fits(post)) return post;
        throw new AssertionException("The sink ended.");
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context, bool hangs)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        _posts.Writer.TryWrite(document.RootElement.Clone());
        if (hangs) await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
    }
}
