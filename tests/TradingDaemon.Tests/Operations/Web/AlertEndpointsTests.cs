using System.Net;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Alerts.Delivery;
using TradingDaemon.Tests.Operations.Alerts.Support;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Web;

public sealed class AlertEndpointsTests
{
    private const string Key = "0123456789abcdef";

    [Test]
    public async Task Get_Alerts_ListsWhatStandsAndTheChannels()
    {
        var sender = new ScriptedSender(TimeProvider.System);
        await using var daemon = await WebDaemon.StartAsync(null, new AlertChannelSetup(DeliveryBench.Options, sender, Mute: "It lacks its address"));
        daemon.Alerts.Raise("k", AlertSeverity.Warning, "said canary-5678");
        var json = JsonDocument.Parse(await daemon.Client.GetStringAsync(new Uri("/api/v1/alerts", UriKind.Relative))).RootElement;
        var (alert, channel) = (json.GetProperty("alerts")[0], json.GetProperty("channels")[0]);
        Assert.That((alert.GetProperty("key").GetString(), alert.GetProperty("severity").GetString(), alert.GetProperty("id").GetString()), Is.EqualTo(("k", "warning", daemon.Alerts.Recent.Single().Id)));
        Assert.That((channel.GetProperty("name").GetString(), channel.GetProperty("severityMin").GetString()), Is.EqualTo(("ops", "info")));
    }

    [Test]
    public async Task Post_Acknowledgement_IsKept()
    {
        await using var daemon = await WebDaemon.StartAsync();
        daemon.Redactor.Register("hunter2-secret");
        daemon.Alerts.Raise("k", AlertSeverity.Warning, "t");
        var id = daemon.Alerts.Recent.Single().Id;
        var (status, body) = await PostAsync(daemon, id, "{\"by\":\"anna hunter2-secret\"}");
        Assert.That((status, body.GetProperty("isDone").GetBoolean(), body.GetProperty("alert").GetProperty("acknowledgedBy").GetString()), Is.EqualTo((HttpStatusCode.OK, true, "anna ***")));
        Assert.That(daemon.Alerts.Recent.Single().AcknowledgedAt, Is.EqualTo(daemon.Clock.GetUtcNow()));
        (status, body) = await PostAsync(daemon, "k", "{}");
        Assert.That((status, body.GetProperty("alert").GetProperty("acknowledgedBy").GetString()), Is.EqualTo((HttpStatusCode.OK, "somebody over the API")));
    }

    [TestCase("nobody", "{}", "application/json", HttpStatusCode.NotFound), TestCase("k", "not json", "application/json", HttpStatusCode.BadRequest), TestCase("k", "{\"because\":1}", "application/json", HttpStatusCode.BadRequest), TestCase("k", "{}", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task Post_WhatIsNoAcknowledgement_IsRefused(string id, string body, string type, HttpStatusCode expected)
    {
        await using var daemon = await WebDaemon.StartAsync();
        daemon.Alerts.Raise("k", AlertSeverity.Warning, "t");
        var (status, answer) = await PostAsync(daemon, id, body, type);
        Assert.That((status, answer.GetProperty("isDone").GetBoolean()), Is.EqualTo((expected, false)));
        Assert.That(daemon.Alerts.Acknowledgements, Is.Zero);
    }

    [Test]
    public async Task Post_WithoutTheKey_IsRefused()
    {
        await using var daemon = await WebDaemon.StartAsync(Key);
        daemon.Alerts.Raise("k", AlertSeverity.Warning, "t");
        Assert.That((await PostAsync(daemon, "k", "{}")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        daemon.Client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        Assert.That((await PostAsync(daemon, "k", "{}")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    /// <summary>The whole way: raised on the board, told by the channel, counted among the metrics, and flushed at the end.</summary>
    [Test]
    public async Task Raise_InTheHost_ReachesTheChannelAndTheMetrics()
    {
        var sender = new ScriptedSender(TimeProvider.System);
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        sender.Script.Enqueue(_ =>
        {
            taken.SetResult();
            return Task.FromResult<SendResult>(new SendResult.Sent());
        });
        string text;
        await using (var daemon = await WebDaemon.StartAsync(null, new AlertChannelSetup(DeliveryBench.Options, sender, null)))
        {
            daemon.Alerts.Raise("k", AlertSeverity.Warning, "t");
            await taken.Task;
            text = await daemon.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
            daemon.Alerts.Clear("k");
            await daemon.StopAsync();
        }

        Assert.That(sender.Attempts.Select(static attempt => attempt.Notice.Kind), Is.EqualTo(new[] { NoticeKind.Raised, NoticeKind.Ended }));
        Assert.That(text, Does.Contain("tradingdaemon_alert_notices_total{channel=\"ops\",outcome=\"held_back\"} 0").And.Contain("tradingdaemon_alert_notices_waiting{channel=\"ops\"} 0").And.Contain("tradingdaemon_alert_escalations_total 0"));
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(WebDaemon daemon, string id, string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var answer = await daemon.Client.PostAsync(new Uri($"/api/v1/alerts/{id}/ack", UriKind.Relative), content);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
