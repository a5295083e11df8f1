using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Venues.Streaming;

/// <summary>What a message told.</summary>
/// <param name="Data">Whose data it was; null for none.</param>
/// <param name="Resync">Who has to be asked for again because something is missing; null for nobody.</param>
/// <param name="Reason">What is missing; null for nothing.</param>
internal readonly record struct FeedReading(Instrument? Data, Instrument? Resync = null, string? Reason = null);
