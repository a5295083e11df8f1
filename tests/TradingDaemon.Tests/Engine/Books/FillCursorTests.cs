using NUnit.Framework;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Tests.Engine.Books;

public sealed class FillCursorTests
{
    [Test]
    public void Add_InOrder_MovesTheCursorAndRemembersNothingAbove()
    {
        var cursor = new FillCursor(0, []);
        foreach (var sequence in new long[] { 1, 2, 3 }) cursor.Add(sequence);
        Assert.That((cursor.Cursor, cursor.Above.Count, cursor.Has(0), cursor.Has(3), cursor.Has(4)), Is.EqualTo((3L, 0, true, true, false)));
    }

    [Test]
    public void Add_AboveAGap_WaitsUntilTheGapIsFilled()
    {
        var cursor = new FillCursor(10, []);
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
        var cursor = new FillCursor(5, [8]);
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
        var (cursor, booked) = (new FillCursor(0, []), new HashSet<long>());
        foreach (var sequence in numbers)
        {
            Assert.That(cursor.Has(sequence), Is.False);
            cursor.Add(sequence);
            booked.Add(sequence);
            Assert.That(cursor.Cursor + cursor.Above.Count, Is.EqualTo(booked.Count), $"seed {seed}: every one is known exactly once");
            cursor = new FillCursor(cursor.Cursor, cursor.Above);
        }

        Assert.That(cursor.Cursor, Is.EqualTo(200));
    }
}
