using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Tests.Engine.Books;

public sealed class GivenIdsTests
{
    [Test]
    public void IsUnheardOf_OwnEpochs_KnowsHowFarEachWent()
    {
        var ids = Given((100, 3), (200, 0), (300, 2));
        Assert.Multiple(() =>
        {
            Assert.That((ids.IsUnheardOf(100, 3), ids.IsUnheardOf(100, 4)), Is.EqualTo((false, true)));
            Assert.That((ids.IsUnheardOf(300, 5), ids.IsUnheardOf(300, 6)), Is.EqualTo((false, true)));
            Assert.That(ids.IsUnheardOf(200, 4), Is.True, "nothing was given in that epoch");
            Assert.That((ids.IsUnheardOf(250, 1), ids.IsUnheardOf(400, 1)), Is.EqualTo((true, true)), "an epoch of another history");
            Assert.That(ids.IsUnheardOf(99, 1_000), Is.False, "older than the books: nobody can tell");
            Assert.That((ids.NewestIntent, ids.Epoch), Is.EqualTo((5, 300)));
        });
    }

    [Test]
    public void Begin_TheSameEpochAgain_IsNoNewOne()
    {
        var ids = Given((100, 3), (100, 2));
        Assert.That((ids.Past.Length, ids.IsUnheardOf(100, 5), ids.IsUnheardOf(100, 6)), Is.EqualTo((0, false, true)));
    }

    [Test]
    public void Begin_StartsThatGaveNothing_AreNotRemembered()
    {
        var ids = Given([.. Enumerable.Range(1, 10_000).Select(static epoch => (epoch, 0))]);
        Assert.That(ids.Past, Is.Empty);
    }

    [Test]
    public void Begin_MoreEpochsThanAreRemembered_ForgetsTheOldest()
    {
        var ids = Given([.. Enumerable.Range(1, GivenIds.PastMax + 10).Select(static epoch => (epoch * 2, 1))]);
        Assert.That(ids.Past, Has.Length.EqualTo(GivenIds.PastMax));
        Assert.That((ids.IsUnheardOf(2, 1_000), ids.IsUnheardOf(ids.Past[0].Epoch + 1, 1)), Is.EqualTo((false, true)));
    }

    [Test]
    public void Constructor_FromACheckpoint_KnowsTheSame()
    {
        var ids = Given((100, 3), (200, 4), (300, 2));
        var again = new GivenIds(new AccountState { Epoch = ids.Epoch, IntentSequence = ids.NewestIntent, PastEpochs = ids.Past });
        for (var epoch = 99; epoch <= 301; epoch++)
            for (var sequence = 1; sequence < 12; sequence++) Assert.That(again.IsUnheardOf(epoch, sequence), Is.EqualTo(ids.IsUnheardOf(epoch, sequence)), $"{epoch}, {sequence}");
    }

    /// <summary>A checkpoint of a version whose store had one epoch for its life.</summary>
    [Test]
    public void Constructor_FromAnOlderCheckpoint_KnowsItsOneEpoch()
    {
        var ids = new GivenIds(new AccountState { Epoch = 100, IntentSequence = 9 });
        ids.Begin(200);
        Assert.That((ids.IsUnheardOf(100, 9), ids.IsUnheardOf(100, 10), ids.IsUnheardOf(99, 10)), Is.EqualTo((false, true, false)));
    }

    private static GivenIds Given(params (int Epoch, int Count)[] epochs)
    {
        var ids = new GivenIds(new AccountState());
        foreach (var (epoch, count) in epochs)
        {
            ids.Begin(epoch);
            for (var i = 0; i < count; i++) ids.Give();
        }

        return ids;
    }
}
