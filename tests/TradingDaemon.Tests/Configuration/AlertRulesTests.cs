using NUnit.Framework;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections.Alerts;
using TradingDaemon.Operations.Alerts;

namespace TradingDaemon.Tests.Configuration;

[TestFixture]
internal sealed class AlertRulesTests
{
    private const string Ops = "alerts:channels:ops";
    private const string Hook = "https://hooks.example.org/services/T0/B0/hunter2-secret";
    private static readonly string[] Mail = [$"{Ops}:kind=mail", $"{Ops}:host=mail.example.org", $"{Ops}:from=daemon@example.org", $"{Ops}:to:0=ops@example.org"];

    [Test]
    public void Load_Silent_HasTheLogAlone_AndEscalates()
    {
        using var folder = new ConfigurationFolder();
        var config = folder.Load().Config!;
        Assert.That(config.AlertChannels, Is.Empty);
        Assert.That((config.Alerts.LogSeverityMin, config.Alerts.Escalation.After, config.Alerts.Escalation.TimesMax, config.Alerts.FlushMax), Is.EqualTo((AlertSeverity.Info, TimeSpan.FromMinutes(15), 3, TimeSpan.FromSeconds(5))));
    }

    [TestCase("slack", "URL", Hook), TestCase("discord", "URL", Hook), TestCase("webhook", "URL", "http://127.0.0.1:9999/alerts"), TestCase("webhook", "URL", "http://alertmanager:9999")]
    public void Load_AWebhook_HasItsAddressFromTheEnvironment(string kind, string what, string value)
    {
        using var folder = new ConfigurationFolder();
        var report = Load(folder, [($"ALERTS_OPS_{what}", value)], $"{Ops}:kind={kind}");
        var channel = report.Config!.AlertChannels["ops"];
        Assert.That((channel.Url, channel.WhyMute), Is.EqualTo((value, (string?)null)));
        Assert.That(report.Notes, Is.Empty);
        Assert.That(report.InForce.Select(static key => key.Value), Has.None.Contains("hunter2"));
    }

    [Test]
    public void Load_ASecretInAFile_IsReadAndTrimmed_AlsoOfANameWithAHyphen()
    {
        using var folder = new ConfigurationFolder();
        var file = folder.Write("secrets/token", " 12345:abcdefghij_KLM-n\n");
        var report = Load(folder, [("ALERTS_ON_CALL_TOKEN_FILE", file)], "alerts:channels:on-call:kind=telegram", "alerts:channels:on-call:chat=@desk_room");
        Assert.That(report.Config!.AlertChannels["on-call"].Token, Is.EqualTo("12345:abcdefghij_KLM-n"));
    }

    [Test]
    public void Load_ASecretInDotEnv_IsRead()
    {
        using var folder = new ConfigurationFolder();
        folder.Write(".env", $"ALERTS_OPS_URL={Hook}\n");
        Assert.That(folder.Load($"{Ops}:kind=slack").Config!.AlertChannels["ops"].Url, Is.EqualTo(Hook));
    }

    [TestCase(465, false), TestCase(464, true), TestCase(466, true), TestCase(587, true), TestCase(25, true)]
    public void Load_AMailPortThatEncryptsFromTheFirstByte_IsRefusedByName(int port, bool isTaken)
    {
        using var folder = new ConfigurationFolder();
        var report = folder.Load([.. Mail, $"{Ops}:port={port}"]);
        if (isTaken) Assert.That(report.Config!.AlertChannels["ops"].Settings.Port, Is.EqualTo(port));
        else Assert.That(report.Faults.Single(), Has.Property("Path").EqualTo($"{Ops}:port").And.Property("Message").Contains("STARTTLS"));
    }

