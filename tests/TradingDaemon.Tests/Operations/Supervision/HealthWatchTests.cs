using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Supervision;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Supervision;

public sealed class HealthWatchTests
{
    [Test]
    public void Look_ComponentFallsAndRecovers_IsToldOnceAndForgotten()
    {
        var channel = new RecordingChannel();
        using var boards = new Boards(channel);
        using var watch = new HealthWatch(boards.Health, boards.Alerts, boards.Clock, TimeSpan.FromSeconds(10), NullLogger<HealthWatch>.Instance);
        var engine = boards.Health.Register("engine", HealthRole.Loop);
        watch.Look();
        Assert.That(boards.Alerts.Recent, Is.Empty, "starting is no trouble");
        engine.Beat();
        boards.Clock.Advance(TimeSpan.FromSeconds(11));
        watch.Look();
        watch.Look();
        Assert.That(channel.Sent.Single(), Has.Property("Key").EqualTo("health:engine").And.Property("Severity").EqualTo(AlertSeverity.Critical).And.Property("Text").EqualTo("engine is critical: no progress for 11.0 s, limit 10 s"));
        engine.Beat();
        watch.Look();
        Assert.That(boards.Alerts.Recent, Is.Empty);
    }

    [Test]
    public void Look_DegradedOrNotVital_IsAWarning()
    {
        var channel = new RecordingChannel();
        using var boards = new Boards(channel);
        using var watch = new HealthWatch(boards.Health, boards.Alerts, boards.Clock, TimeSpan.FromSeconds(10), NullLogger<HealthWatch>.Instance);
        boards.Health.Register("a", HealthRole.Dependency).Degraded("slow");
        boards.Health.Register("b", HealthRole.Data, isVital: false).Critical("gone");
        watch.Look();
        Assert.That(channel.Sent.Select(alert => (alert.Key, alert.Severity)), Is.EqualTo(new[] { ("health:a", AlertSeverity.Warning), ("health:b", AlertSeverity.Warning) }));
    }

    [Test]
    public async Task Service_Running_LooksByItself()
    {
        var told = new TaskCompletionSource<Alert>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var boards = new Boards(new PromiseChannel(told));
        boards.Health.Register("a", HealthRole.Dependency).Critical("gone");
        using var watch = new HealthWatch(boards.Health, boards.Alerts, TimeProvider.System, TimeSpan.FromMilliseconds(5), NullLogger<HealthWatch>.Instance);
        await watch.StartAsync(CancellationToken.None);
        Assert.That((await told.Task).Key, Is.EqualTo("health:a"));
        await watch.StopAsync(CancellationToken.None);
        Assert.That(watch.ExecuteTask!.IsCompletedSuccessfully, Is.True);
    }

    private sealed class PromiseChannel(TaskCompletionSource<Alert> told) : IAlertChannel
    {
        public void Send(AlertNotice notice) => told.TrySetResult(notice.Alert);
    }
}
