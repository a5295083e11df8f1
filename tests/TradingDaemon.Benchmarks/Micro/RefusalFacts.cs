using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Benchmarks.Micro;

/// <summary>A refusal: a fact of usual length that needs nothing before it.</summary>
internal static class RefusalFacts
{
    /// <summary>Some moment.</summary>
    public static readonly DateTimeOffset At = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>One refusal.</summary>
    public static Fact Refusal() => new Fact.SignalRefused(
        new StrategyId("ma-crossover"), new Symbol("BTC/USD"), SignalKind.Buy, RiskRule.QuoteFresh, 2m, 3.125m, "The quote is 3.125 s old, above the 2 s it may be.");

    /// <summary>Refusals from a sequence on, each decided by itself.</summary>
    public static JournalBatch[] Batches(long first, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new JournalBatch([new RecordedFact(first + i, At, Refusal())], [], []))];
}
