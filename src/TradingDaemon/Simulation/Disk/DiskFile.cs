namespace TradingDaemon.Simulation.Disk;

/// <summary>
/// A file's bytes twice: as programs see them, and as they were at the last sync. Both, and every copy of the file, share
/// their chunks until one is written, so that a copy costs next to nothing.
/// </summary>
internal sealed class DiskFile
{
    private const int ChunkBytes = 4096;

    private readonly List<byte[]> _seen = [];
    private readonly List<byte[]> _kept = [];
    private readonly SortedSet<int> _changed = []; // chunks of _seen written since the last sync
    private readonly HashSet<int> _owned = [];     // of those, the ones nobody shares
    private long _seenLength;
    private long _keptLength;

    /// <summary>Locks and shared memory of the processes that have it open.</summary>
    public FileSharing Sharing { get; private set; } = new();

    /// <summary>Bytes, as programs see it.</summary>
    public long Length => _seenLength;

    /// <summary>Whether a power cut may change it.</summary>
    public bool IsSynced => _changed.Count == 0 && _seenLength == _keptLength;

    /// <summary>Copies what is there into <paramref name="target"/>.</summary>
    /// <returns>Bytes copied: fewer than asked for at the end of the file.</returns>
    public int Read(long offset, Span<byte> target)
    {
        var count = (int)Math.Clamp(_seenLength - offset, 0, target.Length);
        for (var done = 0; done < count;)
        {
            var (chunk, at) = Place(offset + done);
            var part = Math.Min(count - done, ChunkBytes - at);
            _seen[chunk].AsSpan(at, part).CopyTo(target[done..]);
            done += part;
        }

        return count;
    }

    /// <summary>Writes, lengthening the file with zeros where it must.</summary>
    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        _seenLength = Math.Max(_seenLength, offset + bytes.Length);
        while (_seen.Count * (long)ChunkBytes < _seenLength) Own(_seen.Count);
        for (var done = 0; done < bytes.Length;)
        {
            var (chunk, at) = Place(offset + done);
            var part = Math.Min(bytes.Length - done, ChunkBytes - at);
            bytes.Slice(done, part).CopyTo(Own(chunk).AsSpan(at));
            done += part;
        }
    }

    /// <summary>Cuts the file, or lengthens it with zeros.</summary>
    public void Truncate(long length)
    {
        if (length > _seenLength)
        {
            Write(length, []);
            return;
        }

        var (chunk, at) = Place(length);
        var chunks = at == 0 ? chunk : chunk + 1;
        _seen.RemoveRange(chunks, _seen.Count - chunks);
        _changed.RemoveWhere(changed => changed >= chunks);
        _owned.RemoveWhere(owned => owned >= chunks);
        if (at > 0) Own(chunk).AsSpan(at).Clear();
        _seenLength = length;
    }

    /// <summary>Makes what programs see durable.</summary>
    public void Sync()
    {
        if (_kept.Count > _seen.Count) _kept.RemoveRange(_seen.Count, _kept.Count - _seen.Count);
        foreach (var chunk in _changed)
        {
            if (chunk < _kept.Count) _kept[chunk] = _seen[chunk];
            else _kept.Add(_seen[chunk]);
        }

        _changed.Clear();
        _owned.Clear();
        _keptLength = _seenLength;
    }

    /// <summary>What a power cut leaves of it: what was synced, and of the rest what <paramref name="survival"/> spares, 512-byte sector by sector.</summary>
    public void LosePower(SectorSurvival survival)
    {
        var length = survival.Length(_keptLength, _seenLength);
        foreach (var chunk in _changed.ToArray())
        {
            var before = chunk < _kept.Count ? _kept[chunk] : new byte[ChunkBytes];
            for (var at = 0; at < ChunkBytes; at += SectorSurvival.SectorBytes)
            {
                var sector = Own(chunk).AsSpan(at, SectorSurvival.SectorBytes);
                var old = before.AsSpan(at, SectorSurvival.SectorBytes);
                if (sector.SequenceEqual(old)) continue;
                var spared = survival.BytesSpared();
                old[spared..].CopyTo(sector[spared..]);
                if (spared > 0) length = Math.Max(length, Math.Min(_seenLength, (chunk * (long)ChunkBytes) + at + spared));
            }
        }

        while (_seen.Count < _kept.Count) _seen.Add(_kept[_seen.Count]); // what was cut off and not synced may be back
        _seenLength = Math.Min(length, _seen.Count * (long)ChunkBytes);
        Truncate(_seenLength);
        Sync();
    }

    /// <summary>Changes bytes where they are stored: decay, not a write.</summary>
    public void Decay(long offset, ReadOnlySpan<byte> bytes)
    {
        var isSynced = IsSynced;
        Write(offset, bytes);
        if (isSynced) Sync();
    }

    /// <summary>The processes are dead: their locks and their shared memory with them.</summary>
    public void Forget() => Sharing = new FileSharing();

    /// <summary>The same bytes, synced or not as they are here.</summary>
    public DiskFile Copy()
    {
        var copy = new DiskFile { _seenLength = _seenLength, _keptLength = _keptLength };
        copy._seen.AddRange(_seen);
        copy._kept.AddRange(_kept);
        copy._changed.UnionWith(_changed);
        _owned.Clear();
        return copy;
    }

    private static (int Chunk, int At) Place(long offset) => ((int)(offset / ChunkBytes), (int)(offset % ChunkBytes));

    // The chunk as one that may be written.
    private byte[] Own(int chunk)
    {
        if (chunk == _seen.Count)
        {
            _seen.Add(new byte[ChunkBytes]);
            _owned.Add(chunk);
        }
        else if (_owned.Add(chunk))
        {
            _seen[chunk] = [.. _seen[chunk]];
        }

        _changed.Add(chunk);
        return _seen[chunk];
    }
}
