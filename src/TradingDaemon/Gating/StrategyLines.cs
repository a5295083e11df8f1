using System.Collections.Immutable;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Gating;

/// <summary>One line a strategy, however many shards it runs on.</summary>
internal static class StrategyLines
{
    // Trouble on one shard is the strategy's trouble; without any it runs as soon as it runs somewhere, because a shard that has none of its instruments never starts it.
    private static readonly ImmutableArray<StrategyCondition> WorstFirst =
    [
        StrategyCondition.Disabled, StrategyCondition.Recovering, StrategyCondition.Paused, StrategyCondition.Running,
        StrategyCondition.Starting, StrategyCondition.Idle, StrategyCondition.Stopped,
    ];

    /// <summary>The reports of all shards as lines, in the order strategies first appear: the worst condition with its reason, instruments once, faults summed.</summary>
    public static ImmutableArray<StrategyLine> Of(IEnumerable<StrategyReport> reports) => [.. reports.GroupBy(static report => report.Id).Select(Line)];

    /// <summary>The same, with what each needs to enter and has not.</summary>
    public static ImmutableArray<StrategyLine> Of(IEnumerable<StrategyReport> reports, TradingAccount account) =>
        [.. Of(reports).Select(line => account.WhyNeedy(account.SpecOf(new StrategyId(line.Strategy))) is { } why ? line with { EntersNothing = why } : line)];

    private static StrategyLine Line(IEnumerable<StrategyReport> ofOne)
    {
        var all = ofOne.ToList();
        var worst = all.MinBy(static report => WorstFirst.IndexOf(report.Condition))!;
        // Every shard knows all instruments of a strategy, though it is shown the ticks of its own only.
        return new StrategyLine(worst.Id.Text, worst.Kind, worst.Condition, all.Max(static report => report.Instruments), (int)all.Sum(static report => report.Faults), worst.Reason);
    }
}
