using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Engine.Fills;

namespace TradingDaemon.Tests.Engine.Fills;

public sealed class FillCursorTests
{
    [Test]
    public void Add_InOrder_MovesTheCursorAndRemembersNothingAbove()
    {
        var cursor = new FillCursor(0, [], []);
        foreach (var sequence in new long[] { 1, 2, 3 }) cursor.Add(sequence);
        Assert.That((cursor.Cursor, cursor.Above.Count, cursor.Has(0), cursor.Has(3), cursor.Has(4)), Is.EqualTo((3L, 0, true, true, false)));
    }

    [Test]
    public void Add_AboveAGap_WaitsUntilTheGapIsFilled()
    {
        var cursor = new FillCursor(10, [], []);
        cursor.Add(13);
        cursor.Add(12);
        Assert.That(cursor.Above, Is.EqualTo(new long[] { 12, 13 }));
        Assert.That((cursor.Cursor, cursor.Has(11), cursor.Has(12)), Is.EqualTo((10L, false, true)));
        cursor.Add(11);
        Assert.That((cursor.Cursor, cursor.Above.Count), Is.EqualTo((13L, 0)));
    }

    /// <summary>Bug: marking one that is below the cursor again kept it above for ever.</summary>
    [Test]
    public void Add_OneAlreadyBooked_ChangesNothing()
    {
        var cursor = new FillCursor(5, [8], []);
        cursor.Add(3);
        cursor.Add(5);
        cursor.Add(8);
        Assert.That((cursor.Cursor, cursor.Above.Single()), Is.EqualTo((5L, 8L)));
    }

    [Test]
    public void Add_AnyOrderOfTheSame_EndsTheSame([Range(1, 50)] int seed)
    {
        var numbers = Enumerable.Range(1, 200).Select(static number => (long)number).ToArray();
        new Random(seed).Shuffle(numbers);
        var (cursor, booked) = (new FillCursor(0, [], []), new HashSet<long>());
        foreach (var sequence in numbers)
        {
            Assert.That(cursor.Has(sequence), Is.False);
            cursor.Add(sequence);
            booked.Add(sequence);
            Assert.That(cursor.Cursor + cursor.Above.Count, Is.EqualTo(booked.Count), $"seed {seed}: every one is known exactly once");
            cursor = new FillCursor(cursor.Cursor, cursor.Above, cursor.Passed);
        }

        Assert.That(cursor.Cursor, Is.EqualTo(200));
    }

    /// <summary>Bug: an execution that was passed over counted as booked, so that a fill told later was taken for a duplicate, for ever.</summary>
    [Test]
    public void PassTo_OverGaps_RemembersWhichWereNotBooked()
    {
        var cursor = new FillCursor(2, [5, 6, 12], []);
        cursor.PassTo(10);
        Assert.That((cursor.Cursor, cursor.Has(5), cursor.Has(4), cursor.IsPassed(4), cursor.Above.Single()), Is.EqualTo((10L, true, false, true, 12L)));
        Assert.That(cursor.Passed, Is.EqualTo(new ExecutionRange[] { new(3, 4), new(7, 10) }));
        cursor.Add(8);
        Assert.That((cursor.Cursor, cursor.Has(8), cursor.IsPassed(8)), Is.EqualTo((10L, true, false)));
        Assert.That(cursor.Passed, Is.EqualTo(new ExecutionRange[] { new(3, 4), new(7, 7), new(9, 10) }));
        foreach (var sequence in new long[] { 7, 3, 4, 10, 9, 11 }) cursor.Add(sequence);
        Assert.That((cursor.Cursor, cursor.Passed.Length, cursor.Above.Count), Is.EqualTo((12L, 0, 0)));
    }

    [Test]
    public void PassTo_AnyHistory_KnowsWhatIsBookedAndForgetsNoneOfTheNewestRanges([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var (cursor, booked) = (new FillCursor(0, [], []), new HashSet<long>());
        for (var step = 0; step < 400; step++)
        {
            var sequence = Math.Max(1, cursor.Cursor + random.Next(-30, 12));
            if (random.Next(6) == 0) cursor.PassTo(sequence);
            else
            {
                Assert.That(cursor.Has(sequence), Is.EqualTo(booked.Contains(sequence)), $"seed {seed}, step {step}");
                cursor.Add(sequence);
                booked.Add(sequence);
            }

            for (var known = Math.Max(1, cursor.Cursor - 40); known < cursor.Cursor + 15; known++)
                Assert.That((cursor.Has(known), cursor.IsPassed(known)), Is.EqualTo((booked.Contains(known), known <= cursor.Cursor && !booked.Contains(known))), $"seed {seed}, step {step}, {known}");
        }

        for (var i = 0; i < 3 * FillCursor.PassedMax; i++)
        {
            cursor.PassTo(cursor.Cursor + 1);
            cursor.Add(cursor.Cursor + 1);
        }

        Assert.That(cursor.Passed, Has.Length.EqualTo(FillCursor.PassedMax));
    }
}
