using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage;

/// <summary>From when on a venue's executions are asked for, and which of them are booked.</summary>
public sealed class BookedFillsTests
{
    [Test]
    public void FillsOf_AVenue_AreTheNewestOfIt_AndFromTheFirstOpeningWhereThereAreNone()
    {
        using var scratch = new ScratchDirectory();
        var facts = new FactSource(71);
        var (old, here, there) = (Booked(facts, "here", 1), Booked(facts, "here", 11), Booked(facts, "there", 11));
        using var store = scratch.Open();
        store.Commit([new RecordedFact(1, SetClock.Noon, old), new RecordedFact(2, SetClock.Noon, here), new RecordedFact(3, SetClock.Noon, there)]);
        var (found, nobody) = (store.FillsOf("here"), store.FillsOf("nowhere"));
        Assert.That(found.Fills, Is.EqualTo(new[] { (here.Fill.ExecutionId, here.Fill.ExecutionSequence, here.Fill.At) }), "a fill ten days older is too old to be told again");
        Assert.That((found.From, nobody.Fills.Count, nobody.From), Is.EqualTo((here.Fill.At.AddDays(-3), 0, SetClock.Noon)));
    }

    /// <summary>Bug: once a fill was booked, what the account had executed before the store's first opening was told, and booked, by the next start.</summary>
    [Test]
    public void FillsOf_AVenueOfAYoungStore_BeginNotBeforeItsFirstOpening()
    {
        using var scratch = new ScratchDirectory();
        var fill = Booked(new FactSource(71), "here", 1);
        using var store = scratch.Open();
        store.Commit([new RecordedFact(1, SetClock.Noon, fill)]);
        var found = store.FillsOf("here");
        Assert.That((found.Fills.Single().At, found.From), Is.EqualTo((fill.Fill.At, SetClock.Noon)));
    }

    /// <summary>Bug: of a venue that was added to an old store all was booked that its account had executed since the store's first opening, beside a balance that had it already.</summary>
    [Test]
    public void FillsOf_AVenueAddedToAnOldStore_BeginWithItsOpening_AndNotAnewWhenItsBalanceIsBooked()
    {
        using var scratch = new ScratchDirectory();
        var (tried, opened, later) = (SetClock.Noon.AddDays(40), SetClock.Noon.AddDays(41), SetClock.Noon.AddDays(50));
        using (var store = scratch.Open())
        {
            Assert.That(store.FillsOf("added", tried).From, Is.EqualTo(tried), "it did not answer, and has no balance yet");
            Assert.That(store.FillsOf("added", opened).From, Is.EqualTo(opened));
            Assert.That(store.FillsOf("old").From, Is.EqualTo(SetClock.Noon), "of before this was noted");
        }

        var fill = Booked(new FactSource(71), "added", 42);
        using (var again = scratch.Open())
        {
            Assert.That(again.FillsOf("added").From, Is.EqualTo(opened));
            again.Commit([new RecordedFact(1, SetClock.Noon, fill)]);
            Assert.That(again.FillsOf("added").From, Is.EqualTo(opened), "three days before its newest fill are not its own");
            Assert.That(again.FillsOf("added", later).From, Is.EqualTo(opened), "what has fills never begins anew");
        }
    }

    [Test]
    public void FillsOf_AVenueWithAnOrderOfOurs_NeverBeginsAnew()
    {
        using var scratch = new ScratchDirectory();
        var facts = new FactSource(71);
        var intended = (Fact.OrderIntended)facts.Fact(typeof(Fact.OrderIntended));
        using var store = scratch.Open();
        store.Commit([new RecordedFact(1, SetClock.Noon, intended with { Intent = intended.Intent with { Venue = "here" } })]);
        Assert.That(store.FillsOf("here", SetClock.Noon.AddDays(1)).From, Is.EqualTo(SetClock.Noon), "it may have been filled since");
    }

    private static Fact.FillBooked Booked(FactSource facts, string venue, int days) =>
        (Fact.FillBooked)facts.Fact(typeof(Fact.FillBooked)) is var booked ? booked with { Fill = booked.Fill with { Venue = venue, At = SetClock.Noon.AddDays(days) } } : booked;
}
