using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.PriceSeries;

/// <summary>Which prices of one venue are kept, and how often.</summary>
/// <param name="Venue">Its name.</param>
/// <param name="Interval">Prices stand for each full multiple of it since midnight UTC; above zero.</param>
/// <param name="Instruments">Of which; one at least.</param>
internal sealed record KeptSeries(string Venue, TimeSpan Interval, IReadOnlyList<Instrument> Instruments);
