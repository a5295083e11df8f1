using System.Net;
using System.Text;
using NUnit.Framework;
using TradingDaemon.Operations.Tilts;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Web;

public sealed class TiltEndpointsTests
{
    private const string Key = "0123456789abcdef";

    [TestCase("{\"strategy\":\"alpha\",\"text\":\"why\",\"by\":\" anna \"}", "application/json", HttpStatusCode.OK, "anna")]
    [TestCase("{\"strategy\":\"alpha\",\"text\":\"why\"}", "application/json", HttpStatusCode.OK, "somebody over the API")]
    [TestCase("{\"strategy\":\"beta\",\"text\":\"why\"}", "application/json", HttpStatusCode.Conflict, "somebody over the API")]
    [TestCase("{\"strategy\":\"alpha\"}", "application/json", HttpStatusCode.BadRequest, null)]
    [TestCase("{\"strategy\":\"alpha\",\"text\":\"why\",\"words\":500}", "application/json", HttpStatusCode.BadRequest, null)]
    [TestCase("{\"strategy\":\"alpha\",\"text\":\"why\"}", "text/plain", HttpStatusCode.UnsupportedMediaType, null)]
    public async Task Post_Journal_KeepsWhatIsWrittenWithWho(string body, string type, HttpStatusCode expected, string? by)
    {
        await using var daemon = await WebDaemon.StartAsync();
        using var answer = await PostAsync(daemon, body, type);
        Assert.That((answer.StatusCode, daemon.Journal.Written.SingleOrDefault()?.By), Is.EqualTo((expected, by)));
    }

    /// <summary>Other routes take a kibibyte.</summary>
    [Test]
    public async Task Post_Journal_TakesPages()
    {
        await using var daemon = await WebDaemon.StartAsync();
        var text = string.Join(' ', Enumerable.Repeat("regret", 2_500));
        using var answer = await PostAsync(daemon, $"{{\"strategy\":\"alpha\",\"text\":\"{text}\",\"by\":\"anna\"}}", "application/json");
        Assert.That((answer.StatusCode, daemon.Journal.Written.Single()), Is.EqualTo((HttpStatusCode.OK, new TiltJournalRequest("alpha", text, "anna"))));
    }

    [Test]
    public async Task Post_WithoutTheKey_IsRefused()
    {
        await using var daemon = await WebDaemon.StartAsync(Key);
        using var answer = await PostAsync(daemon, "{\"strategy\":\"alpha\",\"text\":\"why\"}", "application/json");
        Assert.That((answer.StatusCode, daemon.Journal.Written.Count), Is.EqualTo((HttpStatusCode.Unauthorized, 0)));
    }

    private static async Task<HttpResponseMessage> PostAsync(WebDaemon daemon, string body, string type)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await daemon.Client.PostAsync(new Uri("/api/v1/tilt/journal", UriKind.Relative), content);
    }
}
