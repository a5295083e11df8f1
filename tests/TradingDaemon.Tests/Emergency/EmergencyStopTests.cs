using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Cli.Context;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Storage.Emergency;
using TradingDaemon.Tests.Domain.Orders;
using TradingDaemon.Tests.Emergency.Support;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Emergency;

public sealed class EmergencyStopTests
{
    // A few suffice to see a hole every day; TRADINGDAEMON_PULLS=1000 is the whole proof.
    private static readonly int Pulls = Wanted.Of("TRADINGDAEMON_PULLS", 25, whenLong: 100);
    private const int AtATime = 5; // each has a thread of its own that trades without pause
    private const int TriesAfter = 1_000;

    private static readonly string[] Surroundings = ["engine", "known", "closings", "logger", "alerts", "audit", "flag"];
    private static readonly string[] VenueCalls = ["traits", "cancel-all", "open-orders", "cancel", "holdings", "touch", "place", "place-answer", "find"];

    private static IEnumerable<string> EveryCall => Surroundings.Concat(VenueCalls);

    [Test]
    public async Task Pull_AtRandomInstantsWithEverythingElseBroken_LetsNothingPassAndAsksToCancelEverything()
    {
        var seed = Random.Shared.Next();
        TestContext.Out.WriteLine($"seed {seed}");
        var chance = new Random(seed);
        var (sent, first, last) = (0L, new List<double>(), new List<double>());
        for (var done = 0; done < Pulls; done += AtATime)
        {
            var spins = Enumerable.Range(0, AtATime).Select(_ => chance.Next(20_000)).ToList();
            var results = await Task.WhenAll(spins.Select(static spin => Task.Run(() => PullAmidTradingAsync(spin))));
            foreach (var result in results)
            {
                Assert.That(result.PassedAfter, Is.Zero, "orders that passed the gate after the pull");
                Assert.That(result.LeftOpen, Is.Zero, "orders nobody asked to cancel");
                sent += result.Sent;
                first.Add(result.FirstAskedAfter.TotalMilliseconds);
                last.Add(result.LastAskedAfter.TotalMilliseconds);
            }
        }

        TestContext.Out.WriteLine($"{first.Count} pulls, {sent} orders sent before; after its pull the first cancel was asked for within {Told(first)}, the last within {Told(last)}");
        Assert.That(sent, Is.GreaterThan(Pulls), "orders must have been under way, or nothing was tried");
    }

    /// <summary>However busy the machine: nothing on the way to the cancels waits for a clock.</summary>
    [Test]
    public async Task Pull_WhileTheClockStandsStill_AsksToCancelEveryOrder()
    {
        using var rig = new StopRig(real: new TimerClock());
        rig.Venue.IsCancelAllDeaf = true;
        for (var i = 1; i <= 100; i++) rig.Venue.Work(Intent("A/USD", i));
        _ = rig.PullAsync();
        await StopRig.UntilAsync(() => rig.Venue.Open.Count == 0, "each was asked to cancel");
        Assert.That(rig.Venue.Calls.Count(static call => call is "cancel-all" or "cancel"), Is.EqualTo(101));
    }

    /// <summary>Bug: what was known to work was asked to cancel only after the venue had said what works, however long that took.</summary>
    [Test]
    public async Task Pull_WhileTheListOfOrdersDoesNotCome_AsksToCancelWhatIsKnown()
    {
        using var rig = new StopRig();
        var (answers, intent) = (new TaskCompletionSource(), Intent("A/USD", 1));
        rig.Venue.IsCancelAllDeaf = true;
        rig.Venue.Way = () => answers.Task;
        rig.Venue.Work(intent);
        rig.Known.Add(new OrderReference(intent.ClientOrderId, null, intent.Symbol));
        _ = rig.PullAsync();
        await StopRig.UntilAsync(() => rig.Venue.Open.Count == 0, "it was asked to cancel");
        answers.SetResult();
        await rig.EndAsync();
    }

