using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Recorded.Reading;

namespace TradingDaemon.Venues.Recorded;

/// <summary>
/// Several recorded files as one stream in the order things became known. Rows of the same 100 ns keep the order in which the files were
/// given, and inside a file the order of the file. One row a file is held in memory, whatever the files' size.
/// </summary>
public sealed class RecordedMarket : IDisposable
{
    private readonly RecordedFile[] _files;
    private readonly int[] _heap; // indices of files with a current row, the earliest first
    private int _heapCount;
    private bool _primed;
    private bool _topTaken;
    private long _currentTicks;

    private RecordedMarket(RecordedFile[] files, RecordedFaults faults)
    {
        (_files, Faults) = (files, faults);
        _heap = new int[files.Length];
        BytesTotal = files.Sum(static f => f.LengthBytes);
    }

    /// <summary>Rows delivered so far.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Rows skipped so far because they could not be read.</summary>
    public long RowsMalformed => _files.Sum(static f => f.RowsMalformed);

    /// <summary>When the last delivered row became known; the beginning of time before the first.</summary>
    public DateTimeOffset CurrentTime => new(_currentTicks, TimeSpan.Zero);

    /// <summary>Stored bytes read so far.</summary>
    public long BytesConsumed => _files.Sum(static f => f.PositionBytes);

    /// <summary>Stored bytes of all files.</summary>
    public long BytesTotal { get; }

    /// <summary>What was wrong with the data so far.</summary>
    public RecordedFaults Faults { get; }

    /// <summary>
    /// Opens the files. A row whose symbol no instrument of <paramref name="catalog"/> has is a fault, so extend the catalogue first
    /// (<see cref="RecordedCatalog"/>). Throws <see cref="FileNotFoundException"/> and <see cref="InvalidDataException"/> in words for the user.
    /// </summary>
    public static RecordedMarket Open(IReadOnlyList<string> paths, InstrumentCatalog catalog, RecordedFaults faults)
    {
        if (paths.Count == 0) throw new ArgumentException("Name at least one market data file.", nameof(paths));
        var spellings = new RecordedSpellings(catalog);
        var files = new List<RecordedFile>(paths.Count);
        try
        {
            foreach (var path in paths)
            {
                var symbols = new RecordedSymbols(text => spellings.Find(text, path) is { } i ? new RecordedSymbol(i.Id, i.AssetClass == AssetClass.Option) : null);
                files.Add(RecordedFile.Open(path, symbols, faults, readAhead: true));
            }

            return new RecordedMarket([.. files], faults);
        }
        catch
        {
            foreach (var file in files) file.Dispose();
            throw;
        }
    }

    /// <summary>The next row in time; false at the end. Throws <see cref="InvalidDataException"/> at a fault when strict, <see cref="IOException"/> when the disk fails.</summary>
    public bool TryRead(out RawTick tick)
    {
        if (!_primed) Prime();
        // The file is moved on only now, so that a fault behind a row stops the reading after that row, not before it.
        if (_topTaken) MoveTopOn();
        if (_heapCount == 0)
        {
            tick = default;
            return false;
        }

        var file = _files[_heap[0]];
        tick = file.Current;
        _currentTicks = file.KnownTicks;
        _topTaken = true;
        RowsRead++;
        return true;
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }

    private void Prime()
    {
        _primed = true;
        for (var index = 0; index < _files.Length; index++)
            if (_files[index].TryAdvance()) _heap[_heapCount++] = index;
        for (var parent = _heapCount / 2 - 1; parent >= 0; parent--) SiftDown(parent);
    }

    private void MoveTopOn()
    {
        _topTaken = false;
        if (!_files[_heap[0]].TryAdvance()) _heap[0] = _heap[--_heapCount];
        SiftDown(0);
    }

    private void SiftDown(int parent)
    {
        while (2 * parent + 1 is var child && child < _heapCount)
        {
            if (child + 1 < _heapCount && IsBefore(_heap[child + 1], _heap[child])) child++;
            if (!IsBefore(_heap[child], _heap[parent])) return;
            (_heap[parent], _heap[child]) = (_heap[child], _heap[parent]);
            parent = child;
        }
    }

    private bool IsBefore(int left, int right)
    {
        var (leftTicks, rightTicks) = (_files[left].KnownTicks, _files[right].KnownTicks);
        return leftTicks < rightTicks || (leftTicks == rightTicks && left < right);
    }
}
