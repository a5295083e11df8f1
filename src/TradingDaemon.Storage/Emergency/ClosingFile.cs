using System.Globalization;
using System.Text;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Storage.Files;
using TradingDaemon.Storage.Journal;
using TradingDaemon.Storage.Json;

namespace TradingDaemon.Storage.Emergency;

/// <summary>The bytes of the closing orders' file: one fact a line, <c>checksum ticks json</c>.</summary>
internal sealed class ClosingFile : IDisposable
{
    private const string Name = "emergency-orders.log";

    private readonly FileStream _stream;
    private readonly long _base;
    private long _lines;
    private uint _checksum = ChainChecksum.Beginning;
    private bool _isTorn;

    private ClosingFile(FileStream stream, long numbersBefore) => (_stream, _base) = (stream, numbersBefore);

    /// <summary>Number of the next line, counting on over files that were kept aside.</summary>
    public long NextLine => _base + _lines + 1;

    /// <summary>What was wrong and how it was mended.</summary>
    public string? Mended { get; private set; }

    /// <summary>Opens the file and reads what is in it.</summary>
    public static ClosingFile Open(string directory, out IReadOnlyList<RecordedFact> facts)
    {
        var path = Path.Combine(directory, Name);
        var read = new List<RecordedFact>();
        facts = read;
        var file = Begin(directory, path);
        try
        {
            if (file.ReadInto(read)) return file;
            file.Dispose();
            var aside = $"{path}.damaged-{Directory.GetFiles(directory, Name + ".damaged-*").Length + 1}";
            File.Move(path, aside);
            PosixFiles.FlushDirectory(directory);
            file = Begin(directory, path);
            file.Mended = $"It was damaged after {read.Count} lines; it is kept as {aside}, and orders of its later lines are not known any more.";
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Appends one fact and flushes it. After a failed write the next one begins where that one did.</summary>
    public void Append(Fact fact, DateTimeOffset at)
    {
        var payload = Encoding.UTF8.GetBytes(FactJson.Serialize(fact));
        var checksum = ChainChecksum.Of(_checksum, _lines + 1, at.UtcTicks, [], payload);
        var begin = _stream.Position;
        if (_isTorn) _stream.SetLength(begin);
        _isTorn = true;
        try
        {
            _stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{checksum:x8} {at.UtcTicks} ")));
            _stream.Write(payload);
            _stream.WriteByte((byte)'\n');
            _stream.Flush(flushToDisk: true);
            (_lines, _checksum, _isTorn) = (_lines + 1, checksum, false);
        }
        finally
        {
            if (_isTorn) _stream.Position = begin;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static ClosingFile Begin(string directory, string path)
    {
        var isNew = !File.Exists(path);
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        if (isNew) PosixFiles.FlushDirectory(directory);
        // A line is longer than one byte, so that the length of a file kept aside is more than the numbers it used.
        return new ClosingFile(stream, Directory.GetFiles(directory, Name + ".damaged-*").Sum(static aside => new FileInfo(aside).Length));
    }

    // False when a line before the last one is damaged.
    private bool ReadInto(List<RecordedFact> into)
    {
        var bytes = new byte[_stream.Length];
        _stream.ReadExactly(bytes);
        var at = 0;
        while (at < bytes.Length)
        {
            var length = bytes.AsSpan(at).IndexOf((byte)'\n');
            if (length < 0 || !TryTake(bytes.AsSpan(at, length), into))
            {
                if (length >= 0 && at + length + 1 < bytes.Length) return false;
                Mended = "Its last line was torn and is cut off; that order never left.";
                _stream.SetLength(at);
                _stream.Flush(flushToDisk: true);
                break;
            }

            at += length + 1;
        }

        _stream.Position = _stream.Length;
        return true;
    }

    private bool TryTake(ReadOnlySpan<byte> line, List<RecordedFact> into)
    {
        var text = Encoding.UTF8.GetString(line).Split(' ', 3);
        if (text.Length < 3 || !uint.TryParse(text[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var said)
            || !long.TryParse(text[1], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ChainChecksum.Of(_checksum, _lines + 1, ticks, [], Encoding.UTF8.GetBytes(text[2])) != said) return false;
        (_lines, _checksum) = (_lines + 1, said);
        into.Add(new(_lines, new DateTimeOffset(ticks, TimeSpan.Zero), FactJson.Deserialize(text[2])));
        return true;
    }
}
