using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Decoding;

/// <summary>A line of a transcript: <c>{"dir":"in","frame":"text","data":"…"}</c>, which says of a frame who sent it.</summary>
internal sealed class CapturedFrame
{
    private readonly WirePayload _payload = new();

    /// <summary>Whether a payload is such a line, rather than a frame itself.</summary>
    public static bool Fits(ReadOnlySpan<byte> utf8)
    {
        var text = utf8.TrimStart(" \t"u8);
        return text is [(byte)'{', ..] && text[1..].TrimStart(" \t"u8).StartsWith("\"dir\""u8);
    }

    /// <summary>The frame, and whether we sent it. Throws <see cref="WireFormatException"/> when the line holds none.</summary>
    public (byte[] Frame, bool IsOurs) Read(ReadOnlySpan<byte> utf8)
    {
        var line = _payload.Read(utf8);
        var frame = line["data"u8].AsText() ?? throw new WireFormatException("a line of a transcript has no data");
        return (System.Text.Encoding.UTF8.GetBytes(frame), line["dir"u8].Is("out"u8));
    }
}
