using System.Net;
using System.Text;
using NUnit.Framework;
using TradingDaemon.Operations.Closing;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Web;

public sealed class ClosingEndpointsTests
{
    [TestCase("{\"strategy\":\"alpha\",\"by\":\" anna \",\"reason\":\" The news. \"}", "application/json", HttpStatusCode.OK, "anna: The news.")]
    [TestCase("{\"strategy\":\"alpha\"}", "application/json", HttpStatusCode.OK, "somebody over the API: ")]
    [TestCase("{\"strategy\":\"beta\"}", "application/json", HttpStatusCode.Conflict, "somebody over the API: ")]
    [TestCase("{}", "application/json", HttpStatusCode.BadRequest, null)]
    [TestCase("{\"strategy\":null}", "application/json", HttpStatusCode.BadRequest, null)]
    [TestCase("{\"name\":\"alpha\"}", "application/json", HttpStatusCode.BadRequest, null)]
    [TestCase("{\"strategy\":\"alpha\"}", "text/plain", HttpStatusCode.UnsupportedMediaType, null)]
    public async Task Post_Close_ClosesWhatThereIs_WithWhoAndWhy(string body, string type, HttpStatusCode expected, string? by)
    {
        await using var daemon = await WebDaemon.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var answer = await daemon.Client.PostAsync(new Uri("/api/v1/strategies/close", UriKind.Relative), content);
        Assert.That((answer.StatusCode, daemon.Closing.Asked.Select(static asked => $"{asked.By}: {asked.Reason}").SingleOrDefault()), Is.EqualTo((expected, by)));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.StartWith($"{{\"isDone\":{(expected == HttpStatusCode.OK ? "true" : "false")},\"message\":"));
    }

    [Test]
    public async Task Post_Close_WithoutTheKey_IsRefused()
    {
        await using var daemon = await WebDaemon.StartAsync("0123456789abcdef");
        using var content = new StringContent("{\"strategy\":\"alpha\"}", Encoding.UTF8, "application/json");
        using var answer = await daemon.Client.PostAsync(new Uri("/api/v1/strategies/close", UriKind.Relative), content);
        Assert.That((answer.StatusCode, daemon.Closing.Asked), Is.EqualTo((HttpStatusCode.Unauthorized, new List<CloseRequest>())));
    }
}
