namespace TradingDaemon.Venues.Recorded.Reading;

/// <summary>
/// Collects what was wrong with recorded data: every fault is counted, the first few are kept in words. Used by one
/// reader at a time.
/// </summary>
/// <param name="strict">True when the first fault must stop the reading.</param>
/// <param name="onFault">Told of each fault that is kept, at once; null when nobody listens.</param>
public sealed class RecordedFaults(bool strict = false, Action<RecordedFault>? onFault = null)
{
    /// <summary>Faults kept in words; a broken file repeats itself, and twenty lines are what a person reads.</summary>
    public const int KeptMax = 20;

    private const int ExcerptBytesMax = 80; // a whole row of any layout; longer ones are cut

    private readonly List<RecordedFault> _first = new(KeptMax);
    private readonly long[] _countByKind = new long[(int)RecordedFaultKind.EndsEarly + 1];

    /// <summary>True when the first fault throws <see cref="InvalidDataException"/>.</summary>
    public bool Strict => strict;

    /// <summary>The first faults in the order they were met: at most <see cref="KeptMax"/>, and each file's early end beyond them.</summary>
    public IReadOnlyList<RecordedFault> First => _first;

    /// <summary>All faults.</summary>
    public long Count => _countByKind.Sum();

    /// <summary>The first file that ends before its end, or null: what followed in it is unknown.</summary>
    public RecordedFault? EndsEarly => _first.Find(static fault => fault.Kind == RecordedFaultKind.EndsEarly);

    /// <summary>Faults of one kind.</summary>
    public long CountOf(RecordedFaultKind kind) => _countByKind[(int)kind];

    /// <summary>Counts a bad row, and keeps it in words while there is room. Throws <see cref="InvalidDataException"/> when strict.</summary>
    internal void AddRow(string file, long line, RecordedFaultKind kind, ReadOnlySpan<byte> row)
    {
        if (strict || _first.Count < KeptMax) Add(new RecordedFault(file, line, kind, $"{Words(kind)}: '{Excerpt(row)}'"));
        else _countByKind[(int)kind]++;
    }

    /// <summary>Counts a fault of a whole file. Throws <see cref="InvalidDataException"/> when strict.</summary>
    internal void Add(RecordedFault fault)
    {
        _countByKind[(int)fault.Kind]++;
        if (_first.Count < KeptMax || fault.Kind == RecordedFaultKind.EndsEarly) // once a file, so bounded by the files
        {
            _first.Add(fault);
            onFault?.Invoke(fault);
        }

        if (strict) throw new InvalidDataException(fault.ToString());
    }

    private static string Words(RecordedFaultKind kind) => kind switch
    {
        RecordedFaultKind.FieldCount => "the row has fewer or more fields than the header",
        RecordedFaultKind.Stamp => "the stamp is not ISO-8601 UTC such as 2024-01-31T23:59:59.123Z",
        RecordedFaultKind.OutOfOrder => "the stamp lies before the previous row's; sort the file by ts_utc",
        RecordedFaultKind.UnknownSymbol => "the symbol is not in the catalogue",
        RecordedFaultKind.Number => "a number is missing or cannot be read",
        RecordedFaultKind.NegativeSize => "a size is below zero",
        RecordedFaultKind.Side => "the side is neither buy, sell nor empty",
        _ => "the line is too long to be a row",
    };

    private static string Excerpt(ReadOnlySpan<byte> row) =>
        string.Create(Math.Min(row.Length, ExcerptBytesMax), row, static (text, bytes) =>
        {
            // A damaged file may hold anything: nothing but printable ASCII may reach a terminal or a log.
            for (var i = 0; i < text.Length; i++) text[i] = bytes[i] is >= 0x20 and < 0x7F ? (char)bytes[i] : '?';
        });
}
