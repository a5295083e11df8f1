using System.Globalization;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Matching;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Exchange.Synthetic;

namespace TradingDaemon.Tests.Exchange;

/// <summary>Random orders on a random market; the ledger is added up again by a few lines that share nothing with the exchange.</summary>
public sealed class ExchangePropertyTests
{
    private const int OrdersPerLife = 13_007; // restarts fall anywhere

    private static readonly SyntheticInstrument[] Behaviour =
        [.. ExchangeRig.Instruments.Select((it, i) => new SyntheticInstrument
        {
            Symbol = it.Symbol, AssetClass = it.AssetClass, TickSize = it.TickSize, LotSize = it.LotSize, StartPrice = 40m + (20m * i),
            VolatilityPerYear = 40.0, SpreadBps = 10, DepthQuote = 3_000,
        })];

    [TestCase(SlippageModel.BookWalking, 20250303UL, 100_000)]
    [TestCase(SlippageModel.Impact, 11UL, 20_000)]
    public void Account_RandomOrders_EqualsItsLedgerAndSurvivesRestarts(SlippageModel slippage, ulong seed, int orders)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        using var folder = new TemporaryFolder();
        var options = new ExchangeOptions
        {
            Seed = seed, Slippage = slippage, LedgerPath = folder.File("ledger"), Fsync = false, StartingCash = new Dictionary<string, decimal> { ["USD"] = 100_000m },
            Book = new BookOptions { DefaultDepthQuote = 2_000m, SyntheticLevels = 3 }, ClosedOrdersMax = 500, ExecutionsMax = 50,
        };
        var random = new SeededRandom(seed);
        var now = ExchangeRig.Start;
        for (var sent = 0; sent < orders;)
        {
            string before;
            using (var exchange = new SimulatedExchange(options, ExchangeRig.Instruments, now))
            {
                sent = Live(exchange, random, sent, Math.Min(orders, sent + OrdersPerLife));
                now = exchange.Now;
                before = ExchangeRig.Describe(exchange);
                if (sent == orders || sent == OrdersPerLife) CheckAgainst(Recompute(options.LedgerPath), exchange);
            }

            using var again = new SimulatedExchange(options, ExchangeRig.Instruments, now);
            Assert.That(ExchangeRig.Describe(again), Is.EqualTo(before));
        }

