using System.Globalization;

namespace TradingDaemon.Exchange.Ledger;

/// <summary>Reads a ledger line by line through a fixed buffer, however long the file is.</summary>
internal sealed class LedgerReader(Stream stream, long firstLine = 1, long firstOffset = 0)
{
    private const int BufferBytes = 1 << 18; // a line has a few hundred bytes; one that does not fit is corrupt

    private readonly LedgerLineParser _parser = new();
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>Number of the next line, from 1.</summary>
    public long Line { get; private set; } = firstLine;

    /// <summary>Where the next line starts, in bytes: the length of what is whole once <see cref="Next"/> gave null.</summary>
    public long Offset { get; private set; } = firstOffset;

    /// <summary>Whether the event read last and the next are one act: alone it is torn.</summary>
    public bool HasSecond => _parser.HasSecond;

    /// <summary>The next event, or null at the end or at a torn last line. Throws <see cref="InvalidDataException"/> naming a corrupt line before the last.</summary>
    public LedgerEvent? Next()
    {
        var length = FindLineEnd();
        if (length < 0) return null;
        if (_parser.Parse(_buffer.AsSpan(_start, length), Line) is not { } parsed)
        {
            _start += length + 1;
            if (_start == _end) Fill();
            if (_start == _end) return null; // damaged, but nothing follows: a write that was cut short
            throw Corrupt();
        }

        _start += length + 1;
        Offset += length + 1;
        Line++;
        return parsed;
    }

    private int FindLineEnd()
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0) return length;
            if (_isAtEnd) return -1;
            if (_start == 0 && _end == _buffer.Length) throw Corrupt();
            Fill();
        }
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        var count = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        _isAtEnd = count == 0;
    }

    private InvalidDataException Corrupt() => new(string.Create(CultureInfo.InvariantCulture, $"Ledger line {Line} is corrupt (byte {Offset})."));
}
