using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Venues.Recorded.Reading;

/// <summary>One spelling found in a file: its instrument, and the last sides of its quote where the layout leaves unchanged ones empty.</summary>
/// <param name="instrument">Its place in the catalogue.</param>
/// <param name="carriesSides">True for options: an empty side there means no change of that side.</param>
internal sealed class RecordedSymbol(InstrumentId instrument, bool carriesSides)
{
    /// <summary>Its place in the catalogue.</summary>
    public InstrumentId Instrument { get; } = instrument;

    /// <summary>True for options: an empty side means no change of that side.</summary>
    public bool CarriesSides { get; } = carriesSides;

    /// <summary>Last bid price, 0 while there was none.</summary>
    public decimal Bid { get; set; }

    /// <summary>Its size.</summary>
    public decimal BidSize { get; set; } = RawTick.UnknownSize;

    /// <summary>Last ask price, 0 while there was none.</summary>
    public decimal Ask { get; set; }

    /// <summary>Its size.</summary>
    public decimal AskSize { get; set; } = RawTick.UnknownSize;
}