    // A daemon that holds positions must come up again, also when a secret has gone.
    [TestCase("slack", "its address is not in the environment (ALERTS_OPS_URL;"), TestCase("telegram", "its bot's token is not in the environment (ALERTS_OPS_TOKEN;", "chat=-1"), TestCase("mail", "the password of daemon is not in the environment (ALERTS_OPS_PASSWORD;", "host=mail.example.org", "from=a@example.org", "to:0=b@example.org", "user=daemon")]
    public void Load_WithoutItsSecret_IsMuteAndSaysSo(string kind, string why, params string[] more)
    {
        using var folder = new ConfigurationFolder();
        var report = folder.Load([$"{Ops}:kind={kind}", .. more.Select(static key => $"{Ops}:{key}")]);
        Assert.That(report.Config!.AlertChannels["ops"].WhyMute, Does.StartWith(why));
        Assert.That(report.Notes.Single(), Does.StartWith($"{Ops} is mute: {why}"));
    }

    [TestCase("ALERTS_OPS_URL", "not an address", "ALERTS_OPS_URL holds no address."), TestCase("ALERTS_OPS_URL", "ftp://hunter2-secret", "holds no address."), TestCase("ALERTS_OPS_URL", "http://hooks.example.org/hunter2-secret", "without encryption")]
    public void Load_AnAddressThatIsNone_IsRefusedWithoutIt(string variable, string value, string message)
    {
        using var folder = new ConfigurationFolder();
        var fault = Load(folder, [(variable, value)], $"{Ops}:kind=slack").Faults.Single();
        Assert.That((fault.Path, fault.Value), Is.EqualTo((Ops, (string?)null)));
        Assert.That(fault.Message, Does.Contain(message).And.Not.Contain("hunter2"));
    }

    [TestCase("telegram", "chat=-1", "hunter2-secret", "no token of a Telegram bot"), TestCase("webhook", "timeout=00:00:05", "two words", "cannot be sent in a header")]
    public void Load_ATokenThatIsNone_IsRefusedWithoutIt(string kind, string other, string token, string message)
    {
        using var folder = new ConfigurationFolder();
        var fault = Load(folder, [("ALERTS_OPS_TOKEN", token)], $"{Ops}:kind={kind}", $"{Ops}:{other}").Faults.Single();
        Assert.That(fault.Message, Does.Contain(message).And.Not.Contain(token));
    }

    /// <summary>Bug: the fault of a bad secret named the file that has the channel, where nothing is wrong.</summary>
    [Test]
    public void Load_ASecretThatIsNone_IsLookedForWhereItCameFrom([Values] bool isInDotEnv)
    {
        using var folder = new ConfigurationFolder();
        if (isInDotEnv) folder.Write(".env", "ALERTS_OPS_URL=nothing\n");
        var fault = Load(folder, isInDotEnv ? [] : [("ALERTS_OPS_URL", "nothing")], $"{Ops}:kind=slack").Faults.Single();
        Assert.That((fault.Source, fault.Path), Is.EqualTo((isInDotEnv ? ".env" : "the environment", Ops)));
    }

    [TestCase("url", "ALERTS_OPS_URL"), TestCase("token", "ALERTS_OPS_TOKEN"), TestCase("password", "ALERTS_OPS_PASSWORD")]
    public void Load_ASecretAmongTheKeys_IsRefusedAndToldWhereItBelongs(string key, string variable)
    {
        using var folder = new ConfigurationFolder();
        var fault = folder.Load($"{Ops}:kind=slack", $"{Ops}:{key}=hunter2-secret").Faults.Single();
        Assert.That((fault.Path, fault.Value, fault.Allowed), Is.EqualTo(($"{Ops}:{key}", (string?)null, variable)));
        Assert.That(fault.Message, Does.Contain("come from the environment"));
    }

