namespace TradingDaemon.Venues.Normalized;

/// <summary>The words for order types and times in force, whatever a venue calls them.</summary>
internal static class OrderWords
{
    public const string Market = "market";
    public const string Limit = "limit";
    public const string Stop = "stop";
    public const string StopLimit = "stopLimit";
    public const string TakeProfit = "takeProfit";
    public const string TakeProfitLimit = "takeProfitLimit";
    public const string TrailingStop = "trailingStop";
    public const string TrailingStopLimit = "trailingStopLimit";
    public const string Iceberg = "iceberg";

    public const string GoodTillCancelled = "gtc";
    public const string GoodTillDate = "gtd";
    public const string ImmediateOrCancel = "ioc";
    public const string FillOrKill = "fok";
    public const string Day = "day";
    public const string AtTheOpen = "opg";
    public const string AtTheClose = "cls";
}