        var (cash, held, executions) = Recompute(options.LedgerPath);
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{executions} executions, cash {cash["USD"]}, {held.Count} holdings"));
        Assert.That(executions, Is.GreaterThan(orders / 10), "the market must be worth the test");
    }

    private static void CheckAgainst((Dictionary<string, decimal> Cash, Dictionary<string, decimal> Held, long Executions) recomputed, SimulatedExchange exchange)
    {
        Assert.That(exchange.Cash(), Is.EquivalentTo(recomputed.Cash));
        Assert.That(exchange.Holdings(), Is.EquivalentTo(recomputed.Held));
        Assert.That(recomputed.Executions, Is.EqualTo(exchange.LastExecutionSequence));
        Assert.That(recomputed.Cash["USD"], Is.GreaterThanOrEqualTo(0m));
    }

    private static int Live(SimulatedExchange exchange, SeededRandom random, int sent, int until)
    {
        var prices = exchange.LastPrices();
        var behaviour = Behaviour.Select(b => prices.TryGetValue(b.Symbol, out var price) ? b with { StartPrice = price } : b).ToArray();
        var market = new SyntheticMarket(new SyntheticMarketOptions { Seed = random.NextBits(), QuotesPerSecond = 20 }, behaviour, exchange.Now);
        var reports = new List<ExchangeReport>();
        var ended = new HashSet<string>();
        while (sent < until)
        {
            market.Next(out var e);
            if (e.Kind == SyntheticEventKind.Quote) exchange.ObserveQuote(e.Index, e.Bid, random.NextIndex(4) == 0 ? -1m : e.BidSize, e.Ask, e.AskSize, e.At);
            else exchange.ObserveTrade(e.Index, e.Kind == SyntheticEventKind.BuyerTrade ? e.Ask : e.Bid, e.BidSize + e.AskSize, e.At);
            if (random.NextIndex(3) > 0)
            {
                exchange.Submit(RandomOrder($"r{sent}", e, random), e.At);
                sent++;
            }

            if (random.NextIndex(5) == 0) exchange.Cancel($"r{random.NextIndex(sent + 1)}", e.At);
            if (random.NextIndex(300) == 0)
                foreach (var open in exchange.OpenOrders()) exchange.Cancel(open.Request.ClientOrderId, e.At);
            reports.Clear();
            exchange.Drain(reports);
            CheckReports(exchange, reports, ended);
        }

        return sent;
    }

    private static void CheckReports(SimulatedExchange exchange, List<ExchangeReport> reports, HashSet<string> ended)
    {
        foreach (var report in reports)
        {
            if (report is ExchangeReport.Executed && ended.Contains(report.ClientOrderId)) Assert.Fail($"{report.ClientOrderId} traded after its end.");
            if (report is ExchangeReport.Cancelled or ExchangeReport.Expired) ended.Add(report.ClientOrderId);
            if (report is ExchangeReport.Executed executed && exchange.FindOrder(report.ClientOrderId) is { } order && order.Filled > order.Request.Quantity)
                Assert.Fail($"{executed.ClientOrderId} is overfilled.");
        }
    }

    private static OrderRequest RandomOrder(string id, in SyntheticEvent e, SeededRandom random)
    {
        var it = ExchangeRig.Instruments[e.Index];
        var side = random.NextIndex(2) == 0 ? Side.Buy : Side.Sell;
        var quantity = it.LotSize * (1 + random.NextIndex(random.NextIndex(10) == 0 ? 2_000 : 40)) * (it.LotSize < 1m ? 100 : 1);
        var offset = it.TickSize * (random.NextIndex(9) - 4);
        var price = (side == Side.Buy ? e.Ask : e.Bid) + offset;
        return random.NextIndex(10) switch
        {
            < 4 => OrderRequest.Market(id, it.Symbol, side, quantity),
            < 7 => OrderRequest.Limit(id, it.Symbol, side, quantity, price, Lifetime.GoodTilCancelled, random.NextIndex(4) == 0),
            7 => OrderRequest.Limit(id, it.Symbol, side, quantity, price, Lifetime.ImmediateOrCancel),
            8 => OrderRequest.Limit(id, it.Symbol, side, quantity, price, Lifetime.Day),
            _ => OrderRequest.Stop(id, it.Symbol, side, quantity, price),
        };
    }

    private static (Dictionary<string, decimal> Cash, Dictionary<string, decimal> Held, long Executions) Recompute(string path)
    {
        var (cash, held, ordered, filled, done) = (new Dictionary<string, decimal>(), new Dictionary<string, decimal>(), new Dictionary<string, decimal>(), new Dictionary<string, decimal>(), new HashSet<string>());
        var executions = 0L;
        using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (file.ReadLine() is { } text)
        {
            using var json = JsonDocument.Parse(text);
            var line = json.RootElement;
            decimal Number(string name) => line.GetProperty(name).GetDecimal();
            string Word(string name) => line.GetProperty(name).GetString()!;
            switch (Word("event"))
            {
                case "opened": break;
                case "deposited": cash[Word("asset")] = cash.GetValueOrDefault(Word("asset")) + Number("amount"); break;
                case "accepted": ordered.Add(Word("client"), Number("quantity")); break;
                case "executed":
                    var sign = Word("side") == "buy" ? 1m : -1m;
                    var multiplier = ExchangeRig.Instruments.Single(i => i.Symbol == Word("symbol")).Multiplier;
                    if (line.GetProperty("seq").GetInt64() != ++executions) Assert.Fail($"Execution {executions} is missing.");
                    if (done.Contains(Word("client"))) Assert.Fail($"{Word("client")} traded after its end.");
                    cash[Word("asset")] += (-sign * Number("price") * Number("quantity") * multiplier) - Number("fee");
                    held[Word("symbol")] = held.GetValueOrDefault(Word("symbol")) + (sign * Number("quantity"));
                    filled[Word("client")] = filled.GetValueOrDefault(Word("client")) + Number("quantity");
                    if (filled[Word("client")] > ordered[Word("client")]) Assert.Fail($"{Word("client")} is overfilled.");
                    if (held[Word("symbol")] < 0m && Word("symbol") != "ACME") Assert.Fail($"{Word("symbol")} is short, though not shortable.");
                    break;
                default:
                    if (!done.Add(Word("client"))) Assert.Fail($"{Word("client")} ended twice.");
                    break;
            }
        }

        foreach (var flat in held.Where(h => h.Value == 0m).Select(h => h.Key).ToArray()) held.Remove(flat);
        return (cash, held, executions);
    }
}
