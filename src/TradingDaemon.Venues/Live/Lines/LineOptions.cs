using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Live.Lines;

/// <summary>How patient the way to a venue is, and how connections are made.</summary>
public sealed record LineOptions
{
    /// <summary>The longest a connection may take to be made.</summary>
    public TimeSpan ConnectMax { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The last fence around a request, for who uses the venue without a guard.</summary>
    public TimeSpan RequestMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a request may keep the next one of the same key waiting; see the gate.</summary>
    public TimeSpan HoldMax { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Largest answer that is read; above zero. A page of a thousand fills is a third of a megabyte, every pair of a large venue some two.</summary>
    public int AnswerBytesMax { get; init; } = 8 * 1024 * 1024;

    /// <summary>Largest frame of a stream that is read; above zero. A picture of a book of thousands of levels is less.</summary>
    public int FrameBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>How the venue's clock is measured.</summary>
    public VenueClockOptions Clock { get; init; } = new();

    /// <summary>Answers instead of the venue, told the request and whether it is signed: nothing leaves. Null: requests are sent.</summary>
    internal Func<WireRequest, bool, HttpResponseMessage>? Instead { get; init; }

    /// <summary>Makes connections instead of the system; null for the system.</summary>
    public Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? Connect { get; init; }
}
