using NUnit.Framework;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sources;

namespace TradingDaemon.Tests.Configuration;

[TestFixture]
internal sealed class FaultTests
{
    [Test]
    public void Load_ManyFaultsInManySources_ReportsEveryOneWithWhereItStands()
    {
        using var folder = new ConfigurationFolder();
        folder.Write("config/a.json", """{ "venue": { "latencyMin": "soon", "fees": { "crypto": { "makerFraction": -0.1 } } }, "storag": {} }""");
        folder.Write("config/b.json", """{ "shutdown": { "policy": "cancle" }, "instruments": { "ETH/USD": { "assetClass": "crypto", "tickSize": 0 } } }""");
        var report = ConfigurationLoad.Load(folder.Inputs("tiers:sniper:limits:positionMaxFraction=1.5", "evaluation:shards=two") with
        {
            Environment = new Dictionary<string, string> { ["TRADINGDAEMON_FEED__SPEED"] = "0" },
        });

        var found = report.Faults.Select(static fault => (fault.Source, fault.Path, fault.Value)).ToArray();
        Assert.That(report.Config, Is.Null);
        Assert.That(found, Is.EquivalentTo(new (string, string, string?)[]
        {
            ("config/a.json", "venue:latencyMin", "soon"),
            ("config/a.json", "venue:fees:crypto:makerFraction", "-0.1"),
            ("config/a.json", "storag", null),
            ("config/b.json", "shutdown:policy", "cancle"),
            ("config/b.json", "instruments:ETH/USD:base", null),
            ("config/b.json", "instruments:ETH/USD:quote", null),
            ("config/b.json", "instruments:ETH/USD:lotSize", null),
            ("config/b.json", "instruments:ETH/USD:tickSize", "0"),
            ("--set", "tiers:sniper:limits:positionMaxFraction", "1.5"),
            ("--set", "evaluation:shards", "two"),
            ("environment", "feed:speed", "0"),
        }));
        Assert.That(report.Faults.Select(static fault => fault.Message), Has.All.Matches(@"[.?]$"));
    }

    [TestCase("tiers:sniper:limits:dailyLossMaxFraction=-0.05", "a number above 0 up to 1 of the day's opening equity")]
    [TestCase("tiers:sniper:limits:positionMaxFraction=20", "a number above 0 up to 1 of equity")]
    [TestCase("tiers:sniper:demotionFraction=1.1", "a number from 0 to 1")]
    [TestCase("tiers:sniper:equityMinAccount=-1", "a number from 0 to 1000000000000")]
    [TestCase("storage:checkpointInterval=60", "a duration from 00:00:01 to 1.00:00:00 (hh:mm:ss)")]
    [TestCase("shutdown:policy=2", "one of hold, cancel, flatten")]
    [TestCase("venue:ledgerFsync=1", "true or false")]
    [TestCase("evaluation:shards=1.5", "a whole number from 1 to 64")]
    [TestCase("operations:urls=https://example.org", "a listening address such as http://127.0.0.1:8080")]
    [TestCase("operations:logLevel=loud", "one of trace, debug, information, warning, error, critical, none")]
    [TestCase("accountCurrency=usd", "a currency code of 2 to 10 capitals or digits, e.g. USD")]
    [TestCase("accountCurrency=", "a currency code of 2 to 10 capitals or digits, e.g. USD")]
    [TestCase("feed:speed=-1", "a number above 0 and below 1000000, or max")]
    [TestCase("feed:speed=0.0", "a number above 0 and below 1000000, or max")]
    [TestCase("feed:seed=1e3", "a whole number from 0 to 9000000000000000")]
    [TestCase("instruments:AAPL:lotSize=0", "a number above 0 up to 1000000")]
    [TestCase("instruments:AAPL:venue=Kraken Spot", "simulated, or a name of venues")]
    public void Load_AValueOutOfRange_NamesTheAllowedOnes(string assignment, string allowed)
    {
        using var folder = new ConfigurationFolder();
        var fault = folder.Load(assignment).Faults.Single();
        Assert.That(fault.Allowed, Is.EqualTo(allowed));
        Assert.That((fault.Source, fault.Path, fault.Value), Is.EqualTo(("--set", assignment.Split('=')[0], assignment.Split('=')[1])));
    }

