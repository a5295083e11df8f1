using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Tests.Venues.Simulated;

public sealed class SimulatedFeedTests
{
    private static readonly DateTimeOffset Start = new(2025, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly InstrumentCatalog Catalog = SimulatedVenueTests.Catalog;

    [TestCase(1.0)]
    [TestCase(50.0)]
    public async Task RunAsync_Paced_DeliversTheMarketTimeThatPassed(double speed)
    {
        var clock = new ManualClock(Start);
        var ticks = new List<RawTick>();
        using var stopping = new CancellationTokenSource();
        var run = new SimulatedFeed(new SimulatedFeedOptions { Speed = speed }, Catalog.All, clock).RunAsync((in RawTick tick) => ticks.Add(tick), stopping.Token);
        for (var i = 0; i < 500; i++) await StepAsync(clock, TimeSpan.FromMilliseconds(10));
        await stopping.CancelAsync();
        await run;
        var expected = 5.0 * speed * 13.0 * Catalog.Count;
        Assert.Multiple(() =>
        {
            Assert.That(run.IsCompletedSuccessfully);
            Assert.That(ticks, Has.Count.EqualTo(expected).Within(4 * Math.Sqrt(expected)));
            Assert.That(ticks.All(t => t.SourceTime <= t.ReceivedTime && t.ReceivedTime - t.SourceTime <= TimeSpan.FromMilliseconds(20)));
            Assert.That(ticks.Zip(ticks.Skip(1), (a, b) => a.SourceTime <= b.SourceTime && a.ReceivedTime <= b.ReceivedTime), Is.All.True);
            Assert.That(ticks.Select(t => t.Kind).Distinct(), Is.EquivalentTo(new[] { MarketEventKind.Quote, MarketEventKind.Trade }));
        });
    }

    [Test]
    public async Task RunAsync_AfterALongSleep_MakesUpOnlyALittle()
    {
        var clock = new ManualClock(Start);
        var ticks = new List<RawTick>();
        using var stopping = new CancellationTokenSource();
        var run = new SimulatedFeed(new SimulatedFeedOptions { CatchUpMax = TimeSpan.FromSeconds(1) }, Catalog.All, clock).RunAsync((in RawTick tick) => ticks.Add(tick), stopping.Token);
        clock.Sleep(TimeSpan.FromHours(8));
        await StepAsync(clock, TimeSpan.FromMilliseconds(10));
        await stopping.CancelAsync();
        await run;
        Assert.That(ticks, Has.Count.InRange(20, 100));
        Assert.That(ticks.Select(t => t.SourceTime), Is.All.GreaterThanOrEqualTo(Start.AddHours(8).AddSeconds(-1)));
    }

    [Test]
    public async Task RunAsync_AsFastAsPossible_NeverWaitsForTheClock()
    {
        var clock = new ManualClock(Start);
        using var stopping = new CancellationTokenSource();
        var count = 0;
        await new SimulatedFeed(new SimulatedFeedOptions { Speed = double.PositiveInfinity }, Catalog.All, clock).RunAsync(
            (in RawTick tick) =>
            {
                if (tick.ReceivedTime != Start || tick.SourceTime != Start) Assert.Fail($"{tick}");
                if (++count == 10_000) stopping.Cancel();
            },
            stopping.Token);
        Assert.That(count, Is.EqualTo(10_000));
    }

    /// <summary>Bug: it made prices of every instrument there is, those that have a real venue's among them.</summary>
    [Test]
    public async Task Run_OfSomeInstruments_MakesPricesOfNoOther()
    {
        using var stopping = new CancellationTokenSource();
        var seen = new HashSet<int>();
        var count = 0;
        await new SimulatedFeed(new SimulatedFeedOptions { Speed = double.PositiveInfinity }, [Catalog.All[3], Catalog.All[1]], new ManualClock(Start)).RunAsync(
            (in RawTick tick) =>
            {
                seen.Add(tick.Instrument.Index);
                if (++count == 1_000) stopping.Cancel();
            },
            stopping.Token);
        Assert.That(seen, Is.EquivalentTo(new[] { 1, 3 }));
    }

    [Test]
    public void Source_StartPricesAndProfiles_AreKept()
    {
        var options = new SimulatedFeedOptions
        {
            StartPrices = new Dictionary<string, decimal> { ["BTC/USD"] = 60_000m },
            Profiles = new Dictionary<string, SyntheticProfile> { ["ACME"] = new(0.0, 10.0, 1_000.0, 0.0, 250m) },
        };
        var source = new SyntheticTickSource(options, Catalog.All, Start);
        var seen = new Dictionary<int, RawTick>();
        for (var i = 0; i < 1_000; i++)
        {
            source.Next(out var tick);
            if (tick.Kind == MarketEventKind.Quote) seen.TryAdd(tick.Instrument.Index, tick);
        }

        Assert.That((double)seen[0].A, Is.EqualTo(60_000).Within(1).Percent);
        Assert.That((double)seen[1].A, Is.EqualTo(250).Within(1).Percent);
        Assert.That((double)seen[2].A, Is.EqualTo(1).Within(1).Percent);
        Assert.That((double)seen[3].A, Is.EqualTo(5).Within(10).Percent);
    }

    [Test]
    public void Constructor_FiguresOutOfRange_Throw()
    {
        Assert.That(() => new SimulatedFeed(new SimulatedFeedOptions { Speed = 0 }, Catalog.All, TimeProvider.System), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new SimulatedFeed(new SimulatedFeedOptions { BatchEvery = TimeSpan.Zero }, Catalog.All, TimeProvider.System), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => SyntheticProfile.DefaultFor(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(new SimulatedFeed(new SimulatedFeedOptions(), Catalog.All, TimeProvider.System).Name, Is.EqualTo("simulated"));
    }

    // Moves the clock one beat and waits until the feed, which may run on a pool thread, has taken the new time.
    private static async Task StepAsync(ManualClock clock, TimeSpan by)
    {
        var reads = clock.Reads;
        var started = TimeProvider.System.GetTimestamp();
        clock.Advance(by);
        while (clock.Reads == reads)
        {
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMinutes(5)) Assert.Fail("The feed did not wake up.");
            await Task.Yield();
        }
    }
}
