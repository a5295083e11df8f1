using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Tests.Venues.Live;

/// <summary>Whatever order executions are seen in, by whom and how often: each has one number, over restarts too.</summary>
internal sealed class ExecutionNumbersTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    [Test]
    public void NumberOf_AnySights_GivesEachIdOneNumberInTheOrderOfFirstSight([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var numbers = new ExecutionNumbers([], Begin, Overlap);
        var expected = new Dictionary<string, long>();
        for (var i = 0; i < 2_000; i++)
        {
            var id = Id(random.Next(300));
            if (!expected.TryGetValue(id, out var known)) expected.Add(id, known = expected.Count + 1);
            Assert.That(numbers.NumberOf(id, Begin.AddSeconds(random.Next(100_000))), Is.EqualTo(known), $"seed {seed}, sight {i}");
        }

        Assert.That((numbers.Last, numbers.CountAbove(100)), Is.EqualTo(((long)expected.Count, expected.Count - 100)));
    }

    [Test]
    public void NumberOf_AfterARestart_KeepsWhatIsBookedAndGoesOn([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var before = new ExecutionNumbers([], Begin, Overlap);
        var seen = Enumerable.Range(0, 200).Select(i => (Id: Id(i), At: Begin.AddSeconds(i))).Select(one => new BookedExecution(one.Id, before.NumberOf(one.Id, one.At), one.At)).ToArray();
        var booked = seen.Where(_ => random.Next(4) > 0).ToArray(); // the rest was seen, and lost with the process
        random.Shuffle(booked);
        var after = new ExecutionNumbers(booked, Begin, Overlap);
        var last = booked.Max(static one => one.Number);
        foreach (var one in booked) Assert.That(after.NumberOf(one.ExecutionId, one.At), Is.EqualTo(one.Number), $"seed {seed}");
        foreach (var lost in seen.Except(booked)) Assert.That(after.NumberOf(lost.ExecutionId, lost.At), Is.EqualTo(++last), $"seed {seed}");
    }

    [Test]
    public void Since_ACursor_IsItsTimeMinusTheOverlapAndNeverBeforeTheBeginning()
    {
        var numbers = new ExecutionNumbers([new BookedExecution("b", 7, Begin.AddHours(1)), new BookedExecution("c", 8, Begin.AddMinutes(50))], Begin, Overlap);
        Assert.Multiple(() =>
        {
            Assert.That(numbers.Since(0), Is.EqualTo(Begin));
            Assert.That(numbers.Since(7), Is.EqualTo(Begin.AddMinutes(50)));
            Assert.That(numbers.Since(8), Is.EqualTo(Begin.AddMinutes(50)), "the newest by time, not by number");
            Assert.That(new ExecutionNumbers([new BookedExecution("b", 7, Begin.AddMinutes(5))], Begin, Overlap).Since(7), Is.EqualTo(Begin));
        });
    }

    [Test]
    public void NumberOf_MoreThanAreKept_LetsTheOldestGoAndNeverAsksForThemAgain()
    {
        var numbers = new ExecutionNumbers([], Begin, Overlap);
        for (var i = 0; i < ExecutionNumbers.KnownMax + 100; i++) numbers.NumberOf(Id(i), Begin.AddSeconds(i));
        Assert.That((numbers.CountAbove(0), numbers.Since(0)), Is.EqualTo((ExecutionNumbers.KnownMax, Begin.AddSeconds(99).AddTicks(1))));
    }

    private static string Id(int number) => number.ToString("x4", CultureInfo.InvariantCulture);
}
