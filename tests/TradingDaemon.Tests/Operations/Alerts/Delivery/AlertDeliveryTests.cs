using NUnit.Framework;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Alerts.Delivery;
using TradingDaemon.Operations.Health;
using TradingDaemon.Tests.Operations.Alerts.Support;

namespace TradingDaemon.Tests.Operations.Alerts.Delivery;

public sealed class AlertDeliveryTests
{
    private static readonly SendResult Busy = new SendResult.TryAgain("busy");

    [Test]
    public async Task Send_WhatIsForTheChannel_IsPassedOnInOrder()
    {
        using var bench = new DeliveryBench(DeliveryBench.Options with { SeverityMin = AlertSeverity.Warning, TellsEnds = false });
        bench.Send("a", AlertSeverity.Info);
        bench.Send("b");
        bench.Send("c", AlertSeverity.Critical);
        bench.Send("d", kind: NoticeKind.Ended);
        Assert.That(bench.Delivery.Standing.Waiting, Is.EqualTo(2));
        await bench.TurnAsync();
        Assert.That(bench.Sender.Keys, Is.EqualTo(new[] { "b", "c" }));
        var standing = bench.Delivery.Standing;
        Assert.That((standing.Sent, standing.Waiting, standing.IsWell, standing.LastSentAt), Is.EqualTo((2, 0, true, (DateTimeOffset?)bench.Clock.GetUtcNow())));
        Assert.That(bench.Line.Level, Is.EqualTo(HealthLevel.Healthy));
    }

    [Test]
    public async Task Send_ThatTheChannelItselfIsNotWell_IsForTheOthers()
    {
        using var bench = new DeliveryBench();
        bench.Send("health:alerts:ops");
        bench.Send("health:alerts:mail");
        await bench.TurnAsync();
        Assert.That(bench.Sender.Keys, Is.EqualTo(new[] { "health:alerts:mail" }));
    }

    [Test]
    public async Task Turn_NotTaken_IsTriedAgainWithGrowingWaitsUntilItIs()
    {
        using var bench = new DeliveryBench();
        bench.Sender.Then(Busy, times: 8);
        bench.Send("a");
        var begun = bench.Clock.GetUtcNow();
        await bench.TurnAsync();
        Assert.That(bench.Sender.Attempts.Select(attempt => (attempt.At - begun).TotalSeconds), Is.EqualTo(new double[] { 0, 1, 3, 7, 15, 31, 63, 123, 183 }));
        Assert.That((bench.Delivery.Standing.Sent, bench.Delivery.Standing.Failed, bench.Line.Level), Is.EqualTo((1, 0, HealthLevel.Healthy)));
    }

    [Test]
    public async Task Turn_ToldHowLongToWait_WaitsSoLong()
    {
        using var bench = new DeliveryBench();
        bench.Sender.Then(new SendResult.TryAgain("answered 429", TimeSpan.FromSeconds(37)));
        bench.Sender.Then(new SendResult.TryAgain("answered 429", TimeSpan.Zero)); // no reason to hammer
        bench.Send("a");
        var begun = bench.Clock.GetUtcNow();
        await bench.TurnAsync();
        Assert.That(bench.Sender.Attempts.Select(attempt => (attempt.At - begun).TotalSeconds), Is.EqualTo(new double[] { 0, 37, 39 }));
    }

    [Test]
    public async Task Turn_NeverTaken_IsGivenUpAndTheNextIsTried()
    {
        using var bench = new DeliveryBench(DeliveryBench.Options with { RetryFor = TimeSpan.FromSeconds(10) });
        bench.Sender.Then(Busy, times: 4); // at 0, 1, 3 and 7 s; the next wait would be too long
        bench.Send("a");
        bench.Send("b");
        await bench.TurnAsync();
        Assert.That(bench.Sender.Keys, Is.EqualTo(new[] { "a", "a", "a", "a", "b" }));
        Assert.That((bench.Delivery.Standing.Sent, bench.Delivery.Standing.Failed), Is.EqualTo((1, 1)));
    }

