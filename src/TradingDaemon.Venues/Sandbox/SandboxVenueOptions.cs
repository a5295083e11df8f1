using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Live.Lines;

namespace TradingDaemon.Venues.Sandbox;

/// <summary>The knobs of the sandbox as a venue.</summary>
public sealed record SandboxVenueOptions
{
    /// <summary>Name in configuration, facts and metrics.</summary>
    public string Id { get; init; } = "sandbox";

    /// <summary>Where it is, e.g. <c>http://127.0.0.1:8790</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>How long after a request left its order may still not be shown.</summary>
    public TimeSpan AbsenceProvenAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether it refuses client order ids it has ever seen, not only those of open orders.</summary>
    public bool RefusesUsedClientOrderIds { get; init; }

    /// <summary>The longest a connection may take to be made.</summary>
    public TimeSpan ConnectMax { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The last fence around a request, for who uses the venue without a guard.</summary>
    public TimeSpan RequestMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a request may keep the next one of the same key waiting; see the gate.</summary>
    public TimeSpan HoldMax { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Silence after which a stream counts as dead; it beats every 5 s whatever else happens.</summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a gap in the executions may be a mere reordering before the missing ones are asked for.</summary>
    public TimeSpan GapMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How its clock is measured.</summary>
    public VenueClockOptions Clock { get; init; } = new();

    /// <summary>Makes connections instead of the system; null for the system.</summary>
    public Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? Connect { get; init; }

    /// <summary>The same for the line.</summary>
    internal LineOptions ToLine() => new() { ConnectMax = ConnectMax, RequestMax = RequestMax, HoldMax = HoldMax, Clock = Clock, Connect = Connect, AnswerBytesMax = SandboxLimits.AnswerBytesMax };
}
