using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Exchange.Synthetic;

namespace TradingDaemon.Tests.Exchange.Matching;

/// <summary>Random orders of three accounts on a mirrored market, step by step against the naive matcher.</summary>
public sealed class NaiveMatcherTests
{
    private const int Steps = 10_000;

    [TestCase(1UL, SelfTradePrevention.CancelNewest)]
    [TestCase(2UL, SelfTradePrevention.CancelOldest)]
    [TestCase(3UL, SelfTradePrevention.CancelBoth)]
    [TestCase(4UL, SelfTradePrevention.PassOver)]
    [TestCase(5UL, SelfTradePrevention.CancelNewest)]
    public void Exchange_RandomOrders_TradesAsTheNaiveMatcherDoes(ulong seed, SelfTradePrevention mode)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        var options = AccountsRig.Options with { Accounts = [.. AccountsRig.Options.Accounts.Select(account => account with { SelfTrade = mode })] };
        using var rig = new AccountsRig(options);
        var (naive, random) = (new NaiveMatcher(), new SeededRandom(seed));
        AccountDesk[] desks = [rig.Ann, rig.Bob, rig.Cid];
        for (var step = 0; step < Steps; step++)
        {
            Step(rig, naive, random, desks, mode, step);
            var trades = rig.Fills.Select(static f => (f.Account, f.ClientOrderId, f.Price, f.Quantity, f.Role)).ToList();
            if (!trades.SequenceEqual(naive.Trades)) Assert.That(trades, Is.EqualTo(naive.Trades), $"step {step}");
            rig.Reports.Clear();
            naive.Trades.Clear();
            var open = desks.SelectMany(static desk => desk.OpenOrders()).ToDictionary(static o => o.Request.ClientOrderId, static o => o.Remaining);
            if (open.Count != naive.Open.Count || open.Any(pair => naive.Open.GetValueOrDefault(pair.Key) != pair.Value)) Assert.That(open, Is.EquivalentTo(naive.Open), $"step {step}");
        }

        Assert.That(desks.Sum(static desk => desk.LastExecutionSequence), Is.GreaterThan(Steps / 4), "there must be something to compare");
    }

    private static void Step(AccountsRig rig, NaiveMatcher naive, SeededRandom random, AccountDesk[] desks, SelfTradePrevention mode, int step)
    {
        var desk = desks[random.NextIndex(desks.Length)];
        var price = 95m + random.NextIndex(11);
        switch (random.NextIndex(10))
        {
            case 0:
                var (bid, bidSize, askSize) = (price - 1m, (decimal)random.NextIndex(4), (decimal)random.NextIndex(4));
                var ask = bid + 1m + random.NextIndex(3);
                naive.Quote(bid, bidSize, ask, askSize);
                rig.Quote(bid, ask, bidSize, askSize);
                break;
            case 1 when desk.OpenOrders() is { Count: > 0 } open:
                var id = open[random.NextIndex(open.Count)].Request.ClientOrderId;
                naive.Cancel(id);
                rig.Cancel(desk, id);
                break;
            case 2 or 3 when desk.OpenOrders() is { Count: > 0 } open:
                var request = open[random.NextIndex(open.Count)].Request;
                var changed = request with { Quantity = 1m + random.NextIndex(6), Price = random.NextIndex(2) == 0 ? request.Price : price };
                naive.Replace(desk.Id, changed, mode);
                rig.Replace(desk, request.ClientOrderId, changed.Quantity, changed.Price);
                break;
            default:
                var order = RandomOrder(random, step, price);
                naive.Submit(desk.Id, order, order.SelfTrade ?? mode);
                rig.Send(desk, order);
                break;
        }
    }

    private static OrderRequest RandomOrder(SeededRandom random, int step, decimal price)
    {
        var id = step.ToString(CultureInfo.InvariantCulture);
        var side = random.NextIndex(2) == 0 ? Side.Buy : Side.Sell;
        var quantity = 1m + random.NextIndex(6);
        return random.NextIndex(8) switch
        {
            0 => OrderRequest.Market(id, AccountsRig.Symbol, side, quantity),
            1 => OrderRequest.Limit(id, AccountsRig.Symbol, side, quantity, price, Lifetime.ImmediateOrCancel),
            2 => OrderRequest.Limit(id, AccountsRig.Symbol, side, quantity, price, Lifetime.FillOrKill),
            3 => OrderRequest.Limit(id, AccountsRig.Symbol, side, quantity, price, postOnly: true),
            4 => OrderRequest.Limit(id, AccountsRig.Symbol, side, quantity, price, Lifetime.ImmediateOrCancel) with { SelfTrade = SelfTradePrevention.CancelOldest },
            _ => OrderRequest.Limit(id, AccountsRig.Symbol, side, quantity, price),
        };
    }
}
