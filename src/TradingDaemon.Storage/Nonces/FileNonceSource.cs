using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Storage.Files;

namespace TradingDaemon.Storage.Nonces;

/// <summary>
/// Numbers that only rise, kept in one small file for one key. A block of them is reserved on disk before its first is given out, so a
/// killed process loses at most the rest of a block and repeats nothing. The clock matters only at the opening: it lets a new file begin
/// above whatever an older one gave, and is ignored where the file knows better, e.g. after the clock was set back.
/// </summary>
public sealed class FileNonceSource : INonceSource
{
    /// <summary>Numbers reserved by one write: at a thousand requests a second still one write a second.</summary>
    public const int BlockSize = 1_000;

    private const string Magic = "trading-daemon nonce 1 ";
    private readonly Lock _gate = new();
    private readonly string _path;
    private long _last;
    private long _reserved;

    /// <summary>
    /// Opens the source; its directory must exist and belong to this process alone. Throws <see cref="InvalidDataException"/> when the file is
    /// damaged, <see cref="IOException"/> when it cannot be read.
    /// </summary>
    public FileNonceSource(string path, TimeProvider clock)
    {
        _path = path;
        var kept = File.Exists(path) ? Read(path) : 0L;
        var byClock = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond; // no key makes a million requests a second
        _last = _reserved = Math.Max(kept, byClock);
    }

    /// <inheritdoc/>
    public long Next()
    {
        lock (_gate)
        {
            if (_last == _reserved) Reserve(_reserved + BlockSize);
            return ++_last;
        }
    }

    private static long Read(string path)
    {
        var lines = File.ReadAllText(path, Encoding.ASCII).Split('\n');
        if (lines.Length == 3 && lines[0].StartsWith(Magic, StringComparison.Ordinal) && lines[1] == Seal(lines[0])
            && long.TryParse(lines[0].AsSpan(Magic.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var reserved)) return reserved;
        throw new InvalidDataException($"The file {path} is damaged: the newest number used with its key is not known. Delete it to go on from the clock, which is safe where the clock is right.");
    }

    private static string Seal(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(line)));

    // The file appears whole under its name or not at all, and the directory remembers the name before any number of the block is used.
    private void Reserve(long upTo)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{Magic}{upTo}");
        var draft = _path + ".draft";
        try
        {
            using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(Encoding.ASCII.GetBytes($"{line}\n{Seal(line)}\n"));
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, _path, overwrite: true);
            PosixFiles.FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException($"The file {_path} cannot be written; give this user the right to write there. {refused.Message}", refused);
        }

        _reserved = upTo;
    }
}
