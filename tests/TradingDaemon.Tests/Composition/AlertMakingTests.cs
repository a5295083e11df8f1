using NUnit.Framework;
using TradingDaemon.Composition;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Tests.Configuration;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Composition;

/// <summary>Channels as they are configured, tried against real servers on this machine.</summary>
[TestFixture]
internal sealed class AlertMakingTests
{
    [TestCase("webhook", "/services/T0/B0/hunter2-secret", "key", "alerts:ops:test")]
    [TestCase("slack", "/services/T0/B0/hunter2-secret", "text", "*[desk/anna] TEST alerts:ops:test*\nThis is a test")]
    [TestCase("discord", "/services/T0/B0/hunter2-secret", "content", "[desk/anna] TEST alerts:ops:test\nThis is a test")]
    [TestCase("telegram", "/services/T0/B0/hunter2-secret/bot12345:hunter2-secret/sendMessage", "text", "[desk/anna] TEST alerts:ops:test\nThis is a test")]
    public async Task Trial_OfAWebhook_PostsItsShapeToItsAddress(string kind, string path, string field, string begin)
    {
        await using var sink = await WebSink.StartAsync();
        using var folder = new ConfigurationFolder();
        var config = Load(folder, [("ALERTS_OPS_URL", sink.Url + "/services/T0/B0/hunter2-secret"), ("ALERTS_OPS_TOKEN", "12345:hunter2-secret")], $"alerts:channels:ops:kind={kind}", kind == "telegram" ? "alerts:channels:ops:chat=-1" : "uid=anna");
        var tests = await AlertTrial.RunAsync(config, ["ops"], TimeProvider.System, CancellationToken.None);
        Assert.That(tests.Select(static test => (test.Channel, test.Kind, test.Passed, test.Detail)), Is.EqualTo(new[] { ("ops", kind, true, "taken") }));
        var post = await sink.NextAsync();
        Assert.That(post.Path, Is.EqualTo(path));
        Assert.That(post.Json.GetProperty(field).GetString(), Does.StartWith(begin));
    }

    [Test]
    public async Task Trial_OfMail_SendsIt()
    {
        await using var sink = new MailSink { Account = ("daemon", "hunter2-secret") };
        using var folder = new ConfigurationFolder();
        var config = Load(folder, [("ALERTS_OPS_PASSWORD", "hunter2-secret")], "alerts:channels:ops:kind=mail", "alerts:channels:ops:host=127.0.0.1", $"alerts:channels:ops:port={sink.Port}", "alerts:channels:ops:security=none",
            "alerts:channels:ops:user=daemon", "alerts:channels:ops:from=daemon@example.org", "alerts:channels:ops:to:0=ops@example.org");
        Assert.That((await AlertTrial.RunAsync(config, ["ops"], TimeProvider.System, CancellationToken.None)).Single().Passed, Is.True);
        var mail = await sink.NextAsync();
        Assert.That((mail.To.Single(), mail.User, mail.Header("Subject")![..36]), Is.EqualTo(("ops@example.org", "daemon", "[desk/anna] TEST alerts:ops:test: Th")));
    }

    [Test]
    public async Task Trial_OfAFile_WritesALine()
    {
        using var folder = new ConfigurationFolder();
        var config = Load(folder, [], "alerts:channels:ops:kind=file", "storage:directory=data");
        Assert.That((await AlertTrial.RunAsync(config, ["ops"], TimeProvider.System, CancellationToken.None)).Single().Passed, Is.True);
        Assert.That(await File.ReadAllTextAsync(Path.Combine(folder.Directory, "data", "alerts.jsonl")), Does.StartWith("{\"event\":\"test\",\"daemon\":\"desk/anna\""));
    }

    [Test]
    public async Task Trial_Refused_SaysWhyWithoutTheSecret()
    {
        await using var sink = await WebSink.StartAsync();
        sink.Answer(404, "no such hook: /services/T0/B0/hunter2-secret");
        using var folder = new ConfigurationFolder();
        var config = Load(folder, [("ALERTS_OPS_URL", sink.Url + "/services/T0/B0/hunter2-secret")], "alerts:channels:ops:kind=slack");
        var test = (await AlertTrial.RunAsync(config, ["ops"], TimeProvider.System, CancellationToken.None)).Single();
        Assert.That((test.Passed, test.Detail), Is.EqualTo((false, "answered 404 Not Found: no such hook: ***")));
    }

