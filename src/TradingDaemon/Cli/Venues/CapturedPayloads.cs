using System.Text.Json;

namespace TradingDaemon.Cli.Venues;

/// <summary>Captured payloads as files hold them: one a file, or one a line.</summary>
internal static class CapturedPayloads
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The payloads in their order. What is no JSON is a payload too: saying so is the decoder's part.</summary>
    /// <param name="path">The file; null for <paramref name="input"/>.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="stopping">Gives up.</param>
    public static async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(string? path, Func<Stream> input, CancellationToken stopping)
    {
        var bytes = path is null ? await ReadAllAsync(input(), stopping) : await File.ReadAllBytesAsync(path, stopping);
        var text = bytes.AsMemory(bytes.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0);
        var isLines = path is null ? !IsOne(text.Span) : path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase);
        return isLines ? Lines(text) : [text];
    }

    private static async Task<byte[]> ReadAllAsync(Stream input, CancellationToken stopping)
    {
        using var all = new MemoryStream();
        await input.CopyToAsync(all, stopping);
        return all.ToArray();
    }

    private static bool IsOne(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false; // several values, or none: a line each
        }
    }

    private static List<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> text)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (!text.IsEmpty)
        {
            var end = text.Span.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (!line.Span.Trim(" \r\t"u8).IsEmpty) lines.Add(line);
        }

        return lines;
    }
}
