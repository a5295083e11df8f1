using System.Runtime.ExceptionServices;

namespace TradingDaemon.Venues.Recorded.Reading;

/// <summary>
/// A file's plain bytes in chunks. While the caller works on one chunk, the next is read and inflated on the thread pool; whoever
/// comes first claims that work, so a busy pool costs speed and never progress. The order of bytes does not depend on who did it.
/// </summary>
internal sealed class ChunkReader : IThreadPoolWorkItem, IDisposable
{
    /// <summary>Room kept free before each chunk, so that the start of a row cut by the chunk's end stays in front of its rest.</summary>
    public const int HeadroomBytes = 4 * 1024;

    // Large enough that handing over costs nothing per row, small enough that two chunks and the inflater's window stay in the cache.
    private const int ChunkBytes = 128 * 1024;

    private const int Idle = 0;
    private const int Wanted = 1;
    private const int Filling = 2;
    private const int Ready = 3;

    private readonly FileStream _file;
    private readonly GzipWithProof? _gzip;
    private readonly bool _readAhead;
    private readonly ManualResetEventSlim _ready = new();
    private byte[] _front = new byte[HeadroomBytes + ChunkBytes];
    private byte[] _back = new byte[HeadroomBytes + ChunkBytes];
    private int _state;
    private int _queued; // 1 while a work item of ours waits in the pool
    private int _filledBytes;
    private long _filledPosition;
    private ExceptionDispatchInfo? _failure;
    private bool _ended;

    /// <summary>Opens the file; compressed or not is told by its first bytes. Throws what <see cref="File.OpenRead"/> throws.</summary>
    public ChunkReader(string path, bool readAhead)
    {
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 * 1024, FileOptions.SequentialScan);
        LengthBytes = _file.Length;
        var isGzip = _file.ReadByte() == 0x1F && _file.ReadByte() == 0x8B;
        _file.Position = 0;
        _gzip = isGzip ? new GzipWithProof(_file.SafeFileHandle) : null;
        _readAhead = readAhead;
        Want();
    }

    /// <summary>Bytes of the file as stored.</summary>
    public long LengthBytes { get; }

    /// <summary>Stored bytes behind the chunks handed out so far.</summary>
    public long PositionBytes { get; private set; }

    /// <summary>Why the data stopped before its end, once the last chunk was handed out; else null.</summary>
    public string? Damage { get; private set; }

    /// <summary>
    /// Hands out the next chunk with <paramref name="carried"/> (at most <see cref="HeadroomBytes"/>) in front of it; false at the end, with the
    /// old chunk still in place. Throws <see cref="IOException"/> when the disk fails.
    /// </summary>
    public bool TryNext(ReadOnlySpan<byte> carried, out byte[] buffer, out int start, out int end)
    {
        (buffer, start, end) = (_front, 0, 0);
        if (_ended) return false;
        if (Interlocked.CompareExchange(ref _state, Filling, Wanted) == Wanted) Fill();
        else _ready.Wait();

        PositionBytes = _filledPosition;
        if (_filledBytes == 0)
        {
            _ended = true;
            if (_failure?.SourceException is InvalidDataException damaged) Damage = damaged.Message;
            else _failure?.Throw();
            return false;
        }

        start = HeadroomBytes - carried.Length;
        end = HeadroomBytes + _filledBytes;
        carried.CopyTo(_back.AsSpan(start));
        (_front, _back) = (_back, _front);
        buffer = _front;
        Want();
        return true;
    }

    void IThreadPoolWorkItem.Execute()
    {
        Interlocked.Exchange(ref _queued, 0); // before the claim: a wish uttered from here on queues again
        if (Interlocked.CompareExchange(ref _state, Filling, Wanted) == Wanted) Fill();
    }

    public void Dispose()
    {
        // A fill that has begun must end before its file may close; one that has not, never will.
        if (Interlocked.CompareExchange(ref _state, Idle, Wanted) == Filling) _ready.Wait();
        _gzip?.Dispose();
        _file.Dispose();
        _ready.Dispose();
    }

    private void Want()
    {
        _ready.Reset();
        Volatile.Write(ref _state, Wanted);
        if (_readAhead && Interlocked.Exchange(ref _queued, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void Fill()
    {
        _filledBytes = 0;
        try
        {
            while (_failure is null && _filledBytes < ChunkBytes)
            {
                var room = _back.AsSpan(HeadroomBytes + _filledBytes, ChunkBytes - _filledBytes);
                var count = _gzip?.Read(room) ?? _file.Read(room);
                if (count == 0) break;
                _filledBytes += count;
            }
        }
        catch (Exception failure)
        {
            // May be the pool's thread: kept, and thrown or reported on the caller's once everything before it was handed out.
            _failure = ExceptionDispatchInfo.Capture(failure);
        }

        _filledPosition = _gzip?.PositionBytes ?? _file.Position;
        Volatile.Write(ref _state, Ready);
        _ready.Set();
    }
}
