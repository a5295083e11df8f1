using NUnit.Framework;
using TradingDaemon.Evaluation;

namespace TradingDaemon.Tests.Engine.Evaluation;

public sealed class StallWatchTests
{
    private readonly SteppedClock _clock = new();
    private readonly List<(int Slot, TimeSpan Elapsed)> _elapsed = [];
    private StallWatch _watch = null!;

    [SetUp]
    public void MakeWatch()
    {
        _elapsed.Clear();
        _watch = new StallWatch(_clock, TimeSpan.FromSeconds(1), (slot, elapsed) => _elapsed.Add((slot, _clock.GetElapsedTime(0, elapsed))));
    }

    [Test]
    public void Leave_InTime_TellsHowLongItTook()
    {
        Assert.That(_watch.Check(), Is.Null, "nothing runs");
        Assert.That(_watch.Enter(4), Is.True);
        _clock.Advance(TimeSpan.FromMilliseconds(3));
        Assert.That(_watch.Leave(4), Is.True);
        Assert.That(_elapsed, Is.EqualTo(new[] { (4, TimeSpan.FromMilliseconds(3)) }));
        Assert.That((_watch.Check(), _watch.Enter(5)), Is.EqualTo(((int?)null, true)));
    }

    [Test]
    public void Check_AtTheLimit_WaitsAndAboveItDeposesForGood()
    {
        _watch.Enter(7);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(_watch.Check(), Is.Null);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.That(_watch.Check(), Is.EqualTo(7));
        Assert.That((_watch.Leave(7), _watch.Enter(8), _watch.Leave(8), _elapsed.Count), Is.EqualTo((false, false, false, 0)));
    }

    [Test]
    public void Check_IdleForLong_DeposesNobody()
    {
        _watch.Enter(1);
        _watch.Leave(1);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.That(_watch.Check(), Is.Null);
        Assert.That(_watch.Enter(1), Is.True);
        Assert.That(_watch.Check(), Is.Null, "a new evaluation is measured from its own start");
    }

    [Test]
    public void EnterLeaveAgainstCheck_OnRealThreads_AgreeOnWhoWon()
    {
        // Every evaluation looks too long, so each Check that catches one running must win exactly once.
        for (var round = 0; round < 20; round++)
        {
            var clock = new RunawayClock();
            var watch = new StallWatch(clock, TimeSpan.FromTicks(1), static (_, _) => { });
            int? deposed = null;
            var refused = -1;
            var watchdog = new Thread(() =>
            {
                while (deposed is null) deposed = watch.Check();
            });
            watchdog.Start();
            for (var i = 0; refused < 0; i++)
            {
                Assert.That(watch.Enter(i), Is.True, "only a running evaluation is deposed");
                if (!watch.Leave(i)) refused = i;
            }

            watchdog.Join();
            Assert.That(deposed, Is.EqualTo(refused));
        }
    }

    private sealed class RunawayClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref _now, 10);
    }
}
