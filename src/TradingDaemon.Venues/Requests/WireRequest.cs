namespace TradingDaemon.Venues.Requests;

/// <summary>Exactly what is sent, byte for byte: what was signed is what leaves.</summary>
internal sealed record WireRequest
{
    /// <summary>HTTP method; null for a message over a WebSocket.</summary>
    public HttpMethod? Method { get; init; }

    /// <summary>Where to; path and query are spelled as they were signed.</summary>
    public required Uri Url { get; init; }

    /// <summary>Headers, the content's type among them.</summary>
    public IReadOnlyList<WireHeader> Headers { get; init; } = [];

    /// <summary>The body or message; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What people may see of the body where it holds a secret; null: all of it.</summary>
    public ReadOnlyMemory<byte>? Shown { get; init; }

    /// <summary>Where it goes, and nothing that may be secret.</summary>
    public override string ToString() => $"{Method?.Method ?? "message to"} {Url.GetLeftPart(UriPartial.Path)}";
}
