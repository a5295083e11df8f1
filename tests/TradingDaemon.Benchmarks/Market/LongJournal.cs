using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Storage;

namespace TradingDaemon.Benchmarks.Market;

/// <summary>
/// A journal as a busy year makes it: of every four facts an intent, its acknowledgement, its fill and a refused signal,
/// bought and sold in turn; the last orders are left open.
/// </summary>
/// <param name="instruments">What is traded.</param>
internal sealed class LongJournal(IReadOnlyList<Instrument> instruments)
{
    private const int BatchFacts = 4_000; // one flush for so many: only the content matters here
    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private long _sequence;
    private long _orders;

    /// <summary>Commits facts until there are <paramref name="rows"/>, the newest of them orders still open.</summary>
    public void Fill(SqliteStore store, long rows, int openOrders, CancellationToken stopping)
    {
        var facts = new List<RecordedFact>(BatchFacts);
        while (_sequence < rows)
        {
            stopping.ThrowIfCancellationRequested();
            foreach (var fact in Next(isOpen: rows - _sequence <= openOrders * 2L)) facts.Add(new RecordedFact(++_sequence, At(_sequence), fact));
            if (facts.Count < BatchFacts && _sequence < rows) continue;
            store.Journal.Commit([new JournalBatch(facts, [], [])]);
            store.Tidy();
            facts.Clear();
        }
    }

    private static DateTimeOffset At(long sequence) => Begin.AddMilliseconds(sequence);

    private IEnumerable<Fact> Next(bool isOpen)
    {
        if (_sequence == 0) yield return new Fact.EpochStarted(1, 1, "bench");
        var number = ++_orders;
        var instrument = instruments[(int)(number / 2 % instruments.Count)];
        var side = number % 2 == 0 ? OrderSide.Buy : OrderSide.Sell;
        var strategy = new StrategyId("ma-crossover");
        var id = ClientOrderId.From(strategy, number, 1);
        var (price, quantity) = (Price.From(64_123.45m + (number % 1000)), Quantity.From(0.0125m));
        yield return new Fact.OrderIntended(new OrderIntent
        {
            ClientOrderId = id, Strategy = strategy, Symbol = instrument.Symbol, Venue = "simulated", Side = side,
            Terms = new OrderTerms.Limit(quantity, price, TimeInForce.GoodTilCancelled, PostOnly: false), IsReduceOnly = false,
            Reason = "The fast average crossed the slow one by 7.25 bps.", DecisionBid = price.QuotePerBase - 0.5m, DecisionAsk = price.QuotePerBase + 0.5m, DecidedAt = At(_sequence),
        });
        yield return new Fact.OrderMoved(id, OrderEventKind.Acknowledged, OrderStatus.Open, $"V{number}", null);
        if (isOpen) yield break;
        yield return new Fact.FillBooked(
            new Fill
            {
                ExecutionId = $"X{number}", ExecutionSequence = number, ClientOrderId = id, Venue = "simulated", Symbol = instrument.Symbol, Side = side, Price = price, Quantity = quantity,
                Fee = new Money(0.8015m, instrument.Quote), Liquidity = Liquidity.Maker, At = At(_sequence), IsSimulated = true,
            },
            strategy, OrderStatus.Filled);
        yield return new Fact.SignalRefused(strategy, instrument.Symbol, SignalKind.Buy, RiskRule.QuoteFresh, 2m, 3.125m, "The quote is 3.125 s old, above the 2 s it may be.");
    }
}
