using System.Globalization;
using System.Security.Cryptography;
using NUnit.Framework;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Exchange.Synthetic;

namespace TradingDaemon.Tests.Exchange;

/// <summary>Four accounts and the staff do everything there is to do, with restarts; the ledger is added up again by lines that share nothing with the exchange.</summary>
public sealed class ManyAccountsPropertyTests
{
    private const int Steps = 12_000;
    private const int StepsPerLife = 5_003; // restarts fall anywhere

    private static readonly ExchangeInstrument[] Instruments =
        [.. ExchangeRig.Instruments, ExchangeRig.Instruments[ExchangeRig.Btc] with { Symbol = "GAS/USD", Base = "GAS", LotSize = 1m, MinNotional = 0m }];

    private static readonly AccountOptions[] Accounts =
    [
        Account(AccountOptions.DefaultId) with { SelfTrade = SelfTradePrevention.CancelBoth },
        Account("ann") with { FeePayment = FeePayment.InBase, ClientOrderIds = ClientOrderIdScope.OpenOrders },
        Account("bob") with { FeePayment = FeePayment.In("GAS"), SelfTrade = SelfTradePrevention.CancelOldest },
        Account("cid") with { Fees = new FeeRates(-0.0001m, 0.0007m, 0.01m), SelfTrade = SelfTradePrevention.PassOver },
    ];

