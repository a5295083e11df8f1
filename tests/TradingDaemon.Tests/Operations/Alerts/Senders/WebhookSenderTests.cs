using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Alerts.Delivery;
using TradingDaemon.Operations.Alerts.Senders;
using TradingDaemon.Tests.Operations.Alerts.Support;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Alerts.Senders;

/// <summary>What is posted, and what is made of the answers, at a real web server.</summary>
public sealed class WebhookSenderTests
{
    private static readonly WebhookBody Body = new("default/local");

    [Test]
    public async Task Send_Plain_IsTheWholeNotice()
    {
        await using var sink = await WebSink.StartAsync();
        using var sender = Sender(sink, Body.Plain, bearer: "let-me-in");
        Assert.That(await sender.SendAsync(Notices.Of(NoticeKind.Escalated), CancellationToken.None), Is.EqualTo(new SendResult.Sent()));
        var post = await sink.NextAsync();
        Assert.That((post.Path, post.ContentType, post.Authorization), Is.EqualTo(("/hook", "application/json; charset=utf-8", "Bearer let-me-in")));
        Assert.That(post.Json.EnumerateObject().Select(static field => $"{field.Name}={field.Value}"), Is.EqualTo(new[]
        {
            "event=escalated", "daemon=default/local", "severity=critical", "id=t7k2m9", "key=feed:a:blind", "text=Feed <a> is blind & entries are blocked.", "count=3", "escalations=2",
            "first_at=2026-03-01T12:00:00+00:00", "last_at=2026-03-01T12:02:00+00:00", "at=2026-03-01T12:05:00+00:00",
        }));
    }

    [Test]
    public async Task Send_Slack_IsTextInItsMarkupThatCallsNobody()
    {
        var json = await PostedAsync(Body.Slack, Notices.Of(text: "<!channel> & more"));
        Assert.That(json.EnumerateObject().Select(static field => field.Name), Is.EqualTo(new[] { "text", "unfurl_links" }));
        Assert.That(json.GetProperty("text").GetString(), Is.EqualTo("*[default/local] CRITICAL feed:a:blind*\n&lt;!channel&gt; &amp; more\nSince 2026-03-01 12:00:00Z, raised 3 times. Yours? tradingdaemon alerts ack t7k2m9"));
        Assert.That(json.GetProperty("unfurl_links").GetBoolean(), Is.False);
    }

    [Test]
    public async Task Send_Discord_IsContentThatCallsNobody_AndFits()
    {
        var json = await PostedAsync(Body.Discord, Notices.Of(NoticeKind.Ended, text: "@everyone " + new string('x', 5_000)));
        Assert.That(json.EnumerateObject().Select(static field => field.Name), Is.EqualTo(new[] { "content", "allowed_mentions" }));
        Assert.That(json.GetProperty("allowed_mentions").GetRawText(), Is.EqualTo("{\"parse\":[]}"));
        var content = json.GetProperty("content").GetString()!;
        Assert.That(content, Does.StartWith("[default/local] ENDED feed:a:blind (was CRITICAL)\n@everyone xxx").And.EndWith("…\nIt lasted 0.00:05:00, from 2026-03-01 12:00:00Z to 2026-03-01 12:05:00Z."));
        Assert.That(content, Has.Length.LessThanOrEqualTo(2_000));
    }

    [TestCase(NoticeKind.Raised, AlertSeverity.Critical, false), TestCase(NoticeKind.Raised, AlertSeverity.Info, true), TestCase(NoticeKind.Ended, AlertSeverity.Critical, true)]
    public async Task Send_Telegram_NamesTheChat_AndIsLoudOnlyWhereSomebodyMustLook(NoticeKind kind, AlertSeverity severity, bool isSilent)
    {
        var json = await PostedAsync(notice => Body.Telegram(notice, "-100123"), Notices.Of(kind, severity));
        Assert.That(json.EnumerateObject().Select(static field => field.Name), Is.EqualTo(new[] { "chat_id", "text", "disable_notification", "link_preview_options" }));
        Assert.That((json.GetProperty("chat_id").GetString(), json.GetProperty("disable_notification").GetBoolean(), json.GetProperty("link_preview_options").GetRawText()), Is.EqualTo(("-100123", isSilent, "{\"is_disabled\":true}")));
        Assert.That(json.GetProperty("text").GetString(), Does.StartWith("[default/local] ").And.Contain("Feed <a> is blind & entries are blocked."));
    }

