using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Execution.Support;
using Deed = TradingDaemon.Tests.Execution.Support.ScriptedVenue.Deed;

namespace TradingDaemon.Tests.Execution;

public sealed class LossyStreamTests
{
    private static readonly int Fills = Asked("TRADINGDAEMON_FILLS") ?? 20_000; // TRADINGDAEMON_FILLS=1000000 is the whole proof
    private static readonly TimeSpan BookedWithin = TimeSpan.FromSeconds(10); // of virtual time
    private const int WorkingMax = 50;
    private static readonly TimeSpan KeptAtTheVenue = TimeSpan.FromMinutes(1); // an ended order whose frame was lost is asked after well before

    [Test]
    public void Stream_ThatDropsDoublesAndReorders_BooksEveryFillOnceWithinTenSeconds()
    {
        var seed = Asked("TRADINGDAEMON_SEED") ?? Random.Shared.Next();
        TestContext.Out.WriteLine($"seed {seed}");
        using var bench = new SessionBench(seed: seed);
        var random = new Random(seed);
        var stream = new LossyStream(bench.Clock, new Random(seed));
        var (booked, breaks, slowest) = (0L, 0, TimeSpan.Zero);
        bench.Venue.Wire = stream.Pass;
        bench.Decided = batch =>
        {
            foreach (var fact in batch.Facts.Select(static recorded => recorded.Fact))
            {
                if (fact is Fact.BreakFound) breaks++;
                if (fact is not Fact.FillBooked one) continue;
                booked++;
                var after = bench.Clock.GetUtcNow() - one.Fill.At;
                if (after > slowest) slowest = after;
            }
        };
        bench.Run();
        TradeUntilFilled(bench, random);
        bench.Pass(60);
        TestContext.Out.WriteLine($"{bench.Venue.Fills.Count} fills in {(bench.Clock.GetUtcNow() - TestMarket.Start).TotalHours:0.0} h of virtual time, {stream.Dropped} frames lost, {stream.Doubled} twice, {stream.Overtaken} overtaken; the last was booked after {slowest.TotalSeconds:0.00} s");
        var books = bench.Engine.Account.Books;
        Assert.Multiple(() =>
        {
            Assert.That(booked, Is.EqualTo(bench.Venue.Fills.Count), "each once");
            Assert.That(books.Fills.CursorOf(bench.Venue.Id), Is.EqualTo(bench.Venue.Fills.Count));
            Assert.That(slowest, Is.LessThanOrEqualTo(BookedWithin));
            Assert.That(books.Cash.Total["USD"], Is.EqualTo(bench.Venue.Cash["USD"]));
            Assert.That(books.Positions.NetBase(TestMarket.At(TestMarket.Btc).Id), Is.EqualTo(bench.Venue.Holdings.Values.Sum()));
            Assert.That((books.Orders.Open.Count, breaks, bench.IsBlocked(BlockCause.ReconcilePending)), Is.EqualTo((0, 0, false)));
            Assert.That(new[] { stream.Dropped, stream.Doubled, stream.Overtaken }, Is.All.GreaterThan(Fills / 50));
        });
    }

    // Orders filled before their acknowledgement, in pieces, whole, and some ended by the venue when a part was filled; some twenty fills a second.
    private static void TradeUntilFilled(SessionBench bench, Random random)
    {
        var (working, ended) = (new List<ScriptedVenue.VenueOrder>(), new Queue<(ScriptedVenue.VenueOrder Order, DateTimeOffset At)>());
        bench.Venue.Script = (_, _) => Deed.Accept with { Fills = random.NextDouble() < 0.3 };
        for (var step = 0; bench.Venue.Fills.Count < Fills || working.Count > 0; step++)
        {
            if (bench.Venue.Fills.Count < Fills && working.Count < WorkingMax)
            {
                bench.Place(side: step % 2 == 0 ? OrderSide.Buy : OrderSide.Sell); // few lots: the books are quick
                working.Add(bench.Venue.Orders[^1]);
            }

            var at = random.Next(working.Count);
            if (working[at].IsOpen) Move(bench, working[at], random);
            if (!working[at].IsOpen)
            {
                ended.Enqueue((working[at], bench.Clock.GetUtcNow()));
                working.RemoveAt(at);
            }

            bench.Pass(random.NextDouble() * 0.1);
            while (ended.TryPeek(out var old) && bench.Clock.GetUtcNow() - old.At > KeptAtTheVenue) bench.Venue.Orders.Remove(ended.Dequeue().Order);
            bench.Venue.Attempts.Clear();
            bench.Venue.Queries.Clear();
            bench.Events.Clear();
            bench.Log.Lines.Clear();
        }
    }

    private static void Move(SessionBench bench, ScriptedVenue.VenueOrder order, Random random)
    {
        if (order.FilledBase > 0m && random.Next(10) == 0)
        {
            order.Status = OrderStatus.Cancelled;
            bench.Venue.Tell(new VenueEvent.CancelDone(order.Intent.ClientOrderId, "By the venue.", bench.Clock.GetUtcNow()) { FilledBase = order.FilledBase });
            return;
        }

        bench.Venue.Fill(order, random.Next(2) == 0 ? null : order.RemainingBase / 2m is var half && half >= 0.01m ? decimal.Round(half, 2) : null);
    }

    private static int? Asked(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