    [Test]
    public async Task Trial_OfAHangingServer_EndsInItsTime()
    {
        await using var sink = await WebSink.StartAsync();
        sink.Hang();
        using var folder = new ConfigurationFolder();
        var config = Load(folder, [("ALERTS_OPS_URL", sink.Url)], "alerts:channels:ops:kind=slack", "alerts:channels:ops:timeout=00:00:01");
        Assert.That((await AlertTrial.RunAsync(config, ["ops"], TimeProvider.System, CancellationToken.None)).Single().Detail, Is.EqualTo("no answer within 1 s"));
    }

    [Test]
    public async Task Trial_OfAMuteChannel_SaysWhatIsMissing()
    {
        using var folder = new ConfigurationFolder();
        var test = (await AlertTrial.RunAsync(Load(folder, [], "alerts:channels:ops:kind=slack"), ["ops"], TimeProvider.System, CancellationToken.None)).Single();
        Assert.That((test.Passed, test.Detail), Is.EqualTo((false, "its address is not in the environment (ALERTS_OPS_URL; or in a file, which the same name with _FILE tells)")));
    }

    [Test]
    public void Of_TheConfiguration_IsWhatItSays()
    {
        using var folder = new ConfigurationFolder();
        var options = AlertMaking.Of(
            Load(folder, [], "alerts:logSeverityMin=warning", "alerts:repeatAfter=01:00:00", "alerts:escalation:after=00:01:00", "alerts:escalation:timesMax=7", "alerts:escalation:severityMin=critical", "alerts:flushMax=00:00:09", "alerts:channels:tape:kind=file",
                "alerts:channels:ops:kind=slack", "alerts:channels:ops:severityMin=critical", "alerts:channels:ops:tellEnds=false", "alerts:channels:ops:perMinuteMax=4", "alerts:channels:ops:perDayMax=9", "alerts:channels:ops:timeout=00:00:03", "alerts:channels:ops:retryFor=00:00:00"),
            TimeProvider.System);
        Assert.That((options.LogSeverityMin, options.RepeatAfter, options.Escalation, options.FlushMax), Is.EqualTo((AlertSeverity.Warning, TimeSpan.FromHours(1), new EscalationPolicy(TimeSpan.FromMinutes(1), 7, AlertSeverity.Critical), TimeSpan.FromSeconds(9))));
        var (ops, tape) = (options.Channels[0].Options, options.Channels[1].Options);
        Assert.That((ops.Name, ops.Kind, ops.SeverityMin, ops.TellsEnds, ops.PerMinuteMax, ops.PerDayMax, ops.AttemptMax, ops.RetryFor), Is.EqualTo(("ops", "slack", AlertSeverity.Critical, false, 4, 9, TimeSpan.FromSeconds(3), TimeSpan.Zero)));
        Assert.That((tape.PerMinuteMax, tape.PerDayMax, tape.SeverityMin), Is.EqualTo((600, 100_000, AlertSeverity.Warning)));
    }

    [Test]
    public void Hide_TheAddress_MasksItsSecretPartAlone()
    {
        using var folder = new ConfigurationFolder();
        var redactor = new SecretRedactor();
        AlertMaking.Hide(Load(folder, [("ALERTS_OPS_URL", "https://hooks.example.org/services/T0/B0/hunter2")], "alerts:channels:ops:kind=slack"), redactor);
        Assert.That(redactor.Redact("POST https://hooks.example.org/services/T0/B0/hunter2, then GET /services/T0/B0/hunter2 of hooks.example.org"), Is.EqualTo("POST ***, then GET *** of hooks.example.org"));
    }

    private static DaemonConfig Load(ConfigurationFolder folder, (string Name, string Value)[] environment, params string[] assignments)
    {
        var report = ConfigurationLoad.Load(folder.Inputs(["uid=anna", "tenant=desk", .. assignments]) with { Environment = environment.ToDictionary(static pair => pair.Name, static pair => pair.Value) });
        return report.Config ?? throw new InvalidDataException(string.Join('\n', report.Faults));
    }
}
