using TradingDaemon.Domain.Instruments;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Sandbox;

/// <summary>The knobs of the sandbox's market data.</summary>
public sealed record SandboxFeedOptions
{
    /// <summary>Where it is, e.g. <c>http://127.0.0.1:8790</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>The instruments that are watched; null for every one in the catalogue.</summary>
    public IReadOnlyList<Instrument>? Instruments { get; init; }

    /// <summary>Whether books come beside quotes and trades; a book that does not add up takes its quotes with it.</summary>
    public bool Books { get; init; }

    /// <summary>Levels a side of the books that are handed on.</summary>
    public int BookLevels { get; init; } = 10;

    /// <summary>The longest a connection may take to be made.</summary>
    public TimeSpan ConnectMax { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>When it counts as alive.</summary>
    public LivenessOptions Liveness { get; init; } = new();

    /// <summary>How hard it is tried again.</summary>
    public ReconnectOptions Reconnect { get; init; } = new();

    /// <summary>Seed of the waits' jitter: different for each daemon, so that not all come back at once.</summary>
    public int Seed { get; init; }
}
