using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingDaemon.Domain.Account;
using TradingDaemon.Storage.Json;

namespace TradingDaemon.Storage.Checkpoints;

/// <summary>
/// The bytes of one checkpoint: a line with its time, a line with the state as JSON, a line with the SHA-256 of both. Any
/// changed, missing or added byte makes it damaged.
/// </summary>
internal static class CheckpointFile
{
    private const string Magic = "trading-daemon checkpoint 1 ";
    private const string Trailer = "sha256 ";
    private const int TrailerLength = 7 + 64 + 1; // word, hex digits, line feed

    /// <summary>The whole file.</summary>
    public static byte[] Write(AccountState state, DateTimeOffset at)
    {
        var body = Encoding.UTF8.GetBytes($"{Magic}{at.UtcTicks}\n{JsonSerializer.Serialize(state, Spelling.AccountState)}\n");
        return [.. body, .. Encoding.ASCII.GetBytes(Trailer + Convert.ToHexStringLower(SHA256.HashData(body)) + "\n")];
    }

    /// <summary>What the file holds; throws <see cref="InvalidDataException"/> saying what is wrong with it.</summary>
    public static (AccountState State, DateTimeOffset At) Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= TrailerLength) throw new InvalidDataException("it is too short");
        var body = bytes[..^TrailerLength];
        var trailer = Encoding.Latin1.GetString(bytes[^TrailerLength..]);
        if (trailer != Trailer + Convert.ToHexStringLower(SHA256.HashData(body)) + "\n") throw new InvalidDataException("its SHA-256 does not fit its content");
        var lines = Encoding.UTF8.GetString(body).Split('\n');
        if (lines.Length != 3 || !lines[0].StartsWith(Magic, StringComparison.Ordinal)
            || !long.TryParse(lines[0].AsSpan(Magic.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTimeOffset.MaxValue.UtcTicks)
            throw new InvalidDataException("it is of a format this version does not know (written by a newer version?)");
        try
        {
            var state = JsonSerializer.Deserialize(lines[1], Spelling.AccountState) ?? throw new InvalidDataException("its state is null");
            return (state, new DateTimeOffset(ticks, TimeSpan.Zero));
        }
        catch (JsonException unreadable)
        {
            throw new InvalidDataException($"its state cannot be read (written by another version?): {unreadable.Message}", unreadable);
        }
    }
}
