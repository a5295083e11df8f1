namespace TradingDaemon.Venues.Normalized;

/// <summary>
/// Reads what one venue sends: frames of one connection in their order, and bodies of its HTTP answers. Keeps what later payloads need of earlier
/// ones (books, precisions, orders told in pieces). One caller at a time.
/// </summary>
internal interface IVenueReader
{
    /// <summary>Names of the bodies that can be told to <see cref="Read"/>, the venue's own where it has them.</summary>
    IReadOnlyList<string> Endpoints { get; }

    /// <summary>A new connection: what was known of its books and sequences is void.</summary>
    void Begin();

    /// <summary>
    /// Tells the sink what a payload says. Throws <see cref="Wire.WireFormatException"/> when it cannot be what the venue says it sends.
    /// </summary>
    /// <param name="utf8">The payload.</param>
    /// <param name="about">What the payload itself does not tell.</param>
    /// <param name="sink">Who is told.</param>
    void Read(ReadOnlySpan<byte> utf8, in PayloadHint about, INormalizedSink sink);
}
