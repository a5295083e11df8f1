using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingDaemon.Storage.Files;

namespace TradingDaemon.Storage.Emergency;

/// <summary>
/// The emergency stop's own small file beside the store: a line that says what it is, a line of JSON, a line with the SHA-256 of both. It
/// appears whole under its name or not at all, and needs neither the database nor its lock. One writer at a time.
/// </summary>
/// <param name="directory">The store's directory.</param>
public sealed class FlagFile(string directory)
{
    private const string Magic = "trading-daemon emergency 1";
    private const string Trailer = "sha256 ";
    private const int BytesMax = 16 * 1024; // a flag is a few hundred bytes; whatever is longer is none

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.Combine(directory, "emergency.flag");

    /// <summary>Looks; never throws.</summary>
    public FlagReading Read()
    {
        try
        {
            using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var bytes = new byte[BytesMax];
            return Parse(bytes.AsSpan(0, file.ReadAtLeast(bytes, BytesMax, throwOnEndOfStream: false)));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return new FlagReading.Absent();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new FlagReading.Unreadable(unreadable.Message);
        }
    }

    /// <summary>Stores the flag durably. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the disk refuses; what was there before then stays.</summary>
    public void Write(EmergencyFlag flag)
    {
        var draft = Path + ".draft";
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(Format(flag));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, Path, overwrite: true);
        PosixFiles.FlushDirectory(directory);
    }

    /// <summary>Removes the flag durably. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the disk refuses.</summary>
    public void Remove()
    {
        File.Delete(Path);
        PosixFiles.FlushDirectory(directory);
    }

    private static byte[] Format(EmergencyFlag flag)
    {
        var body = Encoding.UTF8.GetBytes($"{Magic}\n{JsonSerializer.Serialize(flag, EmergencyJson.Default.EmergencyFlag)}\n");
        return [.. body, .. Encoding.ASCII.GetBytes(Trailer + Convert.ToHexStringLower(SHA256.HashData(body)) + "\n")];
    }

    private static FlagReading Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        if (lines.Length != 4 || lines[0] != Magic) return new FlagReading.Damaged("It is not a flag this version writes.");
        var body = Encoding.UTF8.GetBytes($"{lines[0]}\n{lines[1]}\n");
        if (lines[2] != Trailer + Convert.ToHexStringLower(SHA256.HashData(body)) || lines[3].Length > 0) return new FlagReading.Damaged("Its SHA-256 does not fit its content.");
        try
        {
            return JsonSerializer.Deserialize(lines[1], EmergencyJson.Default.EmergencyFlag) is { } flag && Enum.IsDefined(flag.State)
                ? new FlagReading.Stands(flag)
                : new FlagReading.Damaged("It names no state.");
        }
        catch (JsonException unreadable)
        {
            return new FlagReading.Damaged(unreadable.Message);
        }
    }
}
