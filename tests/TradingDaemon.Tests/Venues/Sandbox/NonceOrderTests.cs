using System.Collections.Concurrent;
using System.Diagnostics;
using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Storage.Nonces;
using TradingDaemon.Tests.Storage.Support;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Sandbox;

namespace TradingDaemon.Tests.Venues.Sandbox;

/// <summary>A venue strict about nonces, 64 callers at once, restarts, and a clock set back an hour.</summary>
public sealed class NonceOrderTests
{
    private const int Callers = 64;
    private const int RequestsEach = 12;

    [Test]
    public async Task Requests_Of64Callers_OverRestartsAndAClockSetBack_AreNeverRefusedForTheirNumber()
    {
        using var scratch = new ScratchDirectory();
        await using var rig = await SandboxRig.StartAsync(false, new Fault { Kind = FaultKind.RateLimit, WeightPerMinute = 0 });
        var clock = new SetClock(DateTimeOffset.UtcNow);
        var faults = new ConcurrentBag<string>();
        var sent = 0;
        for (var boot = 0; boot < 3; boot++)
        {
            // The file is opened anew each time, as after a kill; the second and third boot see a clock an hour and two behind.
            var nonces = new FileNonceSource(Path.Combine(scratch.Path, "venue.nonce"), clock);
            var venue = rig.Venue(Unhurried, nonces: nonces);
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
            {
                for (var i = 0; i < RequestsEach; i++)
                {
                    Interlocked.Increment(ref sent);
                    var answer = i % 3 == 0 ? (await venue.CancelAsync(Orders.Reference(caller + 1), default))?.Code : await AskAsync(async () => await venue.FindOrderAsync(Orders.Reference(caller + 1), default));
                    if (answer is not (null or "ORDER_NOT_FOUND")) faults.Add(answer);
                }
            })));
            await nonces.Reserving; // a killed process writes nothing later
            clock.Now -= TimeSpan.FromHours(1);
        }

        TestContext.Out.WriteLine($"{sent} requests of {Callers} callers over 3 starts: {faults.Count} refused");
        Assert.That(faults, Is.Empty);
    }

    [Test]
    public async Task Requests_OfTheEmergencyStopBesideGuardedOnes_AreNeverRefusedForTheirNumber()
    {
        await using var rig = await SandboxRig.StartAsync(false, new Fault { Kind = FaultKind.RateLimit, WeightPerMinute = 0 });
        using var guarded = new GuardedVenue(rig.Venue(Unhurried), new GuardOptions { RequestMax = TimeSpan.FromMinutes(5), Budget = new BudgetOptions { LimitPerMinute = 1_000_000 } }, TimeProvider.System);
        var faults = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 32).Select(caller => Task.Run(async () =>
        {
            IVenue venue = caller % 2 == 0 ? guarded : guarded.Urgent;
            for (var i = 0; i < RequestsEach; i++)
            {
                var answer = i % 3 == 0 ? (await venue.CancelAsync(Orders.Reference(caller + 1), default))?.Code : await AskAsync(async () => await venue.OpenOrdersAsync(default));
                if (answer is not (null or "ORDER_NOT_FOUND")) faults.Add(answer);
            }
        })));
        Assert.That(faults, Is.Empty);
    }

    /// <summary>Bug: a disk that was full kept the emergency stop's cancels from leaving as soon as a block of numbers was used up.</summary>
    [Test]
    public async Task Cancels_OfTheEmergencyStopOnAFullDisk_StillLeave()
    {
        using var scratch = new ScratchDirectory();
        var directory = Directory.CreateDirectory(Path.Combine(scratch.Path, "disk")).FullName;
        var nonces = new FileNonceSource(Path.Combine(directory, "venue.nonce"), TimeProvider.System);
        await using var rig = await SandboxRig.StartAsync();
        using var guarded = new GuardedVenue(rig.Venue(nonces: nonces), new GuardOptions(), TimeProvider.System);
        for (var i = 1; i <= 3; i++) Assert.That(await guarded.PlaceAsync(Orders.Limit(i, price: 40_000m), default), Is.InstanceOf<PlacementAnswer.Accepted>());
        Directory.Delete(directory, recursive: true); // stands for a full disk: nothing can be written there
        for (var i = 0; i < FileNonceSource.BlockSize * 2; i++) nonces.Next();
        Assert.That(await guarded.Urgent.CancelAsync(Orders.Reference(1), default), Is.Null);
        Assert.That(await guarded.Urgent.CancelAllAsync(default), Is.Null);
        Assert.That(await guarded.Urgent.OpenOrdersAsync(default), Is.Empty);
    }

    /// <summary>Bug: an order that could not be signed, and certainly did not leave, counted as unknown and froze its instrument.</summary>
    [Test]
    public async Task Place_WithoutANumber_IsCertainlyNotSent()
    {
        await using var rig = await SandboxRig.StartAsync();
        var answer = await rig.Venue(nonces: new NoNumbers()).PlaceAsync(Orders.Limit(1), default);
        var fault = ((PlacementAnswer.Failed)answer).Fault;
        Assert.That((fault.Code, fault.IsNotPlaced, fault.IsOwn, fault.Message), Is.EqualTo(("NOT_SENT", true, true, "It could not be signed (IOException).")));
    }

    [Test]
    public async Task Requests_BehindOneThatHangs_AreNotKeptWaiting()
    {
        await using var rig = await SandboxRig.StartAsync(false, new Fault { Kind = FaultKind.AcceptThenTimeout, Ms = 60_000, Count = 1 });
        var venue = rig.Venue(static options => options with { HoldMax = TimeSpan.FromMilliseconds(100) });
        using var leaving = new CancellationTokenSource();
        await venue.HoldingsAsync(default);
        var hanging = venue.PlaceAsync(Orders.Limit(1), leaving.Token).AsTask();
        Assert.That((await venue.CancelAsync(Orders.Reference(99), default))!.Code, Is.EqualTo("ORDER_NOT_FOUND"));
        Assert.That(hanging.IsCompleted, Is.False);
        await leaving.CancelAsync();
        Assert.That(async () => await hanging, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Request_OverTheLoopback_TakesThisLong()
    {
        await using var rig = await SandboxRig.StartAsync(false, new Fault { Kind = FaultKind.RateLimit, WeightPerMinute = 0 });
        var venue = rig.Venue();
        var took = new List<double>();
        for (var i = 1; i <= 600; i++)
        {
            var from = Stopwatch.GetTimestamp();
            var answer = await venue.PlaceAsync(Orders.Limit(i, price: 40_000m, quantity: 0.001m), default);
            if (i > 100) took.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            Assert.That(answer, Is.InstanceOf<PlacementAnswer.Accepted>());
        }

        took.Sort();
        TestContext.Out.WriteLine($"placing: p50 {took[took.Count / 2]:0.000} ms, p99 {took[(int)(took.Count * 0.99)]:0.000} ms");
        Assert.That(took, Has.Count.EqualTo(500));
    }

    // On a machine that stands still for a moment nobody is overtaken, and nobody's patience is at its end.
    private static SandboxVenueOptions Unhurried(SandboxVenueOptions options) => options with { HoldMax = TimeSpan.FromMinutes(5), RequestMax = TimeSpan.FromMinutes(5) };

    private sealed class NoNumbers : INonceSource
    {
        public long Next() => throw new IOException("No space left on device.");
    }

    private static async Task<string?> AskAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            return null;
        }
        catch (VenueException failed)
        {
            return failed.Fault.Code;
        }
    }
}
