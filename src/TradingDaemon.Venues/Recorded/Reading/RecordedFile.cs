using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Venues.Recorded.Reading;

/// <summary>
/// One recorded file as a stream of ticks in time order. Rows that cannot be read, or go back in time, are counted, reported and
/// skipped. Nothing is allocated per row.
/// </summary>
internal sealed class RecordedFile : IDisposable
{
    private readonly LineReader _lines;
    private readonly RecordedFaults _faults;
    private readonly RowParser _parser;
    private RawTick _current;
    private bool _damageReported;

    private RecordedFile(string path, LineReader lines, RecordedKind kind, TimeSpan? barInterval, RecordedSymbols symbols, RecordedFaults faults)
    {
        (Path, Kind, BarInterval, _lines, _faults) = (path, kind, barInterval, lines, faults);
        _parser = new RowParser(kind, barInterval ?? TimeSpan.Zero, symbols);
    }

    /// <summary>The file as it was named to the reader.</summary>
    public string Path { get; }

    /// <summary>Which layout it has.</summary>
    public RecordedKind Kind { get; }

    /// <summary>Length of its bars; null when it holds none.</summary>
    public TimeSpan? BarInterval { get; }

    /// <summary>Rows read so far, the malformed ones left out.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows skipped so far.</summary>
    public long RowsMalformed { get; private set; }

    /// <summary>Stored bytes read so far, at most <see cref="LengthBytes"/>.</summary>
    public long PositionBytes => _lines.PositionBytes;

    /// <summary>Bytes of the file as stored.</summary>
    public long LengthBytes => _lines.LengthBytes;

    /// <summary>The row gone to last; meaningless before the first and after the end.</summary>
    public ref readonly RawTick Current => ref _current;

    /// <summary>Stamp of the row gone to last (of a bar its start), UTC; also after the end.</summary>
    public DateTimeOffset LastSourceTime => new(KnownTicks - (BarInterval?.Ticks ?? 0), TimeSpan.Zero);

    /// <summary>When the current row became known, in UTC ticks; never less than before.</summary>
    public long KnownTicks { get; private set; }

    /// <summary>
    /// Opens a file and reads its header. Throws <see cref="FileNotFoundException"/> when there is none, <see cref="InvalidDataException"/> when it
    /// is empty, has an unknown header, or holds bars whose length cannot be told.
    /// </summary>
    public static RecordedFile Open(string path, RecordedSymbols symbols, RecordedFaults faults, bool readAhead)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"Market data file '{path}' does not exist or is a folder. Check the path; name .csv or .csv.gz files.", path);
        var lines = new LineReader(path, readAhead);
        try
        {
            var hasHeader = lines.TryRead(out var header);
            if (lines.Damage is { } damage && !hasHeader) throw new InvalidDataException($"Market data file '{path}' cannot be read at all: {damage}. Fetch it again.");
            if (!hasHeader) throw new InvalidDataException($"Market data file '{path}' is empty. Its first line must be one of: {RecordedHeader.KnownHeaders}");
            var kind = RecordedHeader.Recognise(header)
                ?? throw new InvalidDataException($"Market data file '{path}' has an unknown header. Its first line must be one of: {RecordedHeader.KnownHeaders}");
            return new RecordedFile(path, lines, kind, BarIntervalOf(path, kind, lines), symbols, faults);
        }
        catch
        {
            lines.Dispose();
            throw;
        }
    }

    /// <summary>Goes to the next readable row; false at the end. Throws <see cref="InvalidDataException"/> at a fault when strict.</summary>
    public bool TryAdvance()
    {
        while (_lines.TryRead(out var line))
        {
            if (line.IsEmpty && !_lines.LineTooLong) continue; // a blank line is no row
            RecordedFaultKind fault;
            if (_lines.LineTooLong) fault = RecordedFaultKind.LineTooLong;
            else if (_parser.TryParse(line, out _current, out fault))
            {
                KnownTicks = _current.ReceivedTime.UtcTicks;
                Rows++;
                return true;
            }

            RowsMalformed++;
            _faults.AddRow(Path, _lines.LineNumber, fault, line);
        }

        ReportDamage();
        return false;
    }

    public void Dispose() => _lines.Dispose();

    private void ReportDamage()
    {
        if (_lines.Damage is not { } damage || _damageReported) return;
        _damageReported = true;
        _faults.Add(new RecordedFault(
            Path, _lines.LineNumber, RecordedFaultKind.EndsEarly, $"compressed data ends early after row {_lines.LineNumber - 1} ({damage}); fetch the file again"));
    }

    private static TimeSpan? BarIntervalOf(string path, RecordedKind kind, LineReader lines)
    {
        if (kind is RecordedKind.Quotes or RecordedKind.Trades) return null;
        if (IntervalOfBars.FromName(path) is { } named) return named;
        if (IntervalOfBars.FromRows(lines.Ahead) is { } seen) return seen;
        // Closes are daily by their layout; a file without rows needs no length.
        return kind == RecordedKind.Closes || lines.Ahead.IsEmpty
            ? TimeSpan.FromDays(1)
            : throw new InvalidDataException($"Market data file '{path}': the length of its bars cannot be told from its rows. Put it into the file name, e.g. _1m_ or _1d_.");
    }
}
