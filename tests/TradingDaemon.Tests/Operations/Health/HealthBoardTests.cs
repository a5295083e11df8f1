using NUnit.Framework;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Health;

public sealed class HealthBoardTests
{
    private readonly StepClock _clock = new();
    private readonly SecretRedactor _redactor = new();
    private HealthBoard _board = null!;

    [SetUp]
    public void SetUp() => _board = new HealthBoard(_clock, _redactor);

    [Test]
    public void Report_NothingRegistered_IsHealthy() => Assert.That(_board.Report().Overall, Is.EqualTo(HealthLevel.Healthy));

    [Test]
    public void Report_NeverReported_IsStartingAndNotFailed()
    {
        _board.Register("engine", HealthRole.Loop);
        _clock.Advance(TimeSpan.FromHours(1));
        var report = _board.Report();
        Assert.That(report.Components.Single().Level, Is.EqualTo(HealthLevel.Starting));
        Assert.That((report.Overall, report.LoopProgresses), Is.EqualTo((HealthLevel.Degraded, true)));
    }

    [Test]
    public void Report_LoopSilentPastItsLimit_IsCriticalUntilItBeats()
    {
        var engine = _board.Register("engine", HealthRole.Loop);
        engine.Beat();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.That(_board.Report().Overall, Is.EqualTo(HealthLevel.Healthy), "at the limit");
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        var stalled = _board.Report();
        Assert.That((stalled.Overall, stalled.LoopProgresses, stalled.DataIsFresh), Is.EqualTo((HealthLevel.Critical, false, true)));
        Assert.That(stalled.Components.Single().Detail, Is.EqualTo("no progress for 10.0 s, limit 10 s"));
        engine.Beat();
        Assert.That((_board.Report().Overall, _board.Report().LoopProgresses), Is.EqualTo((HealthLevel.Healthy, true)));
    }

    [Test]
    public void Report_FeedSilent_MakesDataStaleButNotTheLoop()
    {
        var feed = _board.Register("feed:a", HealthRole.Data);
        Assert.That(_board.Report().DataIsFresh, Is.False, "no data yet");
        feed.Beat();
        Assert.That(_board.Report().DataIsFresh, Is.True);
        _clock.Advance(TimeSpan.FromSeconds(11));
        var report = _board.Report();
        Assert.That((report.DataIsFresh, report.LoopProgresses, report.Overall), Is.EqualTo((false, true, HealthLevel.Critical)));
    }

    [Test]
    public void Rest_SilentForHours_IsHealthyUntilTheNextBeatAndSilence()
    {
        var feed = _board.Register("feed:a", HealthRole.Data);
        feed.Beat();
        feed.Rest("market closed");
        _clock.Advance(TimeSpan.FromHours(15));
        Assert.That(_board.Report().Components.Single(), Has.Property("Level").EqualTo(HealthLevel.Healthy).And.Property("Detail").EqualTo("market closed"));
        feed.Beat();
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.That(_board.Report().Overall, Is.EqualTo(HealthLevel.Critical));
    }

    [Test]
    public void Report_NotVitalAndCritical_DegradesTheWhole()
    {
        _board.Register("feed:extra", HealthRole.Data, isVital: false).Critical("gone");
        var report = _board.Report();
        Assert.That((report.Overall, report.DataIsFresh), Is.EqualTo((HealthLevel.Degraded, true)));
        Assert.That(report.Components.Single().Level, Is.EqualTo(HealthLevel.Critical));
    }

    [Test]
    public void Report_SaysCriticalAndSilent_TheSaidReasonWins()
    {
        var engine = _board.Register("engine", HealthRole.Loop);
        engine.Beat();
        engine.Critical("invariant broke");
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(_board.Report().Components.Single().Detail, Is.EqualTo("invariant broke"));
    }

    [Test]
    public void Failed_InARow_DegradesThenIsCriticalAndHealthyForgets()
    {
        var venue = _board.Register("venue:a", HealthRole.Dependency, limits: HealthLimits.NoHeartbeat);
        venue.Healthy();
        HealthLevel Level() => _board.Report().Components.Single().Level;
        venue.Failed("timeout");
        Assert.That(Level(), Is.EqualTo(HealthLevel.Degraded));
        venue.Failed("timeout");
        venue.Failed("timeout");
        Assert.That(Level(), Is.EqualTo(HealthLevel.Critical));
        Assert.That(_board.Report().Components.Single().Detail, Is.EqualTo("timeout (3 times in a row)"));
        venue.Healthy();
        venue.Failed("timeout");
        Assert.That(Level(), Is.EqualTo(HealthLevel.Degraded));
        venue.Degraded("slow");
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.That(Level(), Is.EqualTo(HealthLevel.Degraded), "no heartbeat is expected of it");
    }

    [Test]
    public void Failed_BelowItsOwnLimit_IsStillHealthy()
    {
        var patient = _board.Register("v", HealthRole.Dependency, limits: new HealthLimits { ProgressMax = null, FailuresDegraded = 2, FailuresCritical = 2 });
        patient.Failed("x");
        Assert.That(_board.Report().Overall, Is.EqualTo(HealthLevel.Healthy));
        patient.Failed("x");
        Assert.That(_board.Report().Overall, Is.EqualTo(HealthLevel.Critical));
    }

    [Test]
    public void Degraded_DetailWithASecret_IsRedacted()
    {
        _redactor.Register("hunter2-canary");
        _board.Register("venue:a", HealthRole.Dependency).Degraded("GET /x?apikey=abc said hunter2-canary");
        Assert.That(_board.Report().Components.Single().Detail, Is.EqualTo("GET /x?apikey=*** said ***"));
    }

    [Test]
    public void Register_TakenNameOrBadLimits_IsRefused()
    {
        _board.Register("engine", HealthRole.Loop);
        Assert.That(() => _board.Register("engine", HealthRole.Loop), Throws.ArgumentException);
        Assert.That(() => _board.Register(" ", HealthRole.Loop), Throws.ArgumentException);
        Assert.That(() => _board.Register("a", HealthRole.Loop, limits: new HealthLimits { ProgressMax = TimeSpan.Zero }), Throws.ArgumentException);
        Assert.That(() => _board.Register("a", HealthRole.Loop, limits: new HealthLimits { FailuresDegraded = 3, FailuresCritical = 2 }), Throws.ArgumentException);
        _board.Remove("engine");
        Assert.That(() => _board.Register("engine", HealthRole.Loop), Throws.Nothing);
    }

    [Test]
    public void Register_PastTheBound_Throws()
    {
        for (var index = 0; index < HealthBoard.ComponentsMax; index++) _board.Register($"c{index}", HealthRole.Dependency);
        Assert.That(() => _board.Register("one too many", HealthRole.Dependency), Throws.InvalidOperationException);
    }

    [Test]
    public void AddProbe_AskedOften_IsReadAtMostEveryFiveSeconds()
    {
        var probe = new CountingProbe();
        _board.AddProbe(probe);
        for (var index = 0; index < 5; index++) _board.Report();
        Assert.That(probe.Looks, Is.EqualTo(1));
        _clock.Advance(HealthBoard.ProbeKeptFor);
        Assert.That(_board.Report().Overall, Is.EqualTo(HealthLevel.Degraded));
        Assert.That(probe.Looks, Is.EqualTo(2));
    }

    private sealed class CountingProbe : IHealthProbe
    {
        public int Looks { get; private set; }

        public string Name => "counting";

        public bool IsVital => true;

        public ProbeReading Read() => new(HealthLevel.Degraded, $"look {++Looks}");
    }
}