    /// <summary>Bug: a critical notice waited behind a lesser one for as long as that was tried, up to an hour.</summary>
    [Test]
    public async Task Turn_GraverWhileALesserIsTried_GoesAhead()
    {
        using var bench = new DeliveryBench();
        bench.Sender.Script.Enqueue(_ =>
        {
            bench.Send("c", AlertSeverity.Critical);
            bench.Send("b");
            return Task.FromResult(Busy);
        });
        bench.Sender.Then(Busy, times: 2);
        bench.Send("a");
        var begun = bench.Clock.GetUtcNow();
        await bench.TurnAsync();
        Assert.That(bench.Sender.Keys, Is.EqualTo(new[] { "a", "c", "c", "c", "a", "b" }));
        Assert.That((bench.Sender.Attempts[1].At - begun, bench.Sender.Attempts[^1].At - begun), Is.EqualTo((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4))));
        Assert.That((bench.Delivery.Standing.Sent, bench.Delivery.Standing.Failed), Is.EqualTo((3, 0)));
    }

    [Test]
    public async Task Turn_Refused_IsNotTriedAgain_AndIsToldOnceSomethingGoesThrough()
    {
        using var bench = new DeliveryBench();
        bench.Redactor.Register("hunter2-secret");
        bench.Sender.Then(new SendResult.Refused("answered 404 to hunter2-secret"));
        bench.Send("a", AlertSeverity.Critical);
        await bench.TurnAsync();
        Assert.That((bench.Sender.Attempts.Count, bench.Line.Level, bench.Line.Detail, bench.Delivery.Standing.Detail), Is.EqualTo((1, HealthLevel.Degraded, "answered 404 to ***", "answered 404 to ***")));
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.TurnAsync();
        var told = bench.Sender.Attempts[^1].Notice;
        Assert.That((told.Kind, told.Severity, told.Alert.Count), Is.EqualTo((NoticeKind.LeftOut, AlertSeverity.Critical, 1)));
        Assert.That(told.Alert.Text, Does.StartWith("1 notice was not told here since ").And.Contain("1 not taken").And.Contain("The worst: a (answered 404 to ***)"));
        Assert.That(bench.Line.Level, Is.EqualTo(HealthLevel.Healthy));
    }

    /// <summary>Bad input: a channel that hangs.</summary>
    [Test]
    public async Task Turn_AnAttemptThatHangs_IsLeftAfterItsTimeAndTriedAgain()
    {
        using var bench = new DeliveryBench();
        Task? hanging = null;
        bench.Sender.Script.Enqueue(stopping =>
        {
            var hang = ScriptedSender.Hang(stopping);
            hanging = hang;
            return hang;
        });
        bench.Send("a");
        var begun = bench.Clock.GetUtcNow();
        var turn = bench.Delivery.TurnAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (!turn.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            var isOver = bench.Clock.GetUtcNow() - begun >= DeliveryBench.Options.AttemptMax;
            if (bench.Clock.NextAt is not null && (!isOver || hanging is { IsCompleted: true })) bench.Clock.Advance(TimeSpan.FromSeconds(1)); // only while it waits: what ends an attempt runs beside this, and told time would outrun it
            await Task.Yield();
        }

        await turn;
        Assert.That(bench.Sender.Attempts, Has.Count.EqualTo(2));
        Assert.That(bench.Sender.Attempts[1].At - begun, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(11)));
        Assert.That(bench.Delivery.Standing.Sent, Is.EqualTo(1));
    }

    [Test]
    public async Task Turn_AnAttemptThatNeverEnds_IsNotJoinedByAnother()
    {
        using var bench = new DeliveryBench(DeliveryBench.Options with { RetryFor = TimeSpan.FromMinutes(5) });
        bench.Sender.Otherwise = ScriptedSender.HangForEver;
        bench.Send("a");
        bench.Send("b");
        await bench.TurnAsync();
        Assert.That(bench.Sender.Attempts, Has.Count.EqualTo(1), "whatever hangs holds one thread, not all");
        Assert.That((bench.Delivery.Standing.Failed, bench.Line.Detail), Is.EqualTo((2, "an earlier attempt hangs and has not ended")));
    }

    [Test]
    public async Task Turn_ASenderThatBreaks_GoesOn()
    {
        using var bench = new DeliveryBench();
        bench.Sender.Script.Enqueue(static _ => throw new InvalidOperationException("a bug"));
        bench.Sender.Script.Enqueue(static _ => Task.FromException<SendResult>(new TaskCanceledException("its own")));
        bench.Send("a");
        await bench.TurnAsync();
        Assert.That((bench.Sender.Attempts.Count, bench.Delivery.Standing.Sent), Is.EqualTo((3, 1)));
    }

    [Test]
    public async Task Storm_OfOneMinute_IsCappedAndToldInOneLine()
    {
        using var bench = new DeliveryBench();
        for (var i = 0; i < 40; i++) bench.Send($"w{i}");
        bench.Send("c", AlertSeverity.Critical);
        await bench.TurnAsync();
        Assert.That(bench.Sender.Keys, Is.EqualTo(new[] { "w0", "w1", "w2", "w3", "w4", "c" }), "half is kept for what is critical");
        Assert.That((bench.Delivery.Standing.Sent, bench.Delivery.Standing.HeldBack), Is.EqualTo((6, 35)));
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.TurnAsync();
        Assert.That(bench.Sender.Attempts, Has.Count.EqualTo(7));
        Assert.That(bench.Sender.Attempts[^1].Notice.Alert.Text, Does.StartWith("35 notices were not told here since ").And.Contain("35 one too many for the minute or day").And.Contain("tradingdaemon alerts list"));
        await bench.TurnAsync();
        Assert.That(bench.Sender.Attempts, Has.Count.EqualTo(7), "once");
    }

    [Test]
    public async Task Storm_OfADay_IsCappedAndToldEachHour()
    {
        using var bench = new DeliveryBench(DeliveryBench.Options with { PerDayMax = 20 });
        for (var minute = 0; minute < 180; minute++)
        {
            bench.Send($"w{minute}");
            await bench.TurnAsync();
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.That(bench.Sender.Attempts.Count(static attempt => attempt.Notice.Kind == NoticeKind.Raised), Is.EqualTo(10));
        Assert.That(bench.Sender.Attempts.Count(static attempt => attempt.Notice.Kind == NoticeKind.LeftOut), Is.EqualTo(2));
        Assert.That(bench.Delivery.Standing.HeldBack, Is.EqualTo(170));
    }

    [Test]
    public async Task Send_MoreThanMayWait_DropsTheLeastSevereAndTellsHowMany()
    {
        using var bench = new DeliveryBench(DeliveryBench.Options with { PerMinuteMax = 1_000 });
        bench.Send("c", AlertSeverity.Critical);
        for (var i = 0; i < NoticeQueue.WaitingMax + 9; i++) bench.Send($"w{i}");
        Assert.That((bench.Delivery.Standing.Waiting, bench.Delivery.Standing.Dropped), Is.EqualTo((NoticeQueue.WaitingMax, 10)));
        await bench.TurnAsync();
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.TurnAsync();
        Assert.That(bench.Sender.Keys.First(), Is.EqualTo("c"));
        Assert.That(bench.Sender.Keys.ElementAt(1), Is.EqualTo("w10"), "the oldest of the least severe went");
        Assert.That(bench.Sender.Attempts[^1].Notice.Alert.Text, Does.Contain("10 pushed out of a full queue"));
    }

    [Test]
    public async Task Mute_Channel_SaysSoAndFails()
    {
        using var bench = new DeliveryBench(mute: "its address is not in the environment");
        Assert.That((bench.Line.Level, bench.Line.IsVital, bench.Line.Detail), Is.EqualTo((HealthLevel.Degraded, false, "its address is not in the environment")));
        bench.Sender.Otherwise = static _ => Task.FromResult<SendResult>(new SendResult.Refused("its address is not in the environment"));
        bench.Send("a");
        await bench.TurnAsync();
        Assert.That(bench.Delivery.Standing.Failed, Is.EqualTo(1));
    }

    /// <summary>Bad input: an alert channel that hangs must not hold whoever raises an alert.</summary>
    [Test]
    public void Send_AWayOutThatHangs_NeverHoldsTheCaller()
    {
        using var bench = new DeliveryBench();
        bench.Sender.Otherwise = ScriptedSender.HangForEver;
        bench.Delivery.Start();
        for (var i = 0; i < 10_000; i++) bench.Send($"a{i}");
        Assert.That(bench.Delivery.Standing.Waiting, Is.LessThanOrEqualTo(NoticeQueue.WaitingMax));
        Assert.That(bench.Delivery.Standing.Dropped, Is.GreaterThan(9_000));
    }

    [Test]
    public async Task Started_WakesForNoticesAndForItsSummary()
    {
        using var bench = new DeliveryBench(DeliveryBench.Options with { PerMinuteMax = 2 });
        var taken = System.Threading.Channels.Channel.CreateUnbounded<AlertNotice>();
        bench.Sender.Otherwise = _ =>
        {
            taken.Writer.TryWrite(bench.Sender.Attempts[^1].Notice);
            return Task.FromResult<SendResult>(new SendResult.Sent());
        };
        bench.Delivery.Start();
        bench.Send("a");
        Assert.That((await taken.Reader.ReadAsync()).Alert.Key, Is.EqualTo("a"));
        bench.Send("b");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (bench.Delivery.Standing.HeldBack == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        while (!taken.Reader.TryPeek(out _))
        {
            patience.Token.ThrowIfCancellationRequested();
            bench.Clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        Assert.That((await taken.Reader.ReadAsync()).Kind, Is.EqualTo(NoticeKind.LeftOut));
        await bench.Delivery.StopAsync(TimeSpan.FromSeconds(5));
    }
}
