using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Pipeline;
using TradingDaemon.Storage.Inspection;
using TradingDaemon.Trials;

namespace TradingDaemon.Tests.Trials;

/// <summary>Trials on paper beside a live account: what the account asks for is run, and nothing of it can hold the account up.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PaperTrialsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ConcurrentQueue<Command.TellPaperTrial> _told = new();
    private PaperOrder? _wanted;
    private int _looks;

    [Test]
    public async Task Take_WhatTheAccountAsksFor_RunsAndEndsWhenItAsksForItNoMore()
    {
        using var stage = new PaperStage();
        using var trials = Trials(stage, stage.Clock);
        await trials.StartAsync(default);
        await Turn(stage, () => true);
        Assert.That((trials.Progress, Directory.Exists(stage.Root)), Is.EqualTo(((PaperProgress?)null, false)), "nothing is asked for");
        _wanted = stage.Order;
        await Turn(stage, () => trials.Progress is not null && File.Exists(Path.Combine(stage.Directory, "daemon.db")));
        var second = _wanted = stage.Order with { Attempt = 2 };
        await Turn(stage, () => trials.Progress?.Attempt == 2 && !Directory.Exists(stage.Directory) && File.Exists(Path.Combine(stage.Root, second.Name, "daemon.db")));
        _wanted = null;
        await Turn(stage, () => trials.Progress is null);
        await trials.StopAsync(default);
        Assert.That(File.Exists(Path.Combine(stage.Root, second.Name, "daemon.db")), "the newest stays to be looked at");
    }

    /// <summary>Bug: the first trial of an account was taken for that of another which had been in the same place, and went on with its books.</summary>
    [Test]
    public async Task Take_WhereAnotherAccountLeftItsTrial_BeginsAnew()
    {
        using var stage = new PaperStage();
        var left = stage.Order with { Since = stage.Order.Since.AddDays(-1) };
        Directory.CreateDirectory(Path.Combine(stage.Root, left.Name));
        using var trials = Trials(stage, stage.Clock);
        await trials.StartAsync(default);
        _wanted = stage.Order;
        await Turn(stage, () => File.Exists(Path.Combine(stage.Directory, "daemon.db")));
        Assert.That(Directory.GetDirectories(stage.Root).Select(Path.GetFileName), Is.EqualTo(new[] { stage.Order.Name }), "what was left is removed");
        await trials.StopAsync(default);
    }

    [Test]
    public async Task Take_ATrialThatBreaks_IsToldAndNothingIsThrown()
    {
        using var stage = new PaperStage();
        Directory.CreateDirectory(stage.Root);
        await File.WriteAllTextAsync(stage.Directory, "in the way");
        using var trials = Trials(stage, stage.Clock);
        await trials.StartAsync(default);
        _wanted = stage.Order;
        await Turn(stage, () => _told.Any(static told => told.Attempt == 1 && told.Broken!.StartsWith("It broke", StringComparison.Ordinal)));
        trials.Offer(Tick(stage));
        Assert.That(trials.ExecuteTask!.IsCompleted, Is.False, "it looks on");
        await trials.StopAsync(default);
    }

    [Test]
    public async Task Offer_ToATrialThatDoesNotComeBack_NeverWaitsDropsTheOldestAndIsToldAfterAMinute()
    {
        using var stage = new PaperStage();
        using var stuck = new StuckClock();
        using var trials = Trials(stage, stuck);
        await trials.StartAsync(default);
        _wanted = stage.Order;
        await Turn(stage, () => trials.Progress is not null);
        for (var i = 0; i < Limits.PaperTicksMax + 7; i++) trials.Offer(Tick(stage));
        Assert.That(trials.Progress!.Dropped, Is.EqualTo(7));
        Assert.That(_told, Is.Empty);
        stage.Clock.Advance(Limits.PaperSilenceMax);
        await Turn(stage, () => !_told.IsEmpty);
        Assert.That(_told.First().Broken, Does.Contain("did not come back"));
        var second = _wanted = stage.Order with { Attempt = 2 };
        await Turn(stage, () => trials.Progress is null);
        await Turn(stage, () => true);
        Assert.That(trials.Progress, Is.Null, "no second thread while the first is not gone");
        stuck.Release();
        await Turn(stage, () => trials.Progress?.Attempt == 2);
        await trials.StopAsync(default);
    }

    private PaperTrials Trials(PaperStage stage, TimeProvider market) => new(
        () =>
        {
            Interlocked.Increment(ref _looks);
            return Task.FromResult(_wanted);
        },
        command =>
        {
            _told.Enqueue((Command.TellPaperTrial)command);
            return true;
        },
        stage.Config, new Clocks(stage.Clock, market), NullLogger<PaperTrials>.Instance);

    // One look a second of the hand-moved clock; threads take their own time.
    private async Task Turn(PaperStage stage, Func<bool> reached)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (stage.Clock.TimerCount == 0) // it has not begun to look
        {
            await Task.Yield();
            patience.Token.ThrowIfCancellationRequested();
        }

        do
        {
            var before = Volatile.Read(ref _looks);
            stage.Clock.Advance(TimeSpan.FromSeconds(1));
            while (Volatile.Read(ref _looks) == before)
            {
                await Task.Yield();
                patience.Token.ThrowIfCancellationRequested();
            }
        }
        while (!reached());
    }

    private static RawTick Tick(PaperStage stage) => RawTick.OfQuote(new InstrumentId(0), stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow(), 99m, 1m, 101m, 1m);

    // Whoever asks it for the time waits until it is released.
    private sealed class StuckClock : TimeProvider, IDisposable
    {
        private readonly ManualResetEventSlim _released = new();

        public void Release() => _released.Set();

        public override DateTimeOffset GetUtcNow()
        {
            _released.Wait();
            return DateTimeOffset.UnixEpoch.AddYears(56);
        }

        public void Dispose() => _released.Dispose();
    }
}
