using System.Text.Json;
using System.Text.Unicode;

namespace TradingDaemon.Venues.Wire;

/// <summary>
/// Reads JSON into a table of tokens that the next payload uses again: fields are found by name without an allocation, and every number keeps
/// the digits its venue wrote. One payload at a time; a value is good until the next is read. Not thread-safe.
/// </summary>
internal sealed class WirePayload
{
    private const int DepthMax = 64;

    // Beyond any message that makes sense: a full book of five thousand levels a side is 40,000 tokens.
    private const int TokensMax = 4_000_000;

    private readonly int[] _open = new int[DepthMax];
    private WireToken[] _tokens = new WireToken[256];

    /// <summary>Reads a payload. Throws <see cref="WireFormatException"/> when it is no JSON, or not one value.</summary>
    public WireValue Read(ReadOnlySpan<byte> utf8)
    {
        var text = utf8.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty) throw new WireFormatException("no JSON: it is empty");
        if (!Utf8.IsValid(utf8)) throw new WireFormatException("no JSON: its characters are not UTF-8");
        if (text[0] == '<') throw new WireFormatException("no JSON: it is a web page, as something between us and the venue answers");
        if (WireScan.TryFill(utf8, _tokens, _open)) return new WireValue(utf8, _tokens, 0);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DepthMax });
        try
        {
            Fill(ref reader);
            return new WireValue(utf8, _tokens, 0);
        }
        catch (JsonException broken)
        {
            throw new WireFormatException($"no JSON: {Why(broken)}", broken);
        }
    }

    // Of what is not plain or larger than any before. Apart from the catch above, so that what it counts with stays in registers.
    private void Fill(ref Utf8JsonReader reader)
    {
        var (tokens, count, depth) = (_tokens, 0, 0);
        while (reader.Read())
        {
            if (count == tokens.Length) tokens = Grow();
            var (start, kind) = ((int)reader.TokenStartIndex, reader.TokenType);
            switch (kind)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    _open[depth++] = count;
                    tokens[count++] = new WireToken(start, 0, 0, kind, false);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    ref var opened = ref tokens[_open[--depth]];
                    tokens[count++] = new WireToken(start, 1, count, kind, false);
                    opened = opened with { Length = start + 1 - opened.Start, Next = count };
                    break;
                case JsonTokenType.String or JsonTokenType.PropertyName:
                    tokens[count++] = new WireToken(start + 1, reader.ValueSpan.Length, count, kind, reader.ValueIsEscaped);
                    break;
                default:
                    tokens[count++] = new WireToken(start, reader.ValueSpan.Length, count, kind, false);
                    break;
            }
        }
    }

    private static string Why(JsonException broken)
    {
        var text = broken.Message;
        var end = text.IndexOf(" LineNumber", StringComparison.Ordinal);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(end > 0 ? text[..end] : text)} (line {broken.LineNumber + 1}, byte {broken.BytePositionInLine})");
    }

    private WireToken[] Grow()
    {
        if (_tokens.Length >= TokensMax) throw new WireFormatException("larger than any message that makes sense");
        Array.Resize(ref _tokens, _tokens.Length * 2);
        return _tokens;
    }
}