    /// <summary>By the clock that is told: to cancel everything at once, 200 ms for its answer, 200 ms for what works, and then every order at the same time, however many.</summary>
    [Test]
    public async Task Pull_WhileTheVenueTakesAFifthOfASecondForEachAnswer_AsksToCancelEveryOrderWithinASecond()
    {
        var clock = new TimerClock();
        var answer = TimeSpan.FromMilliseconds(200);
        using var rig = new StopRig(real: clock);
        rig.Venue.IsCancelAllDeaf = true;
        var asked = 0;
        rig.Venue.Way = () =>
        {
            var way = Task.Delay(answer, clock);
            Interlocked.Increment(ref asked);
            return way;
        };
        for (var i = 1; i <= 1_000; i++) rig.Venue.Work(Intent("A/USD", i));
        _ = rig.PullAsync();
        for (var question = 1; question <= 2; question++) // to cancel everything, then for what works
        {
            await StopRig.UntilAsync(() => Volatile.Read(ref asked) == question, "it asks");
            clock.Advance(answer);
        }

        await StopRig.UntilAsync(() => rig.Venue.Open.Count == 0, "each was asked to cancel");
        TestContext.Out.WriteLine($"{rig.Venue.Calls.Count(static call => call == "cancel")} orders were asked to cancel one by one within {clock.Monotonic.TotalMilliseconds:0} ms");
        Assert.That(clock.Monotonic, Is.LessThan(TimeSpan.FromSeconds(1)));
        Assert.That(rig.Venue.Calls.Count(static call => call == "cancel"), Is.EqualTo(1_000));
    }

    [TestCaseSource(nameof(EveryCall))]
    public async Task Pull_WithOneCallOfItsPathThrowing_ClosesTheGateAndTriesTheOthers(string call)
    {
        using var rig = new StopRig(isFlagUnwritable: call == "flag");
        rig.Venue.Hold("A/USD", 2m);
        rig.Venue.Work(Intent("A/USD", 1));
        if (call == "audit") Directory.CreateDirectory(Path.Combine(rig.Directory, "emergency-audit.jsonl"));
        if (VenueCalls.Contains(call)) rig.Venue.Broken.Add(call);
        else rig.Broken.Add(call);
        var pulling = rig.PullAsync(flatten: true);
        Assert.That(rig.Gate.TryPass(Intents.Of(new OrderTerms.Market(Quantity.From(1m)))), Is.False, "closed before anything else");
        await pulling;
        var report = await rig.EndAsync();
        Assert.That(report.Steps.Select(static step => step.Name), Is.SupersetOf(new[] { "flag", "engine", "tell", "cancel:test" }));
        Assert.That(rig.Venue.Calls, Has.Member("cancel-all").And.Member("open-orders"));
        Assert.That(rig.Stop.Standing.State, Is.EqualTo(EmergencyState.Halted));
        Assert.That(rig.Stop.Current.IsStored, Is.EqualTo(call != "flag"));
        if (call != "engine") Assert.That(rig.Told, Is.Not.Empty);
        if (call is "cancel-all" or "cancel" or "find" or "holdings" or "touch") Assert.That(rig.Venue.Open.Count(static order => order.ClientOrderId.Text == Intent("A/USD", 1).ClientOrderId.Text), Is.Zero);
        if (call is "closings" or "holdings" or "touch" or "place" or "open-orders") Assert.That(rig.Venue.Net["A/USD"], Is.EqualTo(2m), "nothing could be closed");
        if (Surroundings.Contains(call) && call != "closings") Assert.That(rig.Venue.Net["A/USD"], Is.Zero, "what people are told by is not needed to close");
        Assert.That(rig.Venue.Placed.Count(static order => order.Strategy.Text != "emergency"), Is.Zero);
    }

