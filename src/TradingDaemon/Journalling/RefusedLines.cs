using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Routing;

namespace TradingDaemon.Journalling;

/// <summary>The <c>exec.intent_received</c> of a signal that became no order: it has neither quantity nor order id, and its owner is the account's.</summary>
internal static partial class RefusedLines
{
    /// <summary>Tells who wanted what.</summary>
    public static void Tell(ILogger logger, Fact.SignalRefused refused, RouteTaken route, string uid, string tenant) =>
        logger.IntentRefused(refused.Strategy.Text, refused.Kind.ToString(), refused.Symbol.Text, route.AssetClass.ToString(), uid, tenant);

    [LoggerMessage(EventId = 4_110, Level = LogLevel.Information, EventName = "exec.intent_received", Message = "{StrategyId} wants {Side} {Symbol} ({AssetClass}) for {Uid} of {TenantId}; it became no order.")]
    private static partial void IntentRefused(this ILogger logger, string strategyId, string side, string symbol, string assetClass, string uid, string tenantId);
}
