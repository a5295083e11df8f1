using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TradingDaemon.Tests.Operations.Support;

/// <summary>A real web server on a free loopback port that takes every post, or answers as it is told to.</summary>
internal sealed class WebSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<Post> _posts = Channel.CreateUnbounded<Post>();

    private WebSink(WebApplication app) => _app = app;

    /// <summary>What was posted.</summary>
    internal sealed record Post(string Path, string? ContentType, string? Authorization, string Body)
    {
        public JsonElement Json => JsonDocument.Parse(Body).RootElement;
    }

    /// <summary>Answers to give, one after the other; then all is well.</summary>
    public ConcurrentQueue<Func<HttpContext, Task>> Answers { get; } = new();

    /// <summary>Its address, without a slash at the end.</summary>
    public string Url => _app.Urls.Single();

    public static async Task<WebSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var sink = new WebSink(app);
        app.Run(sink.TakeAsync);
        await app.StartAsync();
        return sink;
    }

    /// <summary>The next post, whenever it comes.</summary>
    public async Task<Post> NextAsync() => await _posts.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(5));

    /// <summary>Answers so.</summary>
    public void Answer(int status, string body = "", params (string Name, string Value)[] headers) => Answers.Enqueue(async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers) context.Response.Headers[name] = value;
        if (body.Length > 0) await context.Response.WriteAsync(body); // some answers have none
    });

    /// <summary>Never answers; ends with the connection.</summary>
    public void Hang() => Answers.Enqueue(static context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default));

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token); // whoever hangs is let go
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        _posts.Writer.TryWrite(new Post(context.Request.Path, context.Request.ContentType, context.Request.Headers.Authorization, body));
        if (Answers.TryDequeue(out var answer)) await answer(context);
    }
}
