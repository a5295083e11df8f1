using TradingDaemon.Domain.Instruments;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Live;

/// <summary>All that making a venue's market data takes, whichever it is.</summary>
public sealed record FeedSetup
{
    /// <summary>Where it is.</summary>
    public required VenueHosts Hosts { get; init; }

    /// <summary>The instruments that are watched.</summary>
    public required IReadOnlyList<Instrument> Instruments { get; init; }

    /// <summary>Real time.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>A key, for venues that show their market only to who has one; null without.</summary>
    public VenueCredentials? Credentials { get; init; }

    /// <summary>Told of every change; quick, and never throws.</summary>
    public Action<FeedChange> OnChange { get; init; } = static _ => { };

    /// <summary>Whether books come beside quotes and trades; a book that does not add up takes its quotes with it.</summary>
    public bool Books { get; init; }

    /// <summary>Levels a side of the books that are handed on; above zero.</summary>
    public int BookLevels { get; init; } = 10;

    /// <summary>How patient the line is.</summary>
    public LineOptions Line { get; init; } = new();

    /// <summary>When the feed counts as alive.</summary>
    public LivenessOptions Liveness { get; init; } = new();

    /// <summary>How hard it is tried again.</summary>
    public ReconnectOptions Reconnect { get; init; } = new();

    /// <summary>How often a venue without a stream is asked; above zero.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stream is lost before best bid and ask are asked for instead, where the venue tells them so.</summary>
    public TimeSpan FallbackAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time between two such questions, whatever they are of; above zero. The strictest venue takes one a second.</summary>
    public TimeSpan FallbackEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time between two rounds of questions for the newest quotes and trades of all instruments, where they may be old; above zero.</summary>
    public TimeSpan NewestEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Seed of the waits' jitter: different for each daemon, so that not all come back at once.</summary>
    public int Seed { get; init; }
}
