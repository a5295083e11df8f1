using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.MarketMaking;
using TradingDaemon.Tests.Storage.Support;
using static TradingDaemon.Tests.Engine.MarketMaking.MakerBench;

namespace TradingDaemon.Tests.Recovery;

/// <summary>A crash after any fact of a market maker's life, on the real store: the next process finds its quotes in the books, and no place ever holds two.</summary>
public sealed class QuoteCrashTests
{
    private static readonly AccountSetup Books = Setup();

    [Test]
    public void Crash_AfterAnyFact_FindsEveryQuote_AndPlacesNoneTwice([Values] bool reachedTheVenue, [Values] bool isCheckpointed, [Values] bool isQuotingAgain)
    {
        var whole = new MakerBench(Books);
        var begun = whole.Bench.Recorded.Count;
        whole.Tell(Bid(0, 9.99m, 10m), Ask(0, 10.01m, 10m), Bid(1, 9.98m, 10m)).Accept().Fill(0, OrderSide.Buy, 4m);
        whole.Tell(Bid(0, 9.98m, 10m), Ask(0, 10.01m, 10m), Bid(1, 9.97m, 10m)).ConfirmCancels().Pass().Accept().Tell().ConfirmCancels();
        Assert.That((whole.Open.Count(), whole.Net), Is.EqualTo((0, 4m)));
        for (var known = begun; known <= whole.Bench.Recorded.Count; known++)
        {
            using var directory = new ScratchDirectory();
            var facts = whole.Bench.Recorded.Take(known).ToList();
            var store = new CrashedStore(directory.Path, Books);
            store.Write(facts, whole.Bench.Orders, isCheckpointed);
            var after = new MakerBench(Books, store.Recovered(), facts[^1].At.AddSeconds(1));
            Assert.That(after.Bench.Canonical(), Is.EqualTo(AccountBench.Canonical(CrashedStore.Folded(Books, facts))), $"after fact {known}");
            var found = after.Open.Select(static order => order.Intent).ToList();
            Start(after, reachedTheVenue);
            var alive = after.Open.Count();
            for (var i = 0; i < 8; i++)
            {
                if (isQuotingAgain) after.Tell(Bid(0, 9.99m, 10m), Ask(0, 10.01m, 10m), Bid(1, 9.98m, 10m));
                after.Accept().Pass(1);
                AssertOnePlaceEach(after, known);
                if (!isQuotingAgain && i == 3) Assert.That((after.Bench.Cancels.Count, after.Open.Count()), Is.EqualTo((after.Open.Count(order => after.Bench.Books.Orders.IsCancelWanted(order.Intent.ClientOrderId)), alive)), $"within its patience it takes nothing back, after fact {known}");
            }

            Assert.That(found.Select(static intent => intent.ClientOrderId).Concat(after.Bench.Orders.Select(static order => order.Intent.ClientOrderId)), Is.Unique, $"after fact {known}");
            if (isQuotingAgain) continue;
            Assert.That(after.Bench.Orders, Is.Empty, $"nobody wants any, after fact {known}");
            Assert.That(after.Open.All(order => after.Bench.Books.Orders.IsCancelWanted(order.Intent.ClientOrderId)), Is.True, $"after fact {known}");
        }
    }

    private static void AssertOnePlaceEach(MakerBench maker, int known) =>
        Assert.That(maker.Open.Select(static order => (order.Intent.QuoteOf!.Layer, order.Intent.Side)), Is.Unique, $"after fact {known}");

    // What was on its way rests at the venue, or never arrived.
    private static void Start(MakerBench maker, bool reachedTheVenue)
    {
        maker.Bench.Boot();
        foreach (var order in maker.Open.Where(static order => order.Status == OrderStatus.PendingAck).ToList())
            maker.Bench.Report(reachedTheVenue
                ? new VenueEvent.FoundOpen(order.Intent.ClientOrderId, $"V-{order.Intent.ClientOrderId}", maker.Bench.Now)
                : new VenueEvent.ProvenAbsent(order.Intent.ClientOrderId, "Nobody knows it.", maker.Bench.Now));
        maker.Bench.Quote(TestMarket.Eth, 9.995m, 10.005m);
        maker.Bench.Statement(open: [.. maker.Open.Select(static order => new OrderReport(order.Intent.ClientOrderId, $"V-{order.Intent.ClientOrderId}", order.Intent.Symbol, order.Intent.Side, order.Status, order.Intent.Terms.Quantity.Base, order.FilledBase))]);
        maker.Bench.Command(new Command.ChangeState(EngineState.Running, "Books and venue agree."));
    }
}
