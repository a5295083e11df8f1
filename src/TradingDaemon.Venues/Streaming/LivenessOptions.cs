using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Venues.Streaming;

/// <summary>When a feed counts as alive: by its data, never by its pings.</summary>
public sealed record LivenessOptions
{
    /// <summary>Silence of an instrument after which it is asked for again; a quiet market answers with its present state.</summary>
    public TimeSpan QuietMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the answer to a subscription may take; then it is asked once more, then the instrument is stale.</summary>
    public TimeSpan ConfirmMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one instrument may be stale while others are not before the connection is made anew.</summary>
    public TimeSpan StaleMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often it is looked at.</summary>
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether an instrument's market is open at a time (UTC); silence of a closed one means nothing. By asset class unless said otherwise.</summary>
    public Func<Instrument, DateTimeOffset, bool> IsOpen { get; init; } = MarketHours.IsOpen;
}
