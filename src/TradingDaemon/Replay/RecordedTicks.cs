using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Recorded;

namespace TradingDaemon.Replay;

/// <summary>Recorded files as a source of ticks.</summary>
/// <param name="market">The files, merged by time.</param>
/// <param name="rowsExpected">How many rows a survey counted, for the progress; zero when nobody knows.</param>
internal sealed class RecordedTicks(RecordedMarket market, long rowsExpected) : ITickSource
{
    /// <inheritdoc/>
    public long Rows => market.RowsRead;

    /// <inheritdoc/>
    public double FractionDone => rowsExpected > 0 ? Math.Min(1d, market.RowsRead / (double)rowsExpected) : 0d;

    /// <inheritdoc/>
    public DateTimeOffset CurrentTime => market.CurrentTime;

    /// <inheritdoc/>
    public bool TryRead(out RawTick tick) => market.TryRead(out tick);
}
