using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Clock;

namespace TradingDaemon.Tests.Venues.Clock;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class VenueClockTests
{
    private readonly TimerClock _clock = new();
    private TimeSpan _ahead = TimeSpan.FromSeconds(5);
    private bool _isSilent;
    private Func<(TimeSpan There, TimeSpan Back)> _ways = static () => (TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20));
    private VenueClock _venue = null!;

    [SetUp]
    public void MakeClock() => _venue = new VenueClock(AskAsync, new VenueClockOptions(), _clock);

    [Test]
    public async Task Measure_OverEvenWays_FindsTheOffsetExactly([Values(-5_000, -250, 0, 3, 5_000)] int aheadMs)
    {
        _ahead = TimeSpan.FromMilliseconds(aheadMs);
        Assert.That((_venue.Offset, _venue.Uncertainty, _venue.Now), Is.EqualTo(((TimeSpan?)null, (TimeSpan?)null, _clock.GetUtcNow())));
        await MeasureAsync();
        Assert.That((_venue.Offset, _venue.Uncertainty, _venue.Now), Is.EqualTo(((TimeSpan?)_ahead, (TimeSpan?)TimeSpan.FromMilliseconds(20), _clock.GetUtcNow() + _ahead)));
    }

    /// <summary>Bug: a venue that tells its time in whole seconds was reported as up to half a second from ours, with an alert, though nobody's clock was wrong.</summary>
    [TestCase(0, 0), TestCase(450, 0), TestCase(-499, 0), TestCase(700, 200), TestCase(-2_500, -2_000)]
    public async Task OffsetProven_OfTimeInWholeSeconds_LeavesOutWhatMayBeRounding(int measuredMs, int provenMs)
    {
        _venue = new VenueClock(AskAsync, new VenueClockOptions().OfWholeSeconds(), _clock);
        _ahead = TimeSpan.FromMilliseconds(measuredMs);
        Assert.That(_venue.OffsetProven, Is.Null);
        await MeasureAsync();
        Assert.That((_venue.Offset, _venue.OffsetProven, _venue.Uncertainty), Is.EqualTo(((TimeSpan?)_ahead, (TimeSpan?)TimeSpan.FromMilliseconds(provenMs), (TimeSpan?)TimeSpan.FromMilliseconds(520))));
    }

    // Most answers wait 800 ms on one leg; whoever averages is 400 ms wrong.
    [Test]
    public async Task Measure_WhereMostAnswersWaitOnOneLeg_IsWrongByLessThanATenthOfASecond([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        _ahead = TimeSpan.FromMilliseconds(random.Next(-5_000, 5_000));
        var worst = TimeSpan.Zero;
        for (var round = 0; round < 30; round++)
        {
            var question = 0;
            var quick = random.Next(5);
            _ways = () =>
            {
                var (there, back) = (20 + random.Next(30), 20 + random.Next(30));
                return question++ % 5 == quick ? (TimeSpan.FromMilliseconds(there), TimeSpan.FromMilliseconds(back))
                    : random.Next(2) == 0 ? (TimeSpan.FromMilliseconds(there + 800), TimeSpan.FromMilliseconds(back)) : (TimeSpan.FromMilliseconds(there), TimeSpan.FromMilliseconds(back + 800));
            };
            await MeasureAsync();
            var wrong = (_venue.Offset!.Value - _ahead).Duration();
            if (wrong > worst) worst = wrong;
        }

        TestContext.Out.WriteLine($"seed {seed}: wrong by at most {worst.TotalMilliseconds:0} ms");
        Assert.That(worst, Is.LessThan(TimeSpan.FromMilliseconds(100)));
    }

    [Test]
    public async Task Measure_OneThatIsFarOff_MovesNothing_TwoStep()
    {
        await MeasureAsync();
        _ahead += TimeSpan.FromSeconds(3);
        await MeasureAsync();
        Assert.That(_venue.Offset, Is.EqualTo(TimeSpan.FromSeconds(5)), "Once may be a bad measurement.");
        await MeasureAsync();
        Assert.That(_venue.Offset, Is.EqualTo(TimeSpan.FromSeconds(8)), "Twice is a clock that was set.");
    }

    [Test]
    public async Task Measure_OfADrift_MovesByAtMostTheSlew()
    {
        await MeasureAsync();
        _ahead += TimeSpan.FromMilliseconds(250);
        var seen = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            await MeasureAsync();
            seen.Add(_venue.Offset!.Value.TotalMilliseconds);
        }

        Assert.That(seen, Is.EqualTo(new[] { 5_100d, 5_200d, 5_250d, 5_250d }));
    }

    [Test]
    public async Task Now_AfterOurWallWasSetBackAnHour_IsStillTheVenues_AndTheOffsetShowsIt()
    {
        await MeasureAsync();
        var before = _venue.Now;
        _clock.SetWall(TimeSpan.FromHours(-1));
        Assert.Multiple(() =>
        {
            Assert.That(_venue.Now, Is.EqualTo(before));
            Assert.That(_venue.Offset, Is.EqualTo(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(5)));
        });
    }

    [Test]
    public void Ensure_AfterARefusedTimestamp_MeasuresAndSteps() => PumpContext.Run(async () =>
    {
        await _clock.Until(_venue.EnsureAsync().AsTask(), TimeSpan.FromSeconds(1));
        _ahead += TimeSpan.FromSeconds(9);
        Assert.That(_venue.EnsureAsync().AsTask().IsCompleted, Is.True, "What is trusted is not measured again for each request.");
        _venue.Distrust();
        var many = Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _venue.EnsureAsync().AsTask()));
        await _clock.Until(many, TimeSpan.FromMilliseconds(201));
        Assert.That(_venue.Offset, Is.EqualTo(TimeSpan.FromSeconds(14)), "Ten callers, one measurement, one step.");
    });

    [Test]
    public void Ensure_WhereTheVenueHangs_LetsTheRequestGoAfterAWhile() => PumpContext.Run(async () =>
    {
        _ways = static () => (TimeSpan.FromHours(1), TimeSpan.Zero);
        var from = _clock.Monotonic;
        await _clock.Until(_venue.EnsureAsync().AsTask(), TimeSpan.FromSeconds(3));
        Assert.That((_clock.Monotonic - from, _venue.Offset), Is.EqualTo((TimeSpan.FromSeconds(2), (TimeSpan?)null)));
    });

    [Test]
    public async Task Measure_WithoutAnAnswer_KeepsWhatIsKnown()
    {
        await MeasureAsync();
        _isSilent = true;
        var measuring = _venue.MeasureAsync(default);
        await _clock.Until(measuring, TimeSpan.FromSeconds(1));
        Assert.That((await measuring, _venue.Offset), Is.EqualTo((false, (TimeSpan?)TimeSpan.FromSeconds(5))));
    }

    [Test]
    public void Run_UntilStopped_MeasuresAgainAndAgain() => PumpContext.Run(async () =>
    {
        using var stopping = new CancellationTokenSource();
        var run = _venue.RunAsync(stopping.Token);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _ahead += TimeSpan.FromMilliseconds(50);
        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.That(_venue.Offset, Is.EqualTo(TimeSpan.FromMilliseconds(5_050)));
        stopping.Cancel();
        await run.ContinueWith(static ended => Assert.That(ended.IsCanceled, Is.True), TaskScheduler.FromCurrentSynchronizationContext());
    });

    private async Task MeasureAsync() => await _clock.Until(_venue.MeasureAsync(default), TimeSpan.FromMinutes(1));

    private async ValueTask<DateTimeOffset> AskAsync(CancellationToken stopping)
    {
        if (_isSilent) throw new VenueException(new VenueFault(VenueFaultKind.Retry, "TEST", "Silent."));
        var (there, back) = _ways();
        await Task.Delay(there, _clock, stopping);
        var venue = TimerClock.Start + _clock.Monotonic + _ahead; // the venue's own clock, whatever is done to our wall
        await Task.Delay(back, _clock, stopping);
        return venue;
    }
}
