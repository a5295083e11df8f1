using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Storage.Files;

namespace TradingDaemon.Storage.Nonces;

/// <summary>
/// Numbers that only rise, kept in one small file for one key. A block of them is reserved on disk, the next one when half of it is left and beside
/// whoever asks: no number waits for the disk, and where it refuses, numbers go on in memory, for a cancel must leave all the same. A start begins
/// <see cref="LeadSize"/> above what was reserved, so none of those is repeated either, wherever the clock was set meanwhile; and never below the
/// clock, which lets a new file begin above whatever a lost one gave.
/// </summary>
public sealed class FileNonceSource : INonceSource
{
    /// <summary>Numbers reserved by one write: at five hundred requests a second still one write a second.</summary>
    public const int BlockSize = 1_000;

    /// <summary>Numbers that may be given while the disk refuses before only the clock keeps the next start from repeating one: a day of ten requests a second. Each start skips as many, a second of the clock.</summary>
    public const int LeadSize = 1_000_000;

    private const string Magic = "trading-daemon nonce 1 ";
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly TimeProvider _clock;
    private Action<string?>? _onRefused;
    private string? _refusal;
    private long _triedAt;
    private long _last;
    private long _reserved;

    /// <summary>
    /// Opens the source; its directory must exist and belong to this process alone. Throws <see cref="InvalidDataException"/> when the file is
    /// damaged, <see cref="IOException"/> when it cannot be read.
    /// </summary>
    public FileNonceSource(string path, TimeProvider clock)
    {
        (_path, _clock) = (path, clock);
        var kept = File.Exists(path) ? Read(path) : 0L;
        var byClock = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond; // no key makes a million requests a second
        _last = _reserved = Math.Max(kept + LeadSize, byClock);
        _triedAt = clock.GetTimestamp();
        Reserve(_last + BlockSize);
    }

    /// <summary>Told why the disk refuses, and null when it takes numbers again; on any thread. Whoever comes late is told what he missed.</summary>
    public Action<string?>? OnRefused
    {
        set
        {
            lock (_gate) _onRefused = value;
            if (_refusal is { } refusal) value?.Invoke(refusal);
        }
    }

    /// <summary>The newest reservation; ends when the disk has taken or refused it.</summary>
    internal Task Reserving { get; private set; } = Task.CompletedTask;

    /// <inheritdoc/>
    public long Next()
    {
        lock (_gate)
        {
            var next = ++_last;
            if (_reserved - next > BlockSize / 2 || !Reserving.IsCompleted || (_refusal is not null && _clock.GetElapsedTime(_triedAt) < RetryAfter)) return next;
            _triedAt = _clock.GetTimestamp();
            Reserving = Task.Run(() => Reserve(Math.Max(_reserved, next) + BlockSize));
            return next;
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

    private void Reserve(long upTo)
    {
        try
        {
            Keep(upTo);
            lock (_gate) _reserved = upTo;
            Tell(null);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Tell($"The file {_path} cannot be written; make room, or give this user the right to write there. {refused.Message}");
        }
    }

    // The file appears whole under its name or not at all, and the directory remembers the name before the block counts as reserved.
    private void Keep(long upTo)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{Magic}{upTo}");
        var draft = _path + ".draft";
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(Encoding.ASCII.GetBytes($"{line}\n{Seal(line)}\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, _path, overwrite: true);
        PosixFiles.FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
    }

    private void Tell(string? refusal)
    {
        Action<string?>? tell;
        lock (_gate)
        {
            if (_refusal is null && refusal is null) return;
            (_refusal, tell) = (refusal, _onRefused);
        }

        tell?.Invoke(refusal);
    }
}
