using TradingDaemon.Venues.Recorded.Reading;

namespace TradingDaemon.Venues.Recorded;

/// <summary>What a survey saw of one file.</summary>
/// <param name="Path">The file as it was named to the survey.</param>
/// <param name="Kind">Its layout.</param>
/// <param name="Rows">Readable rows.</param>
/// <param name="RowsMalformed">Rows that will be skipped.</param>
/// <param name="EndsEarly">True when its compressed data is cut or damaged.</param>
/// <param name="Symbols">Every symbol with at least one readable row, in the order they appear.</param>
/// <param name="FirstTime">Stamp of the first readable row (of a bar its start), UTC; null without rows.</param>
/// <param name="LastTime">Stamp of the last readable row, UTC; null without rows.</param>
/// <param name="BarInterval">Length of its bars; null when it holds none.</param>
public sealed record RecordedFileSurvey(
    string Path, RecordedKind Kind, long Rows, long RowsMalformed, bool EndsEarly, IReadOnlyList<RecordedSymbolSurvey> Symbols,
    DateTimeOffset? FirstTime, DateTimeOffset? LastTime, TimeSpan? BarInterval);
