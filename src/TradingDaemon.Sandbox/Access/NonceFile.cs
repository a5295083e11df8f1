using System.Globalization;
using System.Text;

namespace TradingDaemon.Sandbox.Access;

/// <summary>
/// The newest nonce of each key, beside the ledger: a line of fixed width for each key, overwritten in place, so that killing the process forgets none.
/// Kept in memory only without a path. Not thread-safe.
/// </summary>
internal sealed class NonceFile : IDisposable
{
    private const int KeyWidth = 64;
    private const int NumberWidth = 20;
    private const int LineWidth = KeyWidth + NumberWidth + 2; // a space and a line feed

    private readonly FileStream? _file;
    private readonly Dictionary<string, (long Newest, int Line)> _byKey = new(StringComparer.Ordinal);
    private readonly byte[] _line = new byte[LineWidth];

    /// <summary>The file of a directory; in memory only without one.</summary>
    public static NonceFile In(string? directory) => new(directory is null ? null : Path.Combine(directory, "nonces"));

    /// <summary>Opens or creates the file. Throws <see cref="InvalidDataException"/> when it is not one of these.</summary>
    public NonceFile(string? path)
    {
        if (path is null) return;
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        var text = new byte[_file.Length];
        _file.ReadExactly(text);
        for (var line = 0; (line + 1) * LineWidth <= text.Length; line++)
        {
            var words = Encoding.UTF8.GetString(text, line * LineWidth, LineWidth).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length != 2 || !long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var newest))
                throw new InvalidDataException($"{path}: line {line + 1} is not a key and a nonce.");
            _byKey[words[0]] = (newest, line);
        }
    }

    /// <summary>The newest nonce used with a key; −1 before the first.</summary>
    public long Newest(string key) => _byKey.TryGetValue(key, out var entry) ? entry.Newest : -1;

    /// <summary>Remembers a nonce.</summary>
    public void Use(string key, long nonce)
    {
        var line = _byKey.TryGetValue(key, out var entry) ? entry.Line : _byKey.Count;
        _byKey[key] = (nonce, line);
        if (_file is null) return;
        _line.AsSpan().Fill((byte)' ');
        Encoding.UTF8.GetBytes(key, _line);
        nonce.TryFormat(_line.AsSpan(KeyWidth + 1, NumberWidth), out _, "D19", CultureInfo.InvariantCulture);
        _line[^1] = (byte)'\n';
        RandomAccess.Write(_file.SafeFileHandle, _line, (long)line * LineWidth);
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
