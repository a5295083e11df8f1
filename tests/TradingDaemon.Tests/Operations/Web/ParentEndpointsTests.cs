using System.Net;
using System.Text;
using NUnit.Framework;
using TradingDaemon.Operations.Parents;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Web;

public sealed class ParentEndpointsTests
{
    private const string Key = "0123456789abcdef";

    [TestCase("{\"number\":7,\"by\":\" anna \"}", "application/json", HttpStatusCode.OK, "anna")]
    [TestCase("{\"number\":7}", "application/json", HttpStatusCode.OK, "somebody over the API")]
    [TestCase("{\"number\":8}", "application/json", HttpStatusCode.Conflict, "somebody over the API")]
    [TestCase("{\"number\":\"seven\"}", "application/json", HttpStatusCode.BadRequest, null)]
    [TestCase("{\"parent\":7}", "application/json", HttpStatusCode.BadRequest, null)]
    [TestCase("{\"number\":7}", "text/plain", HttpStatusCode.UnsupportedMediaType, null)]
    public async Task Post_Cancel_EndsWhatWorks_AndSaysSoOfTheRest(string body, string type, HttpStatusCode expected, string? by)
    {
        await using var daemon = await WebDaemon.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var answer = await daemon.Client.PostAsync(new Uri("/api/v1/parents/cancel", UriKind.Relative), content);
        Assert.That((answer.StatusCode, daemon.Parents.Asked.SingleOrDefault()?.By), Is.EqualTo((expected, by)));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.StartWith($"{{\"isDone\":{(expected == HttpStatusCode.OK ? "true" : "false")},\"message\":"));
    }

    [TestCase("pause", "Paused.")]
    [TestCase("resume", "Resumed.")]
    [TestCase("cancel", "Cancelled.")]
    public async Task Post_OfEachVerb_AsksForIt_WithWhoAndWhy(string verb, string message)
    {
        await using var daemon = await WebDaemon.StartAsync();
        using var content = new StringContent("{\"number\":7,\"by\":\"anna\",\"reason\":\" The news. \"}", Encoding.UTF8, "application/json");
        using var answer = await daemon.Client.PostAsync(new Uri($"/api/v1/parents/{verb}", UriKind.Relative), content);
        Assert.That((await answer.Content.ReadAsStringAsync(), daemon.Parents.Asked.Single()), Is.EqualTo(($"{{\"isDone\":true,\"message\":\"{message}\"}}", new ParentRequest(7, "anna", "The news."))));
    }

    [Test]
    public async Task Post_WithoutTheKey_IsRefused([Values("cancel", "pause", "resume")] string verb)
    {
        await using var daemon = await WebDaemon.StartAsync(Key);
        using var content = new StringContent("{\"number\":7}", Encoding.UTF8, "application/json");
        using var answer = await daemon.Client.PostAsync(new Uri($"/api/v1/parents/{verb}", UriKind.Relative), content);
        Assert.That((answer.StatusCode, daemon.Parents.Asked), Is.EqualTo((HttpStatusCode.Unauthorized, new List<ParentRequest>())));
    }
}
