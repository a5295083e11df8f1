using System.Globalization;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Cli.Venues;

/// <summary>What a venue remembers of an instrument, as a file that can be replayed.</summary>
/// <param name="target">Who is asked.</param>
/// <param name="output">The file.</param>
/// <param name="error">How far it is, every few seconds, and how many at the end.</param>
/// <param name="clock">Real time.</param>
internal sealed class CandleFile(VenueTarget target, TextWriter output, TextWriter error, TimeProvider clock)
{
    private const string Header = "ts_utc,symbol,open,high,low,close,volume";
    private const string StampFormat = "yyyy-MM-ddTHH:mm:ssZ";
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);

    /// <summary>Of what: as configured; else what its spelling says, for nothing is ordered. Null when it says nothing.</summary>
    public Instrument? InstrumentOf(string text)
    {
        if (target.Instruments.Concat(target.Watched).FirstOrDefault(known => known.Symbol.Text == text) is { } configured) return configured;
        if (SymbolSyntax.Classify(text) is not { } assetClass) return null;
        var name = new Symbol(text).AtVenue.Text;
        var parts = name.Split('/');
        return new Instrument
        {
            Id = new InstrumentId(0), Symbol = new Symbol(text), AssetClass = assetClass, Base = new Currency(parts[0]), Quote = parts.Length > 1 ? new Currency(parts[1]) : Currency.Usd,
            TickSize = 0.00000001m, LotSize = 0.00000001m, Venue = target.Name, Option = OptionContract.TryParse(name),
        };
    }

    /// <summary>Writes all of them, oldest first. Throws as <see cref="IVenueMarket.CandlesAsync"/> does.</summary>
    /// <returns>How many; of none nothing is written.</returns>
    public async Task<long> WriteAsync(IVenueMarket market, Instrument instrument, TimeSpan interval, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping)
    {
        var (count, toldAt) = (0L, clock.GetTimestamp());
        await foreach (var candle in market.CandlesAsync(instrument, interval, from, until, stopping))
        {
            if (count++ == 0) await output.WriteLineAsync(Header);
            var stamp = candle.SourceTime.UtcDateTime.ToString(StampFormat, CultureInfo.InvariantCulture);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{stamp},{instrument.Symbol.Text},{candle.A},{candle.B},{candle.C},{candle.D},{(candle.E < 0m ? "" : candle.E)}"));
            if (clock.GetElapsedTime(toldAt) < TellEvery) continue;
            toldAt = clock.GetTimestamp();
            await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"candles: {count:N0}, {(candle.SourceTime - from) / (until - from):P0}, {stamp}"));
        }

        if (count > 0) await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"candles: {count:N0} of {instrument.Symbol.Text}"));
        return count;
    }
}
