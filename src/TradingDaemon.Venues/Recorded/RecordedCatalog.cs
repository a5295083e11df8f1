using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Venues.Recorded.Reading;

namespace TradingDaemon.Venues.Recorded;

/// <summary>
/// Makes instruments for the symbols of recorded files, because a catalogue is complete before the run or not at all. Increments are
/// those the data itself shows:
/// <list type="bullet">
/// <item>Tick: ten to the minus the most decimals seen, in quotes where the symbol has any (displayed prices lie on the venue's grid; prints
/// and averages need not), else in trades and bars; no finer than 4 decimals for equities and options, 6 for forex, 8 for crypto (adjusted
/// closes carry float noise), and no coarser than 0.01 for equities and options, 0.00001 for forex (0.001 in yen).</item>
/// <item>Lot: 1 for equities and options, 1 unit for forex; crypto: from the decimals of the sizes in quotes and trades, at most 8, or
/// 0.00001 when they show none (volumes of bars are sums with float noise and tell nothing).</item>
/// <item>Perpetual futures are treated as linear and sized in the base coin; inverse contracts, whose recorded sizes are contracts,
/// are thereby misstated in value.</item>
/// <item>Options have a multiplier of 100. Everything trades on <c>simulated</c>; spot crypto cannot be sold short, the rest but options can.</item>
/// </list>
/// </summary>
public static class RecordedCatalog
{
    private const string Venue = "simulated";
    private const decimal CryptoLotDefault = 0.00001m;
    private const decimal OptionMultiplier = 100m;

    /// <summary>
    /// All of <paramref name="configured"/> unchanged, then one instrument for each surveyed symbol none of them stands for by its symbol, its
    /// venue symbol or the canonical reading of the file's spelling; new ones in ordinal order of their names, so that ids do not depend on
    /// the order of the files. Throws <see cref="InvalidDataException"/> when nothing says what kind of thing a symbol is.
    /// </summary>
    public static InstrumentCatalog Extend(InstrumentCatalog configured, RecordedSurvey survey)
    {
        var known = new RecordedSpellings(configured);
        var found = new SortedDictionary<string, Found>(StringComparer.Ordinal);
        foreach (var file in survey.Files)
            foreach (var symbol in file.Symbols)
            {
                if (known.Find(symbol.Spelling, file.Path) is not null) continue;
                var reading = SymbolReading.Read(symbol.Spelling, file.Path) ?? throw new InvalidDataException(
                    $"Market data file '{file.Path}': cannot tell what '{symbol.Spelling}' is. Configure the instrument, or begin the file name with crypto_, equity_ or forex_.");
                if (!found.TryGetValue(reading.Canonical, out var seen)) found.Add(reading.Canonical, seen = new Found(reading, symbol.Spelling));
                seen.See(symbol, file.Kind);
            }

        var instruments = new List<Instrument>(configured.All);
        foreach (var seen in found.Values) instruments.Add(seen.ToInstrument(new InstrumentId(instruments.Count)));
        return new InstrumentCatalog(instruments);
    }

    private static decimal Step(int decimals) => new(1, 0, 0, false, (byte)decimals);

    private sealed class Found(SymbolReading reading, string spelling)
    {
        private int? _quoteDecimals;
        private int _printDecimals;
        private int? _sizeDecimals;

        public void See(RecordedSymbolSurvey symbol, RecordedKind kind)
        {
            if (kind == RecordedKind.Quotes) _quoteDecimals = Math.Max(_quoteDecimals ?? 0, symbol.PriceDecimals);
            else _printDecimals = Math.Max(_printDecimals, symbol.PriceDecimals);
            if (kind is RecordedKind.Quotes or RecordedKind.Trades && symbol.SizeDecimals is { } decimals) _sizeDecimals = Math.Max(_sizeDecimals ?? 0, decimals);
        }

        public Instrument ToInstrument(InstrumentId id) => new()
        {
            Id = id,
            Symbol = new Symbol(reading.Canonical),
            AssetClass = reading.AssetClass,
            Base = new Currency(reading.Base),
            Quote = new Currency(reading.Quote),
            TickSize = TickSize(),
            LotSize = LotSize(),
            Multiplier = reading.AssetClass == AssetClass.Option ? OptionMultiplier : 1m,
            Venue = Venue,
            VenueSymbol = spelling,
            Hours = TradingHours.Always, // what was recorded was traded
            Shortable = reading.AssetClass is AssetClass.Equity or AssetClass.Forex || SymbolReading.IsPerpetual(spelling),
            Option = reading.Option,
        };

        private decimal TickSize()
        {
            var (coarsest, finest) = reading.AssetClass switch
            {
                AssetClass.Forex => (reading.Quote == "JPY" ? 3 : 5, 6),
                AssetClass.Crypto => (0, 8),
                _ => (2, 4),
            };
            return Step(Math.Clamp(_quoteDecimals ?? _printDecimals, coarsest, finest));
        }

        private decimal LotSize() =>
            reading.AssetClass != AssetClass.Crypto ? 1m
            : _sizeDecimals is > 0 and var decimals ? Step(Math.Min(decimals, 8)) : CryptoLotDefault;
    }
}
