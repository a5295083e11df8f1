using TradingDaemon.Venues.Recorded.Reading;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Composition;

/// <summary>Whom a feed tells of what is wrong with it.</summary>
/// <param name="OnFault">Rows that cannot be read.</param>
/// <param name="OnChange">Connections lost and made, instruments silent and heard again.</param>
internal sealed record FeedReports(Action<RecordedFault> OnFault, Action<FeedChange> OnChange);
