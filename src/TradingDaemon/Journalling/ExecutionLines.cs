using System.Globalization;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Routing;

namespace TradingDaemon.Journalling;

/// <summary>The <c>exec.…</c> events of orders: what came in, what routing and the gate made of it, what the venue said. Each fact's own event is told beside them.</summary>
internal static partial class ExecutionLines
{
    private const string Simulated = "simulated";

    /// <summary>Tells what a durable fact says of an order.</summary>
    /// <param name="logger">Where to.</param>
    /// <param name="fact">What is so.</param>
    /// <param name="uid">The account's owner: a refused signal has no order that names it.</param>
    /// <param name="tenant">The account's tenant.</param>
    public static void Tell(ILogger logger, Fact fact, string uid, string tenant)
    {
        switch (fact)
        {
            case Fact.OrderIntended { Intent: { Route: { } route } intent }: Sent(logger, intent, route); break;
            case Fact.SignalRefused { Route: { } route } refused: Refused(logger, refused, route, uid, tenant); break;
            case Fact.OrderMoved { Kind: OrderEventKind.Acknowledged } moved: logger.OrderPlaced(moved.ClientOrderId.Text, moved.VenueOrderId); break;
            case Fact.OrderMoved { Kind: OrderEventKind.CancelRequested } moved: logger.CancelRequested(moved.ClientOrderId.Text, moved.Reason); break;
            case Fact.OrderMoved { Kind: OrderEventKind.CancelConfirmed or OrderEventKind.CancelRefused } moved: logger.CancelResponse(moved.ClientOrderId.Text, moved.Kind.ToString(), moved.Reason); break;
            case Fact.OrderMoved moved: logger.OrderStatus(moved.ClientOrderId.Text, moved.Status.ToString(), moved.Reason); break;
            case Fact.FillBooked { Fill: var fill } booked:
                logger.OrderStatus(fill.ClientOrderId.Text, booked.Status.ToString(), null);
                logger.PortfolioHistoryWritten(booked.Strategy.Text, fill.Symbol.Text, fill.ExecutionId, fill.ClientOrderId.Text);
                break;
            default: break; // nothing of one order
        }
    }

    private static void Sent(ILogger logger, OrderIntent intent, RouteTaken route)
    {
        logger.IntentReceived(intent.Strategy.Text, intent.Symbol.Text, intent.Side.ToString(), intent.Terms.Quantity.Base, route.AssetClass.ToString(), intent.ClientOrderId.Text, intent.Uid, intent.Tenant);
        logger.SmartRouting(true, Reason(intent, route), route.SpreadFraction, intent.Symbol.Text, false);
        logger.RiskDecision(intent.Strategy.Text, intent.Symbol.Text, true, null, null);
        if (intent.Venue == Simulated) logger.DryRunAccept(intent.ClientOrderId.Text, intent.Symbol.Text);
    }

    private static void Refused(ILogger logger, Fact.SignalRefused refused, RouteTaken route, string uid, string tenant)
    {
        RefusedLines.Tell(logger, refused, route, uid, tenant);
        if (RoutingRefusals.IsDowngrade(refused.Rule))
        {
            logger.SmartRouting(false, refused.Detail, route.SpreadFraction, refused.Symbol.Text, true);
            return;
        }

        logger.SmartRouting(true, "The spread is within its limits.", route.SpreadFraction, refused.Symbol.Text, false);
        logger.RiskDecision(refused.Strategy.Text, refused.Symbol.Text, false, refused.Rule.ToString(), refused.Detail);
    }

    private static string Reason(OrderIntent intent, RouteTaken route)
    {
        if (route is not { CostFraction: { } cost, SpreadMaxFraction: { } most }) return string.Create(CultureInfo.InvariantCulture, $"Spread {route.SpreadFraction:P3}; an exit has no limit on it, and goes to where the position is.");
        var instead = route.InsteadOf is { } meant ? $" instead of {meant}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"Spread {route.SpreadFraction:P3} is at or below {most:P3}; expected to cost {cost:P3} in all at {intent.Venue}{instead}.");
    }

    [LoggerMessage(EventId = 4_111, Level = LogLevel.Information, EventName = "exec.intent_received", Message = "{StrategyId} wants {Side} {Qty} {Symbol} ({AssetClass}), order {OrderId}, for {Uid} of {TenantId}.")]
    private static partial void IntentReceived(this ILogger logger, string strategyId, string symbol, string side, decimal qty, string assetClass, string orderId, string uid, string tenantId);

    [LoggerMessage(EventId = 4_112, Level = LogLevel.Information, EventName = "exec.smart_routing", Message = "{Symbol}: execute {ShouldExecute}, downgraded {Downgraded}, spread {SpreadPct}: {Reason}")]
    private static partial void SmartRouting(this ILogger logger, bool shouldExecute, string reason, decimal? spreadPct, string symbol, bool downgraded);

    [LoggerMessage(EventId = 4_113, Level = LogLevel.Information, EventName = "exec.risk_decision", Message = "The gate lets {StrategyId} trade {Symbol}: {Allowed}. {Rule} {Reason}")]
    private static partial void RiskDecision(this ILogger logger, string strategyId, string symbol, bool allowed, string? rule, string? reason);

    [LoggerMessage(EventId = 4_114, Level = LogLevel.Information, EventName = "exec.dry_run_accept", Message = "Order {OrderId} on {Symbol} goes to the simulated venue: no money is at stake.")]
    private static partial void DryRunAccept(this ILogger logger, string orderId, string symbol);

    [LoggerMessage(EventId = 4_115, Level = LogLevel.Information, EventName = "exec.order_placed", Message = "Order {OrderId} is at the venue, which calls it {BrokerOrderId}.")]
    private static partial void OrderPlaced(this ILogger logger, string orderId, string? brokerOrderId);

    [LoggerMessage(EventId = 4_116, Level = LogLevel.Information, EventName = "exec.order_status", Message = "Order {OrderId} is {Status}. {Reason}")]
    private static partial void OrderStatus(this ILogger logger, string orderId, string status, string? reason);

    [LoggerMessage(EventId = 4_117, Level = LogLevel.Information, EventName = "exec.cancel_requested", Message = "Order {OrderId} is to be cancelled. {Reason}")]
    private static partial void CancelRequested(this ILogger logger, string orderId, string? reason);

    [LoggerMessage(EventId = 4_118, Level = LogLevel.Information, EventName = "exec.cancel_response", Message = "The venue says of order {OrderId}: {Answer}. {Reason}")]
    private static partial void CancelResponse(this ILogger logger, string orderId, string answer, string? reason);

    [LoggerMessage(EventId = 4_119, Level = LogLevel.Information, EventName = "exec.portfolio_history_written", Message = "Execution {TradeId} of {StrategyId} on {Symbol} is in the ledger, order {OrderId}.")]
    private static partial void PortfolioHistoryWritten(this ILogger logger, string strategyId, string symbol, string tradeId, string orderId);
}
