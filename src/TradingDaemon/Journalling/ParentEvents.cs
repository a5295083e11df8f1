using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Journalling;

/// <summary>The <c>exec.…</c> events of entries executed in parts, told when the fact behind them is on disk.</summary>
internal static partial class ParentEvents
{
    /// <summary>Tells what a durable fact says of a parent order.</summary>
    public static void Tell(ILogger logger, Fact fact)
    {
        switch (fact)
        {
            case Fact.ParentOpened { Order: var order }:
                logger.ParentOpened(order.Id.Number, order.Terms.Algorithm.ToString(), order.Strategy.Text, order.Symbol.Text, order.Side.ToString(), order.QuantityBase, order.CapQuote, order.EndAt);
                break;
            case Fact.OrderIntended { Intent: { IsReduceOnly: false, Child: { } child } intent }:
                logger.ChildIntended(child.Parent.Number, child.Number, child.Slice, intent.ClientOrderId.Text, intent.Symbol.Text, intent.Terms.Quantity.Base);
                break;
            case Fact.ParentPaused paused: logger.ParentPaused(paused.Parent.Number, paused.Reason); break;
            case Fact.ParentResumed resumed: logger.ParentResumed(resumed.Parent.Number, resumed.Reason); break;
            case Fact.ParentEnding ending: logger.ParentEnding(ending.Parent.Number, ending.Why.ToString(), ending.Reason); break;
            case Fact.ParentEnded ended: // what is left is told louder than what is not
                logger.ParentEnded(ended.UnfilledBase == 0m ? LogLevel.Information : LogLevel.Warning, ended.Parent.Number, ended.Why.ToString(), ended.FilledBase, ended.UnfilledBase, ended.Reason);
                break;
            default: break; // nothing of a parent
        }
    }

    [LoggerMessage(EventId = 4_121, Level = LogLevel.Information, EventName = "exec.parent_opened", Message = "Parent order {ParentId}: {Algorithm} of {StrategyId}, {Side} {Qty} {Symbol}, none beyond {Cap}, until {EndAt}.")]
    private static partial void ParentOpened(this ILogger logger, long parentId, string algorithm, string strategyId, string symbol, string side, decimal qty, decimal? cap, DateTimeOffset endAt);

    [LoggerMessage(EventId = 4_122, Level = LogLevel.Information, EventName = "exec.child_intended", Message = "Child {Number} of parent order {ParentId}, slice {Slice}: order {OrderId}, {Qty} {Symbol}.")]
    private static partial void ChildIntended(this ILogger logger, long parentId, int number, int slice, string orderId, string symbol, decimal qty);

    [LoggerMessage(EventId = 4_123, Level = LogLevel.Information, EventName = "exec.parent_ending", Message = "Parent order {ParentId} sends no more, {Why}: {Reason}")]
    private static partial void ParentEnding(this ILogger logger, long parentId, string why, string reason);

    [LoggerMessage(EventId = 4_124, EventName = "exec.parent_ended", Message = "Parent order {ParentId} has ended, {Why}: {FilledQty} is filled, {UnfilledQty} is not. {Reason}")]
    private static partial void ParentEnded(this ILogger logger, LogLevel level, long parentId, string why, decimal filledQty, decimal unfilledQty, string reason);

    [LoggerMessage(EventId = 4_125, Level = LogLevel.Warning, EventName = "exec.parent_paused", Message = "Parent order {ParentId} sends nothing until it is resumed: {Reason}")]
    private static partial void ParentPaused(this ILogger logger, long parentId, string reason);

    [LoggerMessage(EventId = 4_126, Level = LogLevel.Information, EventName = "exec.parent_resumed", Message = "Parent order {ParentId} goes on: {Reason}")]
    private static partial void ParentResumed(this ILogger logger, long parentId, string reason);
}
