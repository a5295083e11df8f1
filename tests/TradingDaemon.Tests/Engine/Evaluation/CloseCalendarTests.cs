using NUnit.Framework;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Engine.Evaluation.Bars;

namespace TradingDaemon.Tests.Engine.Evaluation;

/// <summary>Who is due, against a plain look at every instrument.</summary>
public sealed class CloseCalendarTests
{
    private static readonly int[] Counts = [1, 63, 64, 65, 300];

    [Test]
    public void NextDue_OverRandomChanges_FindsWhatALookAtEveryInstrumentFinds([ValueSource(nameof(Counts))] int count)
    {
        const int Seed = 20260711;
        var random = new Random(Seed);
        var calendar = new CloseCalendar(count);
        var plain = Enumerable.Repeat(long.MaxValue, count).ToArray();
        for (var round = 0; round < 2_000; round++)
        {
            var (instrument, at) = (random.Next(count), random.Next(5) == 0 ? long.MaxValue : random.Next(1, 1_000));
            calendar.Set(instrument, plain[instrument] = at);
            var (from, upTo) = (random.Next(count + 1), random.Next(0, 1_100));
            var expected = Array.FindIndex(plain, from, time => time <= upTo);
            Assert.That(calendar.NextDue(from, upTo), Is.EqualTo(expected), $"round {round}, seed {Seed}");
        }
    }
}
