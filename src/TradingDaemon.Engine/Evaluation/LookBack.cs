using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Engine.Regimes;

namespace TradingDaemon.Engine.Evaluation;

/// <summary>Bars of before the start, for whoever wants some: they feed statistics alone.</summary>
internal static class LookBack
{
    /// <summary>Lets seats wait whose strategy looks back and has seen nothing yet; nobody waits for what is told of volumes, which is wanted once.</summary>
    public static IReadOnlyList<HistoryWanted> Await(IReadOnlyList<StrategySlot> slots)
    {
        var wanted = new List<HistoryWanted>();
        foreach (var slot in slots)
        {
            if (slot.Owner.Spec is not { LookBackBars: > 0 and var bars, BarInterval: { Ticks: > 0 } interval } spec || slot.IsSwitchedOff || !slot.Owner.IsOn || slot.IsWaiting || slot.Evaluations > 0) continue;
            slot.Wait();
            wanted.Add(new HistoryWanted(spec.Id, slot.Instrument, interval, bars));
        }

        foreach (var slot in slots)
        {
            if (slot.Volumes is not { LacksHistory: true } volumes || slot.IsSwitchedOff || !slot.Owner.IsOn) continue;
            volumes.LacksHistory = false;
            wanted.Add(new HistoryWanted(slot.Owner.Spec.Id, slot.Instrument, VolumeGauge.Part, volumes.Days * VolumeGauge.Parts) { IsOfVolumes = true });
        }

        return wanted;
    }

    /// <summary>Feeds a waiting seat: the history, then what was closed meanwhile. Whatever is proposed is not heard.</summary>
    public static StepResult Feed(StrategySlot slot, InstrumentMarket market, IReadOnlyList<Bar> history, DateTimeOffset now, AccountSnapshot account, IEvaluationOutput output, IEvaluationWatch watch)
    {
        var (missed, isWhole) = slot.Release();
        if (slot.IsSwitchedOff || !slot.Owner.IsOn) return StepResult.Done;
        if (slot.Instance is null && !Seating.TryFill(slot, market, now, output, watch)) return StepResult.Deposed;
        if (slot.Instance is not { } instance || slot.Bars is not { } builder) return StepResult.Done;
        var (index, sink, regime, length) = (slot.Index, slot.Sink, market.Regime.Current, builder.Interval.Ticks);
        var (next, end) = (long.MinValue, builder.ClosesAt == long.MaxValue ? long.MaxValue : builder.ClosesAt - length); // the bar in progress comes by itself
        foreach (var bar in isWhole ? history.Concat(missed) : missed) // statistics with a gap would lie
        {
            var start = bar.StartTime.UtcTicks;
            if (bar.Interval != builder.Interval || start < next || start >= end) continue;
            next = start + length;
            if (!watch.Enter(index)) return StepResult.Deposed;
            var fault = Seating.Attempt(instance, View(market, bar), account, regime, sink);
            if (!watch.Leave(index)) return StepResult.Deposed;
            sink.Clear();
            if (fault is not null)
            {
                slot.Owner.Fault(slot, Faults.Describe(fault), now, output);
                return StepResult.Done;
            }

            if (slot.Count(now.UtcTicks, isHistory: true)) slot.Owner.Settle(now, "warmed up by the history of", slot.Instrument.Symbol, output);
        }

        return StepResult.Done;
    }

    // As after the end of that bar, when nobody had quoted yet.
    private static Domain.Strategies.MarketView View(InstrumentMarket market, in Bar bar) => market.View(MarketEventKind.Bar, bar.StartTime + bar.Interval) with
    {
        Bid = double.NaN, Ask = double.NaN, SpreadFraction = double.NaN, LastTrade = double.NaN, Mid = bar.Close, HasClosedBar = true, ClosedBar = bar,
    };
}
