using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.Stakes;

/// <summary>How many positions are open: instruments of which more is held than dust, whoever holds it, or that are being entered.</summary>
public static class OpenPositions
{
    /// <summary>All of the account.</summary>
    public static int Count(StakeBook stakes, PositionBooks positions)
    {
        var count = 0;
        for (var i = 0; i < stakes.Listed.Count; i++)
            if (IsOpen(stakes.Listed[i], positions)) count++;
        return count;
    }

    /// <summary>How many are open beside a new one in an instrument; null where that is open already, and an entry opens no other.</summary>
    internal static int? Beside(StakeBook stakes, PositionBooks positions, InstrumentId instrument) =>
        IsOpen(stakes.On(instrument), positions) ? null : Count(stakes, positions);

    /// <summary>The same of one strategy's positions.</summary>
    internal static int? Beside(StakeBook stakes, PositionBooks positions, PositionKey position)
    {
        if (IsOpen(stakes, positions, position)) return null;
        var count = 0;
        for (var i = 0; i < stakes.Listed.Count; i++)
            if (IsOpen(stakes, positions, position with { Symbol = stakes.Listed[i].Instrument.Symbol })) count++;
        return count;
    }

    private static bool IsOpen(InstrumentStake on, PositionBooks positions)
    {
        if (on.IsUnderWay) return true;
        for (var i = 0; i < on.Held.Count; i++)
            if (positions.ClosableBase(on.Held[i].Key) != 0m) return true;
        return false;
    }

    private static bool IsOpen(StakeBook stakes, PositionBooks positions, PositionKey position) =>
        stakes.Of(position) is { } mine && (mine.IsUnderWay || (mine.NetBase != 0m && positions.ClosableBase(position) != 0m));
}