    [Test]
    public async Task Pull_EngineThatNeverReturns_KeepsNoOtherStepFromItsEnd()
    {
        using var rig = new StopRig();
        using var stuck = new ManualResetEventSlim();
        rig.OnTell = () => stuck.Wait();
        await rig.PullAsync();
        Assert.That(rig.Stop.Current.Report!.Steps.Select(static step => step.Name), Is.EquivalentTo(new[] { "flag", "tell", "cancel:test", "orders left:test", "positions left:test" }));
        stuck.Set();
        Assert.That((await rig.EndAsync()).Steps, Has.Length.EqualTo(6).And.All.Property("IsDone").True);
    }

    [Test]
    public async Task Pull_VenueDeafToCancelAll_CancelsOrderByOrder()
    {
        using var rig = new StopRig();
        rig.Venue.IsCancelAllDeaf = true;
        for (var i = 1; i <= 40; i++) rig.Venue.Work(Intent("A/USD", i));
        var report = await rig.PullToTheEndAsync();
        Assert.That(rig.Venue.Open, Is.Empty);
        Assert.That(report.Steps.Single(static step => step.Name == "cancel:test").Detail, Does.Contain("40 orders were asked"));
    }

    [Test]
    public async Task Pull_OrdersThatDoNotEnd_AreNamedInTheReport()
    {
        using var rig = new StopRig();
        rig.Venue.Work(Intent("A/USD", 1));
        rig.Venue.IsCancelAllDeaf = true;
        rig.Venue.Broken.Add("cancel");
        var step = (await rig.PullToTheEndAsync(flatten: true)).Steps.First(static step => step.Name == "cancel:test");
        Assert.That(step.IsDone, Is.False);
        Assert.That(step.Detail, Does.Contain("1 order still works at test: v-1").And.Contain("cancel is broken"));
        Assert.That(rig.Venue.Placed, Is.Empty, "closing beside a working order could close twice");
    }

    [Test]
    public async Task Pull_OrderThatShowsAfterEverythingWasCancelled_IsCancelledByALaterLookAndAStrangersIsNot()
    {
        using var rig = new StopRig();
        await rig.PullToTheEndAsync();
        rig.Venue.Work(Intent("A/USD", 1));
        rig.Venue.Work(Intent("A/USD", 2) with { ClientOrderId = new("") });
        await StopRig.UntilAsync(() => rig.Venue.Open.Count <= 1, "our order was cancelled by a later look");
        Assert.That(rig.Venue.Open.Single().ClientOrderId.Text, Is.Empty);
    }

    [Test]
    public async Task Pull_Again_NeverWeakens()
    {
        using var rig = new StopRig();
        await rig.PullAsync(EmergencyState.Reducing);
        Assert.That((rig.Gate.State, rig.Stop.Standing.State), Is.EqualTo((EmergencyState.Reducing, EmergencyState.Reducing)));
        await rig.PullAsync(EmergencyState.Halted);
        var since = rig.Stop.Standing.Since;
        await rig.PullAsync(EmergencyState.Reducing);
        Assert.That((rig.Gate.State, rig.Stop.Standing.State, rig.Stop.Standing.Since, rig.Stop.Current.Pulls), Is.EqualTo((EmergencyState.Halted, EmergencyState.Halted, since, 3L)));
    }

    [Test]
    public async Task Follow_BooksThatMovedByThemselves_ClosesTheGateAndStoresIt()
    {
        using var rig = new StopRig();
        rig.Stop.Follow(EmergencyState.Reducing, "daily-loss", "Lost too much.");
        Assert.That(rig.Gate.State, Is.EqualTo(EmergencyState.Reducing));
        await rig.EndAsync();
        Assert.That(rig.Flag.Read(), Is.InstanceOf<FlagReading.Stands>());
        rig.Stop.Follow(EmergencyState.Active, "x", "y");
        Assert.That(rig.Gate.State, Is.EqualTo(EmergencyState.Reducing));
    }