    [TestCase("feed:speed=0.5", 0.5), TestCase("feed:speed=10", 10d), TestCase("feed:speed=max", null), TestCase("feed:speed=001.50", 1.5)]
    public void Load_AllowedSpeeds_AreRead(string assignment, double? factor)
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load(assignment).Config!.Feed.SpeedFactor, Is.EqualTo((decimal?)factor));
    }

    [TestCase("{ \"mode\": \"paper\",\n  \"uid\": }", 2, 10)]
    [TestCase("{ \"mode\": ", 1, 11)]
    [TestCase("", 1, 1)]
    public void Load_MalformedJson_NamesFileLineAndPosition(string text, int line, int position)
    {
        using var folder = new ConfigurationFolder();
        folder.Write("config/broken.json", text);
        var fault = folder.Load().Faults.Single();
        Assert.That(fault.Source, Is.EqualTo("config/broken.json"));
        Assert.That(fault.Message, Does.StartWith($"Malformed JSON at line {line}, position {position}: ").And.Not.Contains("LineNumber"));
    }

    [Test]
    public void Load_BrokenFile_DoesNotHideUnknownKeysElsewhere()
    {
        using var folder = new ConfigurationFolder();
        folder.Write("config/broken.json", "{");
        Assert.That(folder.Load("sed=1").Faults.Select(static fault => fault.Source), Is.EqualTo(new[] { "--set", "config/broken.json" }));
    }

    [TestCase("[1]", "", "does not hold a JSON object")]
    [TestCase("""{ "uid": "a", "UID": "b" }""", "UID", "stands twice")]
    [TestCase("""{ "storage": { "directory": "a", "directory": "b" } }""", "storage:directory", "stands twice")]
    [TestCase("""{ "storage": "data" }""", "storage", "single value stands where keys")]
    [TestCase("""{ "feed": { "files": "a.csv" } }""", "feed:files", "single value stands where keys")]
    [TestCase("""{ "uid": { "name": "x" } }""", "uid:name", "Keys stand where a single value")]
    [TestCase("""{ "uid": null }""", "uid", "empty")]
    [TestCase("""{ "dailyLossMaxFraction": 0.05 }""", "dailyLossMaxFraction", "did you mean \"tiers:<tier>:limits:dailyLossMaxFraction\"")]
    [TestCase("""{ "risk": { "quoteAgeMax": "00:00:01" } }""", "risk", "unknown")]
    public void Load_OddJson_IsAFaultAtItsPath(string text, string path, string message)
    {
        using var folder = new ConfigurationFolder();
        folder.Write("config/odd.json", text);
        var fault = folder.Load().Faults.Single(static fault => fault.Source == "config/odd.json");
        Assert.That((fault.Path, fault.Message), Is.EqualTo((path, fault.Message)));
        Assert.That(fault.Message, Does.Contain(message));
    }

    [Test]
    public void Load_FileThatIsNamedButMissing_IsAFault()
    {
        using var folder = new ConfigurationFolder();
        var report = ConfigurationLoad.Load(folder.Inputs() with { ConfigFiles = ["nowhere.json"] });
        Assert.That(report.Faults.Single().Message, Does.StartWith("The file cannot be read"));
    }

    [Test]
    public void Load_NoAppSettingsAnywhere_SaysWhereItLooked()
    {
        using var folder = new ConfigurationFolder();
        File.Delete(Path.Combine(folder.Directory, "appsettings.json"));
        Assert.That(folder.Load().Faults.Single().Message, Does.Contain(folder.Directory).And.Contain("bin"));
    }

    [TestCase("feed:speed"), TestCase("=1"), TestCase("")]
    public void Load_ArgumentThatAssignsNothing_IsAFault(string argument)
    {
        using var folder = new ConfigurationFolder();
        var fault = folder.Load(argument).Faults.Single();
        Assert.That((fault.Source, fault.Allowed), Is.EqualTo(("--set", "key:key=value")));
    }

    [Test]
    public void Load_FaultySecrets_AreNeverShown()
    {
        using var folder = new ConfigurationFolder();
        folder.Write("config/venue.json", """{ "venue": { "apiKey": "hunter2-in-file" }, "storage": { "directory": { "password": "hunter2" } } }""");
        var report = folder.Load("operations:token=hunter2-argument", "apiSecret", "venue:startingCash:TOKEN=hunter2");
        Assert.That(report.Faults, Has.Length.GreaterThanOrEqualTo(4));
        Assert.That(string.Join('\n', report.Faults), Does.Not.Contain("hunter2"));
    }

    [TestCase("a:apiKey", true), TestCase("venue:SECRET", true), TestCase("x:userPassword:0", true), TestCase("token", true), TestCase("venue:seed", false), TestCase("instruments:AAPL:base", false)]
    public void Mask_PathsThatSoundLikeSecrets_AreMasked(string path, bool isSecret)
    {
        Assert.That(SecretMask.Apply(path, "value"), Is.EqualTo(isSecret ? "********" : "value"));
        Assert.That(SecretMask.Apply(path, ""), Is.EqualTo(""));
    }
}
