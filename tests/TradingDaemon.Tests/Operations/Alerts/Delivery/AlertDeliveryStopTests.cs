using NUnit.Framework;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Alerts.Delivery;
using TradingDaemon.Tests.Operations.Alerts.Support;

namespace TradingDaemon.Tests.Operations.Alerts.Delivery;

public sealed class AlertDeliveryStopTests
{
    [Test]
    public async Task Stop_WithNoticesWaiting_PassesThemOn()
    {
        using var bench = new DeliveryBench();
        for (var i = 0; i < 4; i++) bench.Send($"a{i}");
        bench.Delivery.Start();
        await bench.Delivery.StopAsync(TimeSpan.FromSeconds(5));
        Assert.That((bench.Delivery.Standing.Sent, bench.Delivery.Standing.Waiting), Is.EqualTo((4, 0)));
    }

    [Test]
    public async Task Stop_WhileItWaitsToTryAgain_TriesOnceMoreAtOnce()
    {
        using var bench = new DeliveryBench();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Sender.Script.Enqueue(_ =>
        {
            begun.SetResult();
            return Task.FromResult<SendResult>(new SendResult.TryAgain("busy", TimeSpan.FromMinutes(30)));
        });
        bench.Send("a");
        bench.Delivery.Start();
        await begun.Task;
        await bench.Delivery.StopAsync(TimeSpan.FromSeconds(5));
        Assert.That((bench.Sender.Attempts.Count, bench.Delivery.Standing.Sent), Is.EqualTo((2, 1)));
    }

    [Test]
    public async Task Stop_AWayOutThatHangs_EndsInItsTimeAndCountsWhatIsLeft()
    {
        using var bench = new DeliveryBench();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Sender.Otherwise = stopping =>
        {
            begun.TrySetResult();
            return ScriptedSender.Hang(stopping);
        };
        for (var i = 0; i < 5; i++) bench.Send($"a{i}", AlertSeverity.Critical);
        bench.Delivery.Start();
        await begun.Task;
        var stop = bench.Delivery.StopAsync(TimeSpan.FromSeconds(5));
        Assert.That(stop.IsCompleted, Is.False);
        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        await stop;
        Assert.That((bench.Delivery.Standing.Sent, bench.Delivery.Standing.Failed, bench.Delivery.Standing.Waiting), Is.EqualTo((0, 5, 0)));
    }
}
