using System.Globalization;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Arbitration;

/// <summary>Weighs entries on one thing against each other, under whichever names. Entries in one direction never conflict: the gate knows what they add up to.</summary>
public static class Conflicts
{
    /// <summary>What becomes of each entry, in the order they came.</summary>
    /// <param name="policy">Who goes when they disagree.</param>
    /// <param name="entries">Buys and sells, of different strategies, on one instrument or what is the same.</param>
    /// <param name="instrument">Which; of several names the first.</param>
    /// <param name="wantedBase">What an entry would buy or sell, units of base; null when nobody can say.</param>
    public static IReadOnlyList<Verdict> Resolve(SignalPolicy policy, IReadOnlyList<WaitingEntry> entries, Instrument instrument, Func<Signal, decimal?> wantedBase)
    {
        if (entries.Select(static entry => entry.Signal.Kind).Distinct().Count() < 2) return [.. entries.Select(static entry => new Verdict(entry, null))];
        return policy.Conflicts switch
        {
            ConflictMethod.Priority => ByPriority(entries, instrument),
            ConflictMethod.Net => ByNet(entries, instrument, wantedBase),
            ConflictMethod.Veto => [.. entries.Select(entry => new Verdict(entry, Refusal(entry, 0d, $"Strategies disagree about {instrument.Symbol}: nobody enters.")))],
            ConflictMethod.Voting => ByVotes(entries, instrument, null),
            ConflictMethod.Consensus => ByVotes(entries, instrument, policy.ConsensusFraction),
            ConflictMethod.Confidence => ByConfidence(entries, instrument),
            ConflictMethod.First => ByTime(entries, instrument),
            _ => throw new ArgumentOutOfRangeException(nameof(policy), policy.Conflicts, "Unknown way to resolve a conflict."),
        };
    }

    private static Verdict[] ByPriority(IReadOnlyList<WaitingEntry> entries, Instrument instrument)
    {
        var best = entries.OrderByDescending(static entry => entry.Score).ThenBy(static entry => entry.Signal.At).ThenBy(static entry => entry.Signal.Strategy.Text, StringComparer.Ordinal).First();
        return Follow(entries, best, entry => Refusal(entry, best.Score, Text($"{best.Signal.Strategy} wants to {Word(best)} {instrument.Symbol} with a score of {best.Score:0.###}, this one has {entry.Score:0.###}.")));
    }

    private static Verdict[] ByConfidence(IReadOnlyList<WaitingEntry> entries, Instrument instrument)
    {
        var best = entries.OrderByDescending(static entry => entry.Signal.Confidence).ThenByDescending(static entry => entry.Score).ThenBy(static entry => entry.Signal.At).ThenBy(static entry => entry.Signal.Strategy.Text, StringComparer.Ordinal).First();
        return Follow(entries, best, entry => new RiskRefusal(
            RiskRule.SignalConflict, (decimal)best.Signal.Confidence, (decimal)entry.Signal.Confidence, Text($"{best.Signal.Strategy} wants to {Word(best)} {instrument.Symbol} with a confidence of {best.Signal.Confidence:0.###}, this one has {entry.Signal.Confidence:0.###}.")));
    }

    private static Verdict[] ByTime(IReadOnlyList<WaitingEntry> entries, Instrument instrument)
    {
        var first = entries.OrderBy(static entry => entry.Signal.At).ThenByDescending(static entry => entry.Score).ThenBy(static entry => entry.Signal.Strategy.Text, StringComparer.Ordinal).First();
        return Follow(entries, first, entry => Refusal(entry, first.Score, Text($"{first.Signal.Strategy} wanted to {Word(first)} {instrument.Symbol} first, at {first.Signal.At:O}.")));
    }

