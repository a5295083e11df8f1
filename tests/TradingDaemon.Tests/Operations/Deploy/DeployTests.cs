using System.Text.RegularExpressions;
using NUnit.Framework;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Deploy;

/// <summary>What the tools that will read our deployment files say of them.</summary>
public sealed class DeployTests
{
    [Test]
    public void SystemdUnit_Verified_HasNoFault()
    {
        var analyze = Tool.Require("systemd-analyze");
        var folder = Directory.CreateTempSubdirectory("unit-test-");
        try
        {
            var unit = Path.Combine(folder.FullName, "tradingdaemon.service");
            File.WriteAllText(unit, Unit().Replace("/opt/tradingdaemon/TradingDaemon", "/bin/true", StringComparison.Ordinal)); // verify wants the executable to exist
            Assert.That(Tool.Run(analyze, null, "verify", unit), Is.EqualTo((0, "")));
            Assert.That(Tool.Run(analyze, null, "security", "--offline=yes", "--threshold=20", unit).ExitCode, Is.Zero, "exposure above 2.0");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public void SystemdUnit_Notifies_AndIsWatched() =>
        Assert.That(Unit(), Does.Contain("Type=notify\n").And.Contain("WatchdogSec=30\n").And.Contain("Restart=always\n").And.Contain("RestartPreventExitStatus=2\n").And.Contain("LimitCORE=0\n"));

    [Test]
    public void StopTimeouts_OfBothSupervisors_AreAboveTheDefaultGraceDrainAndFlush()
    {
        if (!File.Exists(Repository.PathOf("appsettings.json"))) Assert.Ignore("appsettings.json is not here yet.");
        var grace = Regex.Match(File.ReadAllText(Repository.PathOf("appsettings.json")), "\"grace\": \"00:00:(\\d\\d)\"").Groups[1].Value;
        var least = int.Parse(grace, System.Globalization.CultureInfo.InvariantCulture) + 15 + 5; // the drain, and alerts:flushMax
        Assert.That(Number(Unit(), @"TimeoutStopSec=(\d+)"), Is.GreaterThan(least));
        Assert.That(Number(Kubernetes("statefulset.yaml"), @"terminationGracePeriodSeconds: (\d+)"), Is.GreaterThan(least));
    }

    [Test]
    public void Kubernetes_Kustomized_IsOneHardenedPod()
    {
        var kubectl = Tool.Require("kubectl");
        var (exitCode, manifest) = Tool.Run(kubectl, null, "kustomize", Repository.PathOf("deploy", "kubernetes"));
        Assert.That(exitCode, Is.Zero, manifest);
        foreach (var expected in new[] { "replicas: 1", "runAsNonRoot: true", "readOnlyRootFilesystem: true", "allowPrivilegeEscalation: false", "- ALL", "type: RuntimeDefault", "path: /health/live", "path: /health/ready", "enableServiceLinks: false", "TRADINGDAEMON_storage__directory: /data" })
            Assert.That(manifest, Does.Contain(expected));
        Assert.That(manifest, Does.Not.Contain("namespace:"));
    }

    [Test]
    [Category("Prometheus")]
    public void PrometheusRules_CheckedAndTried_HaveNoFault()
    {
        var promtool = Tool.Require("promtool");
        string InFolder(string file) => Repository.PathOf("deploy", "prometheus", file);
        Assert.That(Tool.Run(promtool, null, "check", "rules", InFolder("tradingdaemon.rules.yml")).ExitCode, Is.Zero);
        Assert.That(Tool.Run(promtool, null, "check", "config", InFolder("prometheus.yml")).ExitCode, Is.Zero);
        var (exitCode, output) = Tool.Run(promtool, null, "test", "rules", InFolder("tradingdaemon.rules.test.yml"));
        Assert.That(exitCode, Is.Zero, output);
    }

    [Test]
    public void PrometheusRules_Names_AreMetricsWeHave()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "metrics.md"));
        var known = Regex.Matches(page, "`(tradingdaemon_[a-z0-9_]+)`").Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var used = Regex.Matches(File.ReadAllText(Repository.PathOf("deploy", "prometheus", "tradingdaemon.rules.yml")), "tradingdaemon_[a-z0-9_]+").Select(match => Regex.Replace(match.Value, "_(bucket|sum|count)$", ""));
        Assert.That(used.Except(known), Is.Empty);
    }

    [Test]
    public void Dockerfile_Image_IsUnprivilegedAndChecksItself()
    {
        var file = File.ReadAllText(Repository.PathOf("Dockerfile"));
        Assert.That(file, Does.Contain("dotnet/sdk:10.0 AS build").And.Contain("dotnet/aspnet:10.0").And.Contain("\nUSER 1654\n").And.Contain("\nVOLUME /data\n"));
        Assert.That(file, Does.Contain("\"status\", \"--health-only\"").And.Not.Contain("curl"));
    }

    private static string Unit() => File.ReadAllText(Repository.PathOf("deploy", "systemd", "tradingdaemon.service"));

    private static string Kubernetes(string file) => File.ReadAllText(Repository.PathOf("deploy", "kubernetes", file));

    private static int Number(string text, string pattern) => int.Parse(Regex.Match(text, pattern).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
}
