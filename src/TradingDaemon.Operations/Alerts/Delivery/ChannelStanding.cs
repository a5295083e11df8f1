namespace TradingDaemon.Operations.Alerts.Delivery;

/// <summary>How one channel is.</summary>
/// <param name="Name">As configured.</param>
/// <param name="Kind">What kind it is.</param>
/// <param name="SeverityMin">What it is told at least.</param>
/// <param name="IsWell">Whether its last attempt was taken, or nothing was tried yet.</param>
/// <param name="Detail">Why it is not well; empty when it is.</param>
/// <param name="Waiting">Notices that wait.</param>
/// <param name="Sent">Notices it took since the start.</param>
/// <param name="HeldBack">Those that were one too many for the minute or the day.</param>
/// <param name="Dropped">Those a full queue pushed out.</param>
/// <param name="Failed">Those nobody took.</param>
/// <param name="LastSentAt">When it took the last one (UTC); null before the first.</param>
public sealed record ChannelStanding(
    string Name, string Kind, AlertSeverity SeverityMin, bool IsWell, string Detail, int Waiting, long Sent, long HeldBack, long Dropped, long Failed, DateTimeOffset? LastSentAt);
