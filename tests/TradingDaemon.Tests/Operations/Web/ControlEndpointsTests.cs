using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Operations.Control;
using TradingDaemon.Operations.Web;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Web;

public sealed class ControlEndpointsTests
{
    private const string Key = "0123456789abcdef";

    [TestCase("halt", EmergencyState.Halted), TestCase("reduce", EmergencyState.Reducing)]
    public async Task Post_Stop_NeedsAReasonAndNothingElse(string route, EmergencyState target)
    {
        await using var bench = await Bench.StartAsync();
        Assert.That((await bench.PostAsync(route, "{\"reason\":\"too short\"}")).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await bench.PostAsync(route, "{\"reason\":\" prices look wrong \"}")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(bench.Control.Pulls.Single(), Is.EqualTo(new EmergencyPull(target, false, "api", "prices look wrong")));
    }

    [Test]
    public async Task Post_Flatten_NeedsTheTypedPhrase()
    {
        await using var bench = await Bench.StartAsync();
        Assert.That((await bench.PostAsync("flatten", "{\"reason\":\"prices look wrong\",\"confirm\":\"flatten all positions\"}")).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await bench.PostAsync("flatten", "{\"reason\":\"prices look wrong\",\"confirm\":\"FLATTEN ALL POSITIONS\"}")).StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(bench.Control.Pulls.Single(), Is.EqualTo(new EmergencyPull(EmergencyState.Halted, true, "api", "prices look wrong")));
    }

    [Test]
    public async Task Post_FlattenDryRun_ShowsThePlanWithDecimalsAsText()
    {
        await using var bench = await Bench.StartAsync();
        var answer = await bench.PostAsync("flatten", "{\"dryRun\":true}");
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("\"limitQuote\":\"98.01\""));
        Assert.That(bench.Control.Pulls, Is.Empty);
    }

    [TestCase("RESUME", false), TestCase("RESUME too short", false), TestCase("resume all is well again", false), TestCase("RESUME all is well again", true)]
    public async Task Post_Resume_NeedsTheTypedPhraseWithAReason(string confirm, bool isDone)
    {
        await using var bench = await Bench.StartAsync();
        var answer = await bench.PostAsync("resume", JsonSerializer.Serialize(new ControlRequest(Confirm: confirm), ControlJson.Default.ControlRequest));
        Assert.That(answer.StatusCode, Is.EqualTo(isDone ? HttpStatusCode.OK : HttpStatusCode.BadRequest));
        Assert.That(bench.Control.Resumes, Is.EqualTo(isDone ? new[] { ("api", "all is well again") } : []));
    }

    [Test]
    public async Task Post_ResumeThatIsRefused_IsAConflict()
    {
        await using var bench = await Bench.StartAsync();
        bench.Control.IsResumeRefused = true;
        Assert.That((await bench.PostAsync("resume", "{\"confirm\":\"RESUME all is well again\"}")).StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
    }

    [TestCase("not json"), TestCase("null"), TestCase("{\"because\":\"prices look wrong\"}"), TestCase("")]
    public async Task Post_BodyThatIsNone_IsRefusedWithAnExample(string body)
    {
        await using var bench = await Bench.StartAsync();
        var answer = await bench.PostAsync("halt", body);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(bench.Control.Pulls, Is.Empty);
    }

    [Test]
    public async Task Post_AsAWebPageCould_IsRefused()
    {
        await using var bench = await Bench.StartAsync();
        Assert.That((await bench.PostAsync("halt", "{\"reason\":\"prices look wrong\"}", contentType: "text/plain")).StatusCode, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
        Assert.That((await bench.PostAsync("halt", "{\"reason\":\"prices look wrong\"}", host: "evil.example")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(bench.Control.Pulls, Is.Empty);
    }

    [Test]
    public async Task Post_WithAKeyConfigured_NeedsIt()
    {
        await using var bench = await Bench.StartAsync(Key);
        Assert.That((await bench.PostAsync("halt", "{\"reason\":\"prices look wrong\"}")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await bench.PostAsync("halt", "{\"reason\":\"prices look wrong\"}", key: Key + "x")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await bench.PostAsync("halt", "{\"reason\":\"prices look wrong\"}", key: Key, host: "daemon.example")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Heartbeat_AndGet_AreAnswered()
    {
        await using var bench = await Bench.StartAsync();
        Assert.That((await bench.PostAsync("heartbeat", "{}")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(bench.Control.Heartbeats, Is.EqualTo(1));
        Assert.That(await bench.Client.GetStringAsync(new Uri("/api/v1/emergency", UriKind.Relative)), Does.Contain("\"state\":\"active\""));
    }

    [Test]
    public void Refusal_FromAnotherMachineWithoutAKey_IsForbidden()
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse("192.0.2.7") } };
        context.Request.Host = new HostString("localhost");
        Assert.That(new ControlAccess(null).Refusal(context)?.Status, Is.EqualTo(StatusCodes.Status403Forbidden));
    }

    private sealed class Bench(WebApplication app, RecordingControl control) : IAsyncDisposable
    {
        public RecordingControl Control => control;

        public HttpClient Client { get; } = new() { BaseAddress = new Uri(app.Urls.Single()) };

        public static async Task<Bench> StartAsync(string? key = null)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var control = new RecordingControl();
            builder.Services.AddSingleton<IEmergencyControl>(control);
            var app = builder.Build();
            app.MapControl(key);
            await app.StartAsync();
            return new Bench(app, control);
        }

        public async Task<HttpResponseMessage> PostAsync(string route, string body, string contentType = "application/json", string? key = null, string? host = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/emergency/{route}") { Content = new StringContent(body, Encoding.UTF8, contentType) };
            if (key is not null) request.Headers.Add("X-Api-Key", key);
            if (host is not null) request.Headers.Host = host;
            return await Client.SendAsync(request);
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await app.DisposeAsync();
        }
    }
}
