using NUnit.Framework;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Execution.Tracking;
using TradingDaemon.Pipeline;
using TradingDaemon.Simulation.Chance;
using TradingDaemon.Simulation.Time;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Tests;

/// <summary>What seeds found, reduced.</summary>
public sealed class FoundBySimulationTests
{
    // An order handed over and never seen again was cancelled every five seconds; each "no such order" counted as news of it, so it was never looked up and stayed open for ever.
    [Test]
    public void Silent_CancelRefusedAgainAndAgain_TheOrderIsStillSilent()
    {
        var clock = new VirtualClock(Ground.Start);
        var sent = new SentOrders(new Clocks(clock, clock));
        var id = new ClientOrderId("abc-1-1");
        sent.Release(sent.Begin(new OrderIntent
        {
            ClientOrderId = id, Strategy = new StrategyId("maker"), Symbol = new Symbol("EUR/USD"), Venue = Ground.Venue, Side = OrderSide.Sell, Terms = new OrderTerms.Market(Quantity.From(1m)),
            IsReduceOnly = true, Reason = "", DecisionBid = 1m, DecisionAsk = 1m, DecidedAt = clock.Now,
        }));
        for (var second = 0; second < 10; second++)
        {
            while (clock.FireNext(clock.Now + TimeSpan.FromSeconds(1))) { }
            sent.Note(new VenueEvent.CancelRefused(id, "No such order.", clock.Now));
        }

        Assert.That(sent.Silent(TimeSpan.FromSeconds(5)).Select(static order => order.Intent.ClientOrderId), Is.EqualTo(new[] { id }));
    }

    // Seed 1565, a bug of the simulation itself: a process asked, died, and the next one began before the venue read the question; the dead one was told, went on with its start, and booked.
    [Test]
    public void Ask_DiesBeforeTheVenueReadsIt_TheDeadProcessIsNeverTold()
    {
        var (clock, deeds) = (new VirtualClock(Ground.Start), new Deeds());
        var fate = new Fate(1, FaultKinds.None);
        using var exchange = Ground.OpenExchange(ClientOrderIdScope.Forever, 100);
        var venue = new LyingVenue(fate, clock, exchange, new FaultPoints(static (_, _) => null), deeds, new VenueTraits()) { Life = new Lifeline(clock) };
        var toTheDead = venue.HoldingsAsync(CancellationToken.None).AsTask();
        venue.Life.End();
        venue.Life = new Lifeline(clock);
        var toTheLiving = venue.HoldingsAsync(CancellationToken.None).AsTask();
        while (clock.FireNext(Ground.Start + TimeSpan.FromSeconds(1))) { }
        Assert.That((toTheDead.IsCompleted, toTheLiving.IsCompletedSuccessfully), Is.EqualTo((false, true)));
    }

    // Seeds 818, 3627, 5515 and 9105, a bug of the simulation itself: an instrument's prices stayed away for minutes after the last fault, and what was held of it could not be closed.
    [Test]
    public void Next_OnceTheFaultsAreOver_NoInstrumentIsSilent()
    {
        using var exchange = Ground.OpenExchange(ClientOrderIdScope.Forever, 100);
        var fate = new Fate(1, FaultKinds.Market);
        var market = new ChaosMarket(fate, exchange, isListed: true);
        var untold = Enumerable.Range(0, 100_000).Count(tick => market.Next(Ground.Start.AddSeconds(tick)) is null);
        Assert.That(untold, Is.GreaterThan(1_000), "amid the faults many are");
        fate.IsCruel = false;
        Assert.That(Enumerable.Range(100_000, 1_000).Count(tick => market.Next(Ground.Start.AddSeconds(tick)) is null), Is.Zero);
    }
}