    [Test]
    public async Task Resume_ByHand_ClearsFlagEngineAndGate()
    {
        using var rig = new StopRig();
        await rig.PullToTheEndAsync();
        var answer = await rig.Stop.ResumeAsync("test", "All is well again.");
        Assert.That((answer.IsDone, rig.Gate.State, rig.Stop.Standing.State), Is.EqualTo((true, EmergencyState.Active, EmergencyState.Active)));
        Assert.That(rig.Flag.Read(), Is.InstanceOf<FlagReading.Absent>());
        Assert.That(rig.Told.Last(), Is.EqualTo(new Command.SetEmergency(EmergencyState.Active, "test", "All is well again.")));
    }

    [Test]
    public async Task Resume_FlagThatCannotBeRemovedOrEngineThatDoesNotListen_StaysHalted()
    {
        using var rig = new StopRig();
        await rig.PullToTheEndAsync();
        rig.Broken.Add("engine");
        Assert.That((await rig.Stop.ResumeAsync("test", "All is well again.")).IsDone, Is.False);
        rig.Broken.Clear();
        File.Delete(rig.Flag.Path);
        Directory.CreateDirectory(rig.Flag.Path);
        Assert.That((await rig.Stop.ResumeAsync("test", "All is well again.")).IsDone, Is.False);
        Assert.That((rig.Gate.State, rig.Stop.Standing.State), Is.EqualTo((EmergencyState.Halted, EmergencyState.Halted)));
    }

    [Test]
    public async Task Resume_AfterTheProcessBeganToEnd_IsRefused()
    {
        using var rig = new StopRig();
        await rig.PullToTheEndAsync();
        await rig.Stop.EndAsync(CancellationToken.None);
        Assert.That((await rig.Stop.ResumeAsync("test", "All is well again.")).Message, Does.Contain("stopping"));
    }

    /// <summary>Bug: the host knows the stop by two names, disposed of it twice and crashed at the end of every run.</summary>
    [Test]
    public void Dispose_Twice_IsAsGoodAsOnce()
    {
        using var rig = new StopRig();
        rig.Stop.Dispose();
        Assert.That(rig.Stop.Dispose, Throws.Nothing);
    }

    private static async Task<(long Sent, long PassedAfter, int LeftOpen, TimeSpan FirstAskedAfter, TimeSpan LastAskedAfter)> PullAmidTradingAsync(int spin)
    {
        using var rig = new StopRig(isFlagUnwritable: true);
        foreach (var broken in Surroundings) rig.Broken.Add(broken);
        var (sent, passedAfter, triesAfter, isPulled) = (0L, 0L, 0, false);
        var trading = Task.Factory.StartNew(() =>
        {
            while (triesAfter < TriesAfter)
            {
                var isAfter = Volatile.Read(ref isPulled);
                if (isAfter) triesAfter++;
                var intent = Intent("A/USD", (int)(sent % 100) + 1);
                if (!rig.Gate.TryPass(intent)) continue;
                if (isAfter) passedAfter++;
                rig.Venue.Work(intent);
                sent++;
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (Volatile.Read(ref sent) == 0L) Thread.Yield();
        Thread.SpinWait(spin);
        var pulling = rig.PullAsync();
        Volatile.Write(ref isPulled, true);
        var at = System.Diagnostics.Stopwatch.StartNew();
        while (!rig.Venue.Calls.Contains("cancel-all")) await Task.Yield();
        var first = at.Elapsed;
        await trading;
        await StopRig.UntilAsync(() => rig.Venue.Open.Count == 0, "what passed in the last moment was met by a later look");
        var last = at.Elapsed;
        await pulling;
        await rig.EndAsync();
        return (sent, passedAfter, rig.Venue.Open.Count, first, last);
    }

    private static string Told(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[^1]:0.0} ms ({sorted[sorted.Count / 2]:0.0} ms half of the times)");
    }

    private static OrderIntent Intent(string symbol, int sequence) => Intents.Of(new OrderTerms.Market(Quantity.From(1m))) with
    {
        ClientOrderId = ClientOrderId.From(new("busy"), sequence, StopRig.Epoch), Symbol = new(symbol),
    };
}
