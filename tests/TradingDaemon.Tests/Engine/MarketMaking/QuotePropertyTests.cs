using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.MarketMaking;

/// <summary>Whatever is wanted, filled, lost and cancelled in whichever order: a place holds one order, and the bound holds with everything that works filled.</summary>
public sealed class QuotePropertyTests
{
    private const decimal NetMax = 40m;

    [Test]
    public void Steps_InAnyOrder_KeepEveryPlaceAndEveryBound([Range(1, 8)] int seed, [Values] bool mayShort)
    {
        TestContext.Out.WriteLine($"seed {seed}, {(mayShort ? "may" : "may not")} be short");
        var chance = new Random(seed);
        var maker = new MakerBench(TestMarket.Setup(MakerBench.Spec(mayShort))) { NetMax = NetMax };
        for (var step = 0; step < 400; step++)
        {
            switch (chance.Next(8))
            {
                case 0 or 1: maker.Tell(Wanted(chance)); break;
                case 2: maker.Accept(); break;
                case 3: maker.ConfirmCancels(); break;
                case 4 or 5 when maker.Open.Any():
                    var filled = Any(maker, chance);
                    maker.Bench.Fill(filled.Intent, chance.Next(3) == 0 ? filled.RemainingBase : Math.Ceiling(filled.RemainingBase * 50m) / 100m, ((OrderTerms.Limit)filled.Intent.Terms).Price.QuotePerBase);
                    break;
                case 6 when maker.Open.Any(static order => order.Status == OrderStatus.PendingAck) && chance.Next(3) == 0:
                    maker.Bench.Report(new VenueEvent.OutcomeUnknown(maker.Open.First(static order => order.Status == OrderStatus.PendingAck).Intent.ClientOrderId, "No answer.", maker.Bench.Now));
                    break;
                case 6 when maker.Open.Any(static order => order.Status == OrderStatus.Unknown):
                    maker.Bench.Report(new VenueEvent.ProvenAbsent(maker.Open.First(static order => order.Status == OrderStatus.Unknown).Intent.ClientOrderId, "Nobody knows it.", maker.Bench.Now));
                    break;
                default: maker.Pass(0.25 * chance.Next(1, 5)); break;
            }

            AssertBounds(maker, mayShort, step);
        }

        Assert.That(maker.Bench.Orders, Has.Count.GreaterThan(20), "a world in which nothing is placed proves nothing");
        Assert.That(AccountBench.Canonical(maker.Bench.Recovered().Capture()), Is.EqualTo(maker.Bench.Canonical()));
    }

    private static void AssertBounds(MakerBench maker, bool mayShort, int step)
    {
        var open = maker.Open.ToList();
        Assert.That(open.Select(static order => (order.Intent.QuoteOf!.Layer, order.Intent.Side)), Is.Unique, $"step {step}");
        var (bids, asks) = (open.Where(static order => order.Intent.Side == OrderSide.Buy).Sum(static order => order.RemainingBase), open.Where(static order => order.Intent.Side == OrderSide.Sell).Sum(static order => order.RemainingBase));
        Assert.That((maker.Net + bids <= NetMax, maker.Net - asks >= -NetMax), Is.EqualTo((true, true)), $"step {step}: {maker.Net} held, {bids} bid, {asks} asked");
        if (!mayShort) Assert.That(maker.Net - asks, Is.GreaterThanOrEqualTo(0m), $"step {step}");
        foreach (var order in open) Assert.That(order.Intent.Terms, Is.InstanceOf<OrderTerms.Limit>().And.Property("PostOnly").True);
    }

    private static OrderState Any(MakerBench maker, Random chance) => maker.Open.ElementAt(chance.Next(maker.Open.Count()));

    private static WantedQuote[] Wanted(Random chance) =>
    [
        .. Enumerable.Range(0, 3).Where(_ => chance.Next(4) != 0).Select(layer => MakerBench.Bid((byte)layer, 9.99m - (0.01m * chance.Next(1, 5)), chance.Next(1, 30))),
        .. Enumerable.Range(0, 3).Where(_ => chance.Next(4) != 0).Select(layer => MakerBench.Ask((byte)layer, 10.01m + (0.01m * chance.Next(1, 5)), chance.Next(1, 30))),
    ];
}