    [TestCase(1UL)]
    [TestCase(20250303UL)]
    public void Everything_AtRandom_AddsUpSurvivesRestartsAndRepeatsToTheBit(ulong seed)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        using var folder = new TemporaryFolder();
        var first = Live(seed, folder.File("first"));
        var second = Live(seed, folder.File("second"));
        Assert.That(second, Is.EqualTo(first), "the ledger is the same to the bit");
    }

    private static AccountOptions Account(string id) => new()
    {
        Id = id,
        StartingCash = new Dictionary<string, decimal> { ["USD"] = 100_000m, ["GAS"] = 5m },
        StartingHoldings = new Dictionary<string, decimal> { ["BTC/USD"] = 100m, ["FREE"] = 1_000m, ["GAS/USD"] = 1_000m },
    };

    private static string Live(ulong seed, string path)
    {
        var options = new ExchangeOptions
        {
            Seed = seed, LedgerPath = path, Fsync = false, Accounts = Accounts, Book = new BookOptions { SyntheticLevels = 1, DefaultDepthQuote = 500m }, ClosedOrdersMax = 300, ExecutionsMax = 50, OpenOrdersMax = 12,
        };
        var (random, now, step) = (new SeededRandom(seed), ExchangeRig.Start, 0);
        while (step < Steps)
        {
            string before;
            using (var exchange = new SimulatedExchange(options, Instruments, now))
            {
                for (var until = Math.Min(Steps, step + StepsPerLife); step < until; step++) Act(exchange, random, step);
                now = exchange.Now;
                before = AccountsRig.Describe(exchange);
                Check(exchange, path);
            }

            using var again = new SimulatedExchange(options, Instruments, now);
            Assert.That(AccountsRig.Describe(again), Is.EqualTo(before), "the ledger replayed is every account");
        }

        return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
    }

    private static void Check(SimulatedExchange exchange, string path)
    {
        var sums = LedgerArithmetic.Of(path);
        var balances = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var desk in exchange.Accounts)
            foreach (var (name, amount) in desk.Cash().Concat(desk.Holdings()))
                if (amount != 0m) balances.Add($"{desk.Id} {name}", amount);
        Assert.Multiple(() =>
        {
            Assert.That(sums.Faults, Is.Empty);
            Assert.That(balances, Is.EqualTo(sums.Balances), "each account is what its lines say");
            Assert.That(sums.Totals(), Is.EqualTo(sums.Inflows), "accounts give each other what they lose, to the last unit");
        });
        TestContext.Out.WriteLine(string.Join(", ", sums.Events.Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {pair.Key}"))));
    }

    private static void Act(SimulatedExchange exchange, SeededRandom random, int step)
    {
        var now = exchange.Now.AddMilliseconds(random.NextIndex(60));
        var desk = exchange.Accounts.ElementAt(random.NextIndex(Accounts.Length));
        var index = random.NextIndex(Instruments.Length);
        var (it, price) = (Instruments[index], Instruments[index].TickSize * (1_000m + random.NextIndex(9)));
        switch (random.NextIndex(20))
        {
            case < 4:
                exchange.ObserveQuote(index, price, it.LotSize * random.NextIndex(50), price + (it.TickSize * (1 + random.NextIndex(3))), it.LotSize * random.NextIndex(50), now);
                break;
            case 4:
                exchange.ObserveTrade(index, price, it.LotSize * random.NextIndex(50), now);
                break;
            case 5 when desk.OpenOrders() is { Count: > 0 } open:
                desk.Cancel(OrderName.Venue(open[random.NextIndex(open.Count)].OrderId), now);
                break;
            case 6 or 7 when desk.OpenOrders() is { Count: > 0 } open && open[random.NextIndex(open.Count)] is var order:
                desk.Replace(new ReplaceRequest(OrderName.Venue(order.OrderId), order.Request.Quantity * (1 + random.NextIndex(3)) / 2m, random.NextIndex(2) == 0 ? null : price), now);
                break;
            case 8 when random.NextIndex(4) == 0:
                ActAsStaff(exchange, random, desk, it, price, now);
                break;
            default:
                desk.Submit(RandomOrder(random, step, it, price), now);
                break;
        }
    }

    private static void ActAsStaff(SimulatedExchange exchange, SeededRandom random, AccountDesk desk, ExchangeInstrument it, decimal price, DateTimeOffset now)
    {
        switch (random.NextIndex(10))
        {
            case 0: exchange.Operator.Deposit(desk.Id, "USD", random.NextIndex(500), now); break;
            case 1: exchange.Operator.Withdraw(desk.Id, "USD", random.NextIndex(5_000), now); break;
            case 2: exchange.Operator.RebateFee(desk.Id, 1 + random.NextIndex((int)desk.LastExecutionSequence + 1), 0.01m * random.NextIndex(9), now); break;
            case 3: exchange.Operator.WithdrawHolding(desk.Id, it.Symbol, it.LotSize * random.NextIndex(50), now); break;
            case 4: exchange.Operator.DepositHolding(desk.Id, it.Symbol, it.LotSize * random.NextIndex(50), now); break;
            case 5: exchange.Operator.PlaceByHand(desk.Id, OrderRequest.Limit("", it.Symbol, Side.Buy, it.LotSize * 500, price), now); break;
            case 6: exchange.Operator.Bust(desk.Id, 1 + random.NextIndex((int)desk.LastExecutionSequence + 1), now); break;
            case 7: exchange.Operator.Halt(it.Symbol, now); break;
            case 8: exchange.Operator.Forget(0.02m, random.NextBits(), now); break;
            default: desk.RenewDeadManSwitch(TimeSpan.FromMilliseconds(random.NextIndex(300)), now); break;
        }

        foreach (var instrument in Instruments)
            if (random.NextIndex(2) == 0) exchange.Operator.Resume(instrument.Symbol, now);
    }

    private static OrderRequest RandomOrder(SeededRandom random, int step, ExchangeInstrument it, decimal price)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"r{(random.NextIndex(20) == 0 ? step / 10 : step)}");
        var side = random.NextIndex(2) == 0 ? Side.Buy : Side.Sell;
        var quantity = it.LotSize * (1 + random.NextIndex(60)) * (it.LotSize < 1m ? 40 : 1);
        return random.NextIndex(10) switch
        {
            < 2 => OrderRequest.Market(id, it.Symbol, side, quantity),
            2 => OrderRequest.Limit(id, it.Symbol, side, quantity, price, Lifetime.ImmediateOrCancel),
            3 => OrderRequest.Limit(id, it.Symbol, side, quantity, price, Lifetime.FillOrKill),
            4 => OrderRequest.Stop(id, it.Symbol, side, quantity, price),
            5 => OrderRequest.Limit(id, it.Symbol, side, quantity, price, Lifetime.Day),
            6 => OrderRequest.Limit(id, it.Symbol, side, quantity, price, postOnly: true),
            _ => OrderRequest.Limit(id, it.Symbol, side, quantity, price),
        };
    }
}
