using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Engine.Portfolio;

/// <summary>What was traded of each instrument on its market since the process began, as its feed tells. Whoever wants to know of a time remembers what it was before.</summary>
/// <param name="instrumentCount">Number of instruments in the catalogue.</param>
public sealed class VolumeBoard(int instrumentCount)
{
    private readonly decimal?[] _totals = new decimal?[instrumentCount];

    /// <summary>So much more was traded.</summary>
    public void Add(InstrumentId instrument, decimal sizeBase) => _totals[instrument.Index] = (_totals[instrument.Index] ?? 0m) + sizeBase;

    /// <summary>All that was, base; null where no trade was ever told.</summary>
    public decimal? TotalBase(InstrumentId instrument) => _totals[instrument.Index];
}
