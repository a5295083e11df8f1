using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Engine.Portfolio;

/// <summary>The newest good quote of each instrument, as inputs told it.</summary>
/// <param name="instrumentCount">Number of instruments in the catalogue.</param>
public sealed class MarkBoard(int instrumentCount)
{
    private readonly Quote[] _quotes = new Quote[instrumentCount];
    private readonly bool[] _known = new bool[instrumentCount];

    /// <summary>Takes a quote unless a newer one is known.</summary>
    public void Set(in Quote quote)
    {
        var at = quote.Instrument.Index;
        if (_known[at] && quote.ReceivedTime < _quotes[at].ReceivedTime) return;
        _quotes[at] = quote;
        _known[at] = true;
    }

    /// <summary>The newest quote, or null before the first.</summary>
    public Quote? Find(InstrumentId instrument) => _known[instrument.Index] ? _quotes[instrument.Index] : null;

    /// <summary>What one unit would fetch now: the bid for a long holding, the ask for a short one; null before the first quote.</summary>
    public decimal? ExitPrice(InstrumentId instrument, decimal netBase) =>
        !_known[instrument.Index] ? null
        : netBase >= 0m ? _quotes[instrument.Index].Bid.QuotePerBase
        : _quotes[instrument.Index].Ask.QuotePerBase;
}