    [TestCase(429, "", "37", 37d)]
    [TestCase(429, "{\"message\":\"You are being rate limited.\",\"retry_after\":1.5,\"global\":false}", null, 1.5)]
    [TestCase(429, "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":35}}", null, 35d)]
    [TestCase(429, "[]", null, null)]
    [TestCase(503, "down", "2", 2d)]
    [TestCase(500, "{\"retry_after\":\"soon\"}", null, null)]
    [TestCase(408, "", null, null)]
    public async Task Send_AskedToComeBack_SaysWhen(int status, string body, string? header, double? seconds)
    {
        await using var sink = await WebSink.StartAsync();
        sink.Answer(status, body, header is null ? [] : [("Retry-After", header)]);
        using var sender = Sender(sink, Body.Plain);
        var result = (SendResult.TryAgain)await sender.SendAsync(Notices.Of(), CancellationToken.None);
        Assert.That((result.After?.TotalSeconds, result.Why), Is.EqualTo((seconds, result.Why)));
        Assert.That(result.Why, Does.StartWith($"answered {status} "));
    }

    [Test]
    public async Task Send_AskedToComeBackAtATime_WaitsUntilThen()
    {
        await using var sink = await WebSink.StartAsync();
        sink.Answer(503, "", ("Retry-After", Notices.At.AddSeconds(90).ToString("R")));
        using var sender = Sender(sink, Body.Plain);
        Assert.That(((SendResult.TryAgain)await sender.SendAsync(Notices.Of(), CancellationToken.None)).After, Is.EqualTo(TimeSpan.FromSeconds(90)));
    }

    [TestCase(400, "bad_payload"), TestCase(403, ""), TestCase(404, "no_service"), TestCase(302, ""), TestCase(304, "")]
    public async Task Send_Refused_IsNotTriedAgain(int status, string body)
    {
        await using var sink = await WebSink.StartAsync();
        sink.Answer(status, body, status == 302 ? [("Location", sink.Url + "/elsewhere")] : []);
        using var sender = Sender(sink, Body.Plain);
        var result = (SendResult.Refused)await sender.SendAsync(Notices.Of(), CancellationToken.None);
        Assert.That(result.Why, Does.StartWith($"answered {status} ").And.Contain(body));
    }

    [Test]
    public async Task Send_AnAnswerWithoutEnd_IsReadAsFarAsItIsShown()
    {
        await using var sink = await WebSink.StartAsync();
        sink.Answer(400, new string('x', 1_000_000));
        using var sender = Sender(sink, Body.Plain);
        Assert.That(((SendResult.Refused)await sender.SendAsync(Notices.Of(), CancellationToken.None)).Why, Has.Length.LessThan(250));
    }

    [Test]
    public async Task Send_NobodyThere_MayBeTriedAgain()
    {
        var sink = await WebSink.StartAsync();
        using var sender = Sender(sink, Body.Plain);
        await sink.DisposeAsync();
        Assert.That(await sender.SendAsync(Notices.Of(), CancellationToken.None), Is.InstanceOf<SendResult.TryAgain>());
    }

    [Test]
    public async Task Send_AHangingServer_EndsWhenTold()
    {
        await using var sink = await WebSink.StartAsync();
        sink.Hang();
        using var sender = Sender(sink, Body.Plain);
        using var stopping = new CancellationTokenSource();
        var sending = sender.SendAsync(Notices.Of(), stopping.Token);
        await sink.NextAsync();
        await stopping.CancelAsync();
        await Assert.ThatAsync(() => sending, Throws.InstanceOf<OperationCanceledException>());
    }

    private static WebhookSender Sender(WebSink sink, Func<AlertNotice, byte[]> body, string? bearer = null)
    {
        return new WebhookSender(new Uri(sink.Url + "/hook"), bearer, body, Clock());

        static StepClock Clock()
        {
            var clock = new StepClock();
            clock.Advance(Notices.At - clock.GetUtcNow());
            return clock;
        }
    }

    private static async Task<JsonElement> PostedAsync(Func<AlertNotice, byte[]> body, AlertNotice notice)
    {
        await using var sink = await WebSink.StartAsync();
        using var sender = Sender(sink, body);
        Assert.That(await sender.SendAsync(notice, CancellationToken.None), Is.EqualTo(new SendResult.Sent()));
        return (await sink.NextAsync()).Json;
    }
}
