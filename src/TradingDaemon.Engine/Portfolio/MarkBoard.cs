using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Engine.Portfolio;

/// <summary>The newest good quote of each instrument, as inputs told it.</summary>
/// <param name="instrumentCount">Number of instruments in the catalogue.</param>
public sealed class MarkBoard(int instrumentCount)
{
    private static readonly TimeSpan OvertakenMax = TimeSpan.FromSeconds(1); // no quote overtakes another by more: the clock was set back, and the one known is of what is the future now
    private readonly Quote[] _quotes = new Quote[instrumentCount];
    private readonly bool[] _known = new bool[instrumentCount];

    /// <summary>Instruments with a quote; none is ever forgotten.</summary>
    public int KnownCount { get; private set; }

    /// <summary>Takes a quote unless a newer one is known.</summary>
    public void Set(in Quote quote)
    {
        var at = quote.Instrument.Index;
        var behind = _known[at] ? _quotes[at].ReceivedTime - quote.ReceivedTime : TimeSpan.Zero;
        if (behind > TimeSpan.Zero && behind < OvertakenMax) return;
        _quotes[at] = quote;
        if (_known[at]) return;
        _known[at] = true;
        KnownCount++;
    }

    /// <summary>The newest quote, or null before the first.</summary>
    public Quote? Find(InstrumentId instrument) => _known[instrument.Index] ? _quotes[instrument.Index] : null;

    /// <summary>What one unit would fetch now: the bid for a long holding, the ask for a short one; null before the first quote.</summary>
    public decimal? ExitPrice(InstrumentId instrument, decimal netBase) =>
        !_known[instrument.Index] ? null
        : netBase >= 0m ? _quotes[instrument.Index].Bid.QuotePerBase
        : _quotes[instrument.Index].Ask.QuotePerBase;
}