    [TestCase("kind=slak", "kind", "did you mean \"slack\"?"), TestCase("kind=mail", "host", "The mail server is not said."), TestCase("kind=mail", "from", "The sender is not said."), TestCase("kind=mail", "to", "No recipient is said."),
     TestCase("kind=telegram", "chat", "Which chat it is, is not said."), TestCase("kind=slack severityMin=loud", "severityMin", "not a word"), TestCase("kind=slack perMinuteMax=1", "perMinuteMax", "not allowed"), TestCase("kind=slack timeout=soon", "timeout", "not a duration"),
     TestCase("kind=slack chat=-1", "chat", "A channel of kind slack has no such thing."), TestCase("kind=file to:0=a@example.org", "to:0", "A channel of kind file has no such thing."), TestCase("kind=mail to:0=nobody", "to:0", "not allowed"), TestCase("severityMin=info", "kind", "missing"),
     TestCase("kind=file fileBytesMax=5", "fileBytesMax", "not allowed"), TestCase("kind=telegram chat=room", "chat", "not allowed")]
    public void Load_Nonsense_IsRefusedByName(string keys, string at, string message)
    {
        using var folder = new ConfigurationFolder();
        var faults = folder.Load([.. keys.Split(' ').Select(static key => $"{Ops}:{key}")]).Faults;
        Assert.That(faults.Where(fault => fault.Path == $"{Ops}:{at}").Select(static fault => fault.Message), Has.Some.Contains(message), string.Join('\n', faults));
    }

    [Test]
    public void Load_AChannelCalledLog_IsRefused()
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load("alerts:channels:log:kind=file").Faults.Single().Message, Does.Contain("The log is always told"));
    }

    [TestCase("mail.example.org", false), TestCase("192.0.2.1", false), TestCase("localhost", true), TestCase("10.0.0.5", true), TestCase("mailhost", true)]
    public void Load_MailWithoutEncryption_StaysOnOnesOwnNetwork(string host, bool isSound)
    {
        using var folder = new ConfigurationFolder();
        var report = folder.Load([.. Mail, $"{Ops}:host={host}", $"{Ops}:security=none"]);
        Assert.That(report.Faults.IsEmpty, Is.EqualTo(isSound), string.Join('\n', report.Faults));
        if (!isSound) Assert.That(report.Faults.Single().Path, Is.EqualTo($"{Ops}:security"));
    }

    [Test]
    public void Load_AFile_IsInTheDataDirectoryUnlessSaid()
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load($"{Ops}:kind=file", "storage:directory=kept").Config!.AlertChannels["ops"].Settings.Path, Is.EqualTo(Path.Combine(folder.Directory, "kept", "alerts.jsonl")));
        Assert.That(folder.Load($"{Ops}:kind=file", $"{Ops}:path=elsewhere/a.jsonl").Config!.AlertChannels["ops"].Settings.Path, Is.EqualTo(Path.Combine(folder.Directory, "elsewhere", "a.jsonl")));
    }

    [TestCase("ALERTS_OPSS_URL", "; did you mean ALERTS_OPS_URL?"), TestCase("ALERTS_NIGHTSHIFT_PASSWORD_FILE", "belongs to no alert channel.")]
    public void Load_ASecretOfNoChannel_IsNoted(string variable, string said)
    {
        using var folder = new ConfigurationFolder();
        var report = Load(folder, [(variable, "hunter2-secret"), ("ALERTS_OPS_URL", Hook)], $"{Ops}:kind=slack");
        Assert.That(report.Notes.Single(), Does.StartWith(variable).And.Contain(said).And.Not.Contain("hunter2"));
    }

    [Test]
    public void Load_ATrial_HasNoChannels()
    {
        using var folder = new ConfigurationFolder();
        Assert.That(ConfigurationLoad.Load(folder.Inputs($"{Ops}:kind=slack") with { IsTrial = true }).Config!.AlertChannels, Is.Empty);
    }

    [Test]
    public void VariableOf_AName_IsInCapitals() => Assert.That(AlertChannelModel.VariableOf("on-call-2", "URL"), Is.EqualTo("ALERTS_ON_CALL_2_URL"));

    private static ConfigurationReport Load(ConfigurationFolder folder, (string Name, string Value)[] environment, params string[] assignments) =>
        ConfigurationLoad.Load(folder.Inputs(assignments) with { Environment = environment.ToDictionary(static pair => pair.Name, static pair => pair.Value) });
}
