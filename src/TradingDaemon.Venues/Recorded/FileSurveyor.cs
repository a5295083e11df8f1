using System.Runtime.InteropServices;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Recorded.Reading;

namespace TradingDaemon.Venues.Recorded;

/// <summary>Reads one file as the run will, with a catalogue that learns every symbol it meets.</summary>
internal sealed class FileSurveyor
{
    private const int RowsBetweenReports = 1 << 16; // a report every few milliseconds

    private readonly List<Seen> _seen = [];

    private FileSurveyor() { }

    /// <summary>Surveys the file; <paramref name="onBytes"/> hears of the stored bytes read so far.</summary>
    public static RecordedFileSurvey Survey(string path, Action<long> onBytes, CancellationToken stopping) =>
        new FileSurveyor().Read(path, onBytes, stopping);

    private RecordedFileSurvey Read(string path, Action<long> onBytes, CancellationToken stopping)
    {
        var faults = new RecordedFaults();
        DateTimeOffset? first = null;
        DateTimeOffset? last = null;
        // The files themselves are read side by side, so reading ahead inside one would gain nothing.
        using var file = RecordedFile.Open(path, new RecordedSymbols(Learn), faults, readAhead: false);
        while (file.TryAdvance())
        {
            Note(in file.Current);
            if (file.Rows == 1) first = file.Current.SourceTime;
            if (file.Rows % RowsBetweenReports != 0) continue;
            stopping.ThrowIfCancellationRequested();
            onBytes(file.PositionBytes);
        }

        if (file.Rows > 0) last = file.LastSourceTime;
        onBytes(file.LengthBytes);
        return new RecordedFileSurvey(
            path, file.Kind, file.Rows, file.RowsMalformed, faults.CountOf(RecordedFaultKind.EndsEarly) > 0,
            [.. _seen.Where(static s => s.Rows > 0).Select(static s => new RecordedSymbolSurvey(s.Spelling, s.Rows, s.PriceDecimals, s.SizeDecimals < 0 ? null : s.SizeDecimals))],
            first, last, file.BarInterval);
    }

    private RecordedSymbol Learn(string spelling)
    {
        _seen.Add(new Seen(spelling));
        return new RecordedSymbol(new InstrumentId(_seen.Count - 1), carriesSides: false);
    }

    private void Note(ref readonly RawTick tick)
    {
        ref var seen = ref CollectionsMarshal.AsSpan(_seen)[tick.Instrument.Index];
        seen.Rows++;
        seen.SeePrice(tick.A);
        switch (tick.Kind)
        {
            case MarketEventKind.Quote:
                seen.SeePrice(tick.C);
                seen.SeeSize(tick.B);
                seen.SeeSize(tick.D);
                break;
            case MarketEventKind.Trade:
                seen.SeeSize(tick.B);
                break;
            default:
                seen.SeePrice(tick.B);
                seen.SeePrice(tick.C);
                seen.SeePrice(tick.D);
                seen.SeeSize(tick.E);
                break;
        }
    }

    private struct Seen(string spelling)
    {
        public string Spelling { get; } = spelling;
        public long Rows { get; set; }
        public int PriceDecimals { get; private set; }
        public int SizeDecimals { get; private set; } = -1; // none recorded yet

        public void SeePrice(decimal price)
        {
            if (price.Scale > PriceDecimals) PriceDecimals = DecimalsOf(price, PriceDecimals);
        }

        public void SeeSize(decimal size)
        {
            if (size < 0m) return; // not recorded
            if (SizeDecimals < 0) SizeDecimals = 0;
            if (size.Scale > SizeDecimals) SizeDecimals = DecimalsOf(size, SizeDecimals);
        }

        // Digits after the point without trailing zeros, as far as they exceed what is known already.
        private static int DecimalsOf(decimal value, int known)
        {
            Span<int> bits = stackalloc int[4];
            decimal.GetBits(value, bits);
            var mantissa = new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
            var decimals = (int)value.Scale;
            for (; decimals > known && mantissa % 10 == 0; decimals--) mantissa /= 10;
            return decimals;
        }
    }
}
