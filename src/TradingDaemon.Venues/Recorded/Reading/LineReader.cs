namespace TradingDaemon.Venues.Recorded.Reading;

/// <summary>A file's lines as bytes, without copying: a line is a view into the current chunk and lives until the next one is read.</summary>
internal sealed class LineReader(string path, bool readAhead) : IDisposable
{
    private readonly ChunkReader _chunks = new(path, readAhead);
    private byte[] _buffer = [];
    private int _at;
    private int _end;

    /// <summary>Lines read so far: the number of the line last handed out, the first being 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>True when the line last handed out was too long to keep; its text is then its end only.</summary>
    public bool LineTooLong { get; private set; }

    /// <summary>Stored bytes behind the current chunk.</summary>
    public long PositionBytes => _chunks.PositionBytes;

    /// <summary>Bytes of the file as stored.</summary>
    public long LengthBytes => _chunks.LengthBytes;

    /// <summary>Why the data stopped before its end; null when it did not.</summary>
    public string? Damage => _chunks.Damage;

    /// <summary>What is left of the current chunk: a look ahead at the coming lines, the last of them possibly cut.</summary>
    public ReadOnlySpan<byte> Ahead => _buffer.AsSpan(_at, _end - _at);

    /// <summary>The next line without its line feed; false at the end. A line cut off by damage is not a line.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        LineTooLong = false;
        while (true)
        {
            var rest = _buffer.AsSpan(_at, _end - _at);
            var length = rest.IndexOf((byte)'\n');
            if (length >= 0)
            {
                _at += length + 1;
                line = Handed(rest[..length]);
                return true;
            }

            if (rest.Length > ChunkReader.HeadroomBytes)
            {
                LineTooLong = true;
                rest = default; // its start is dropped
            }

            if (_chunks.TryNext(rest, out var buffer, out var start, out var end))
            {
                (_buffer, _at, _end) = (buffer, start, end);
                continue;
            }

            _at = _end;
            var isLine = Damage is null && (rest.Length > 0 || LineTooLong);
            line = isLine ? Handed(rest) : default;
            return isLine;
        }
    }

    public void Dispose() => _chunks.Dispose();

    private ReadOnlySpan<byte> Handed(ReadOnlySpan<byte> line)
    {
        LineNumber++;
        return line.Length > 0 && line[^1] == '\r' ? line[..^1] : line;
    }
}
