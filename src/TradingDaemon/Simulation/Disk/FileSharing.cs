using System.Runtime.InteropServices;

namespace TradingDaemon.Simulation.Disk;

/// <summary>
/// What the processes that have one file open share: its locks and, for a write-ahead log's index, its memory. Dead
/// processes keep theirs; whoever opens the file after them gets new ones.
/// </summary>
internal sealed class FileSharing
{
    private const int IndexLocks = 8; // as many as SQLite uses

    private readonly List<byte[]> _regions = []; // pinned: SQLite keeps their addresses
    private readonly OpenFile?[] _indexWriters = new OpenFile?[IndexLocks];
    private readonly List<OpenFile>[] _indexReaders = [.. Enumerable.Range(0, IndexLocks).Select(static _ => new List<OpenFile>())];
    private readonly HashSet<OpenFile> _mapped = [];
    private readonly HashSet<OpenFile> _readers = [];
    private OpenFile? _reserved;
    private OpenFile? _exclusive;

    /// <summary>Whether somebody means to write.</summary>
    public bool IsReserved => _reserved is not null || _exclusive is not null;

    /// <summary>Takes a lock of the file itself, or says that somebody has it.</summary>
    public bool TryLock(OpenFile file, SqliteLock level)
    {
        if (_exclusive is not null && _exclusive != file) return false;
        if (level >= SqliteLock.Reserved && _reserved is not null && _reserved != file) return false;
        if (level == SqliteLock.Shared) _readers.Add(file);
        if (level >= SqliteLock.Reserved) _reserved = file;
        if (level < SqliteLock.Exclusive) return true;
        _exclusive = file; // pending until the readers have left: no new ones
        return !_readers.Any(reader => reader != file);
    }

    /// <summary>Goes down to a lower lock.</summary>
    public void Unlock(OpenFile file, SqliteLock level)
    {
        if (_exclusive == file) _exclusive = null;
        if (_reserved == file) _reserved = null;
        if (level == SqliteLock.None) _readers.Remove(file);
    }

    /// <summary>The address of one region of the shared memory; zero when it is not there and not to be made.</summary>
    public nint Map(OpenFile file, int region, int bytes, bool isExtending)
    {
        _mapped.Add(file);
        if (region >= _regions.Count && !isExtending) return 0;
        while (_regions.Count <= region) _regions.Add(GC.AllocateArray<byte>(bytes, pinned: true));
        return Marshal.UnsafeAddrOfPinnedArrayElement(_regions[region], 0);
    }

    /// <summary>Lets go of the shared memory; the last one to do so clears it.</summary>
    public void Unmap(OpenFile file)
    {
        for (var i = 0; i < IndexLocks; i++)
        {
            _indexReaders[i].RemoveAll(reader => reader == file);
            if (_indexWriters[i] == file) _indexWriters[i] = null;
        }

        if (_mapped.Remove(file) && _mapped.Count == 0) _regions.Clear();
    }

    /// <summary>Takes locks of the shared memory, or says that somebody has one of them.</summary>
    public bool TryLockIndex(OpenFile file, int first, int count, bool isExclusive)
    {
        for (var i = first; i < first + count; i++)
            if ((_indexWriters[i] is { } writer && writer != file) || (isExclusive && _indexReaders[i].Exists(reader => reader != file))) return false;
        for (var i = first; i < first + count; i++)
        {
            if (isExclusive) _indexWriters[i] = file;
            else if (!_indexReaders[i].Contains(file)) _indexReaders[i].Add(file);
        }

        return true;
    }

    /// <summary>Lets go of locks of the shared memory.</summary>
    public void UnlockIndex(OpenFile file, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            if (_indexWriters[i] == file) _indexWriters[i] = null;
            _indexReaders[i].RemoveAll(reader => reader == file);
        }
    }
}
