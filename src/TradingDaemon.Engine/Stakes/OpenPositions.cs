using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.Stakes;

/// <summary>How many positions are open: instruments of which more is held than dust, whoever holds it, or that are being entered. One pair at several venues is one.</summary>
public static class OpenPositions
{
    /// <summary>All of the account.</summary>
    public static int Count(StakeBook stakes, PositionBooks positions)
    {
        var count = 0;
        for (var i = 0; i < stakes.Listed.Count; i++)
            if (IsFirst(stakes.Listed[i], positions)) count++;
        return count;
    }

    /// <summary>How many are open beside a new one in an instrument; null where that is open already, and an entry opens no other.</summary>
    internal static int? Beside(StakeBook stakes, PositionBooks positions, InstrumentId instrument)
    {
        var on = stakes.On(instrument);
        if (IsOpen(on, positions)) return null;
        foreach (var listed in on.Elsewhere)
            if (IsOpen(listed, positions)) return null;
        return Count(stakes, positions);
    }

    /// <summary>The same of one strategy's positions.</summary>
    internal static int? Beside(StakeBook stakes, PositionBooks positions, InstrumentId instrument, StrategyId strategy)
    {
        var on = stakes.On(instrument);
        if (IsOpen(stakes, positions, on, strategy)) return null;
        foreach (var listed in on.Elsewhere)
            if (IsOpen(stakes, positions, listed, strategy)) return null;
        var count = 0;
        for (var i = 0; i < stakes.Listed.Count; i++)
            if (IsFirst(stakes, positions, stakes.Listed[i], strategy)) count++;
        return count;
    }

    // Of a pair that is open at several venues one counts.
    private static bool IsFirst(InstrumentStake on, PositionBooks positions)
    {
        if (!IsOpen(on, positions)) return false;
        foreach (var listed in on.Elsewhere)
            if (listed.Instrument.Id.Index < on.Instrument.Id.Index && IsOpen(listed, positions)) return false;
        return true;
    }

    private static bool IsFirst(StakeBook stakes, PositionBooks positions, InstrumentStake on, StrategyId strategy)
    {
        if (!IsOpen(stakes, positions, on, strategy)) return false;
        foreach (var listed in on.Elsewhere)
            if (listed.Instrument.Id.Index < on.Instrument.Id.Index && IsOpen(stakes, positions, listed, strategy)) return false;
        return true;
    }

    private static bool IsOpen(InstrumentStake on, PositionBooks positions)
    {
        if (on.IsUnderWay) return true;
        for (var i = 0; i < on.Held.Count; i++)
            if (positions.ClosableBase(on.Held[i].Key) != 0m) return true;
        return false;
    }

    private static bool IsOpen(StakeBook stakes, PositionBooks positions, InstrumentStake on, StrategyId strategy)
    {
        var position = new PositionKey(strategy, on.Instrument.Symbol);
        return stakes.Of(position) is { } mine && (mine.IsUnderWay || (mine.NetBase != 0m && positions.ClosableBase(position) != 0m));
    }
}
