using System.Globalization;
using TradingDaemon.Exchange.Ledger;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Accounts;

/// <summary>The only way anything happens to the account: first into the ledger, then applied, then reported.</summary>
internal sealed class Bookkeeper(ExchangeAccount account, LedgerFile? ledger, Action<ExchangeReport> report)
{
    /// <summary>Cash in (or, below zero, out).</summary>
    public void Deposit(string asset, decimal amount, DateTimeOffset at) => Record(new LedgerEvent.Deposited(asset, amount, at));

    /// <summary>The order works from now on.</summary>
    public ExchangeOrder Accept(OrderRequest request, DateTimeOffset? expiresAt, DateTimeOffset at)
    {
        var sequence = account.LastOrderSequence + 1;
        var orderId = string.Create(CultureInfo.InvariantCulture, $"O{sequence}");
        Record(new LedgerEvent.Accepted(request, sequence, orderId, expiresAt, at));
        report(new ExchangeReport.Accepted(request.ClientOrderId, orderId, at));
        return account.Find(request.ClientOrderId)!;
    }

    /// <summary>The order trades.</summary>
    public void Execute(ExchangeOrder order, ExchangeInstrument instrument, decimal price, decimal quantity, LiquidityRole role, DateTimeOffset at)
    {
        var sequence = account.LastExecutionSequence + 1;
        var notional = instrument.Notional(price, quantity);
        var execution = new Execution(
            sequence, string.Create(CultureInfo.InvariantCulture, $"E{sequence}"), order.Request.ClientOrderId, order.OrderId, instrument.Symbol,
            order.Request.Side, price, quantity, notional, instrument.Fees.Fee(notional, quantity, role), instrument.Quote, role, at);
        Record(new LedgerEvent.Executed(execution));
        report(new ExchangeReport.Executed(execution));
    }

    /// <summary>What is left of the order was cancelled.</summary>
    public void Cancel(ExchangeOrder order, string reason, DateTimeOffset at)
    {
        End(order, OrderCondition.Cancelled, reason, at);
        report(new ExchangeReport.Cancelled(order.Request.ClientOrderId, reason, at));
    }

    /// <summary>What is left of the order expired.</summary>
    public void Expire(ExchangeOrder order, string reason, DateTimeOffset at)
    {
        End(order, OrderCondition.Expired, reason, at);
        report(new ExchangeReport.Expired(order.Request.ClientOrderId, reason, at));
    }

    /// <summary>A stop could not be executed when it triggered.</summary>
    public void Reject(ExchangeOrder order, Refusal refusal, DateTimeOffset at)
    {
        End(order, OrderCondition.Rejected, refusal.Reason, at);
        Refuse(order.Request.ClientOrderId, refusal, at);
    }

    /// <summary>An order was not accepted: no event of the account, so nothing in the ledger.</summary>
    public void Refuse(string clientOrderId, Refusal refusal, DateTimeOffset at) =>
        report(new ExchangeReport.Refused(clientOrderId, refusal.Code, refusal.Reason, at));

    /// <summary>There was nothing to cancel.</summary>
    public void RefuseCancel(string clientOrderId, string reason, DateTimeOffset at) =>
        report(new ExchangeReport.CancelRefused(clientOrderId, reason, at));

    private void End(ExchangeOrder order, OrderCondition condition, string reason, DateTimeOffset at) =>
        Record(new LedgerEvent.Ended(order.Request.ClientOrderId, condition, reason, at));

    private void Record(LedgerEvent what)
    {
        ledger?.Append(what);
        account.Apply(what);
    }
}
