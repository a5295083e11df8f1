using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Tests.Domain.Instruments;

/// <summary>Instruments for tests.</summary>
internal static class Instruments
{
    public static Instrument Of(int index, string symbol, decimal tickSize = 0.01m, decimal lotSize = 0.001m, decimal multiplier = 1m) => new()
    {
        Id = new InstrumentId(index), Symbol = new Symbol(symbol), AssetClass = AssetClass.Crypto, Base = new Currency("BTC"), Quote = Currency.Usd,
        TickSize = tickSize, LotSize = lotSize, Multiplier = multiplier, Venue = "simulated", VenueSymbol = symbol.Replace("/", "", StringComparison.Ordinal),
    };
}