    // Limit and asked of a refusal are votes. What has more than half of them has more than the other direction: at exactly half there is no majority.
    private static Verdict[] ByVotes(IReadOnlyList<WaitingEntry> entries, Instrument instrument, decimal? shareMin)
    {
        var buys = entries.Count(static entry => entry.Signal.Kind == SignalKind.Buy);
        var (more, most) = (buys * 2 > entries.Count ? SignalKind.Buy : SignalKind.Sell, Math.Max(buys, entries.Count - buys));
        var needed = Math.Max((entries.Count / 2) + 1, (int)Math.Ceiling((shareMin ?? 0m) * entries.Count));
        return [.. entries.Select(entry => new Verdict(entry, most >= needed && entry.Signal.Kind == more ? null : new RiskRefusal(
            RiskRule.SignalConflict, needed, entry.Signal.Kind == SignalKind.Buy ? buys : entries.Count - buys, Text($"Of {entries.Count} strategies {buys} want to buy {instrument.Symbol} and {entries.Count - buys} to sell it; it takes {needed}."))))];
    }

    // All in the direction of one go; why each of the others does not, it is told.
    private static Verdict[] Follow(IReadOnlyList<WaitingEntry> entries, WaitingEntry leader, Func<WaitingEntry, RiskRefusal> refusal) =>
        [.. entries.Select(entry => new Verdict(entry, entry.Signal.Kind == leader.Signal.Kind ? null : refusal(entry)))];

    private static Verdict[] ByNet(IReadOnlyList<WaitingEntry> entries, Instrument instrument, Func<Signal, decimal?> wantedBase)
    {
        var sizes = entries.Select(entry => wantedBase(entry.Signal)).ToArray();
        if (Array.Exists(sizes, static size => size is null)) // without sizes there is nothing to net
            return [.. entries.Select(entry => new Verdict(entry, Refusal(entry, 0d, $"Strategies disagree about {instrument.Symbol}, and what they would trade cannot be sized.")))];
        var wanted = entries.Select((entry, index) => (Entry: entry, Base: sizes[index]!.Value)).ToArray();
        var (buys, sells) = (wanted.Where(static one => one.Entry.Signal.Kind == SignalKind.Buy).Sum(static one => one.Base), wanted.Where(static one => one.Entry.Signal.Kind == SignalKind.Sell).Sum(static one => one.Base));
        var heavier = buys >= sells ? SignalKind.Buy : SignalKind.Sell;
        var toTakeOff = Math.Min(buys, sells);
        var left = new Dictionary<StrategyId, decimal>();
        foreach (var (entry, size) in wanted.Where(one => one.Entry.Signal.Kind == heavier)
                     .OrderBy(static one => one.Entry.Score).ThenByDescending(static one => one.Entry.Signal.At).ThenByDescending(static one => one.Entry.Signal.Strategy.Text, StringComparer.Ordinal))
        {
            var taken = Math.Min(size, toTakeOff);
            toTakeOff -= taken;
            left[entry.Signal.Strategy] = instrument.FloorToLot(size - taken);
        }

        return [.. wanted.Select(one => Net(one.Entry, one.Base, one.Entry.Signal.Kind == heavier ? left[one.Entry.Signal.Strategy] : 0m, instrument))];
    }

    private static Verdict Net(in WaitingEntry entry, decimal wanted, decimal left, Instrument instrument) =>
        left == wanted && left > 0m ? new Verdict(entry, null)
        : left > 0m ? new Verdict(entry with { Signal = entry.Signal with { QuantityBase = left } }, null)
        : new Verdict(entry, new RiskRefusal(RiskRule.SignalConflict, 0m, wanted, Text($"Netted: other strategies want the opposite of {Word(entry)} {wanted} {instrument.Symbol}.")));

    private static RiskRefusal Refusal(in WaitingEntry entry, double limit, string text) => new(RiskRule.SignalConflict, (decimal)limit, (decimal)entry.Score, text);

    private static string Word(in WaitingEntry entry) => entry.Signal.Kind == SignalKind.Buy ? "buy" : "sell";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
