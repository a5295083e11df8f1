using System.Globalization;
using TradingDaemon.Exchange.Ledger;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Accounts;

/// <summary>The only way anything happens to the books: first into the ledger, then applied, then reported.</summary>
internal sealed class Bookkeeper(ExchangeBooks books, LedgerFile? ledger, Action<ExchangeReport> report)
{
    /// <summary>A balance moves: cash of an asset, or the holding of a symbol.</summary>
    public void Move(ExchangeAccount account, MovementKind kind, string asset, bool isHolding, decimal amount, DateTimeOffset at) =>
        Record(new LedgerEvent.Moved(account.Id, kind, asset, isHolding, amount, at));

    /// <summary>The order works from now on.</summary>
    public ExchangeOrder Accept(ExchangeAccount account, OrderRequest request, DateTimeOffset? expiresAt, DateTimeOffset at)
    {
        var sequence = books.LastOrderSequence + 1;
        var orderId = string.Create(CultureInfo.InvariantCulture, $"O{sequence}");
        Record(new LedgerEvent.Accepted(account.Id, request, sequence, orderId, expiresAt, at));
        report(new ExchangeReport.Accepted(account.Id, request.ClientOrderId, orderId, at));
        return account.Find(OrderName.Venue(orderId))!;
    }

    /// <summary>The order trades with the outside market.</summary>
    public void Execute(ExchangeOrder order, ExchangeInstrument instrument, PlannedTrade trade, LiquidityRole role, ChargedFee fee, DateTimeOffset at)
    {
        var execution = Leg(order, instrument, trade, role, fee, at);
        Record(new LedgerEvent.Executed(execution));
        report(new ExchangeReport.Executed(execution));
    }

    /// <summary>Two accounts trade: one act, two executions.</summary>
    public void Match(ExchangeInstrument instrument, PlannedTrade trade, (ExchangeOrder Order, ChargedFee Fee) maker, (ExchangeOrder Order, ChargedFee Fee) taker, DateTimeOffset at)
    {
        var made = Leg(maker.Order, instrument, trade, LiquidityRole.Maker, maker.Fee, at);
        var took = Leg(taker.Order, instrument, trade, LiquidityRole.Taker, taker.Fee, at);
        RecordBoth(
            made with { Counterparty = took.Account, CounterSequence = took.Sequence },
            took with { Counterparty = made.Account, CounterSequence = made.Sequence },
            static execution => new ExchangeReport.Executed(execution));
    }

    /// <summary>An execution is undone, and so is the other side's when that is an account here.</summary>
    public void Reverse(Execution bust, Execution? counter, DateTimeOffset at)
    {
        var undone = Reversal(bust, at);
        if (counter is null)
        {
            Record(new LedgerEvent.Executed(undone));
            report(new ExchangeReport.Reversed(undone));
            return;
        }

        var other = Reversal(counter, at);
        RecordBoth(undone with { CounterSequence = other.Sequence }, other with { CounterSequence = undone.Sequence }, static execution => new ExchangeReport.Reversed(execution));
    }

    /// <summary>Fee of an execution is given back.</summary>
    public void Rebate(Execution execution, decimal amount, DateTimeOffset at)
    {
        var sequence = books[execution.Account].Executions.LastSequence + 1;
        var rebate = execution with
        {
            Sequence = sequence, ExecutionId = ExecutionId(execution.Account, sequence), Quantity = 0m, Notional = 0m, Fee = -amount, At = at,
            Counterparty = null, CounterSequence = 0, Rebates = execution.Sequence,
        };
        Record(new LedgerEvent.Executed(rebate));
        report(new ExchangeReport.Rebated(rebate));
    }

    /// <summary>The order works on with other terms.</summary>
    public void Replace(ExchangeOrder order, decimal quantity, decimal price, bool keepsPriority, DateTimeOffset at)
    {
        Record(new LedgerEvent.Replaced(order.Account, order.OrderId, order.Request.ClientOrderId, quantity, price, keepsPriority, at));
        report(new ExchangeReport.Replaced(order.Account, order.Request.ClientOrderId, order.OrderId, quantity, price, at));
    }

    /// <summary>What is left of the order was cancelled.</summary>
    public void Cancel(ExchangeOrder order, string reason, DateTimeOffset at)
    {
        End(order, OrderCondition.Cancelled, reason, at);
        report(new ExchangeReport.Cancelled(order.Account, order.Request.ClientOrderId, order.OrderId, reason, at) { Filled = order.Filled });
    }

    /// <summary>What is left of the order expired.</summary>
    public void Expire(ExchangeOrder order, string reason, DateTimeOffset at)
    {
        End(order, OrderCondition.Expired, reason, at);
        report(new ExchangeReport.Expired(order.Account, order.Request.ClientOrderId, order.OrderId, reason, at) { Filled = order.Filled });
    }

    /// <summary>A stop could not be executed when it triggered.</summary>
    public void Reject(ExchangeOrder order, Refusal refusal, DateTimeOffset at)
    {
        End(order, OrderCondition.Rejected, refusal.Reason, at);
        report(new ExchangeReport.Refused(order.Account, order.Request.ClientOrderId, order.OrderId, refusal.Code, refusal.Reason, at));
    }

    /// <summary>An order was not accepted: no event of the account, so nothing in the ledger.</summary>
    public void Refuse(ExchangeAccount account, string clientOrderId, Refusal refusal, DateTimeOffset at) =>
        report(new ExchangeReport.Refused(account.Id, clientOrderId, "", refusal.Code, refusal.Reason, at));

    /// <summary>There was nothing to cancel.</summary>
    public void RefuseCancel(ExchangeAccount account, OrderName name, Refusal refusal, DateTimeOffset at)
    {
        var (client, order) = NamesOf(account, name);
        report(new ExchangeReport.CancelRefused(account.Id, client, order, refusal.Code, refusal.Reason, at));
    }

    /// <summary>The order could not be replaced and stays as it is.</summary>
    public void RefuseReplace(ExchangeAccount account, OrderName name, Refusal refusal, DateTimeOffset at)
    {
        var (client, order) = NamesOf(account, name);
        report(new ExchangeReport.ReplaceRefused(account.Id, client, order, refusal.Code, refusal.Reason, at));
    }

    /// <summary>The exchange loses its record of a working order and tells nobody.</summary>
    public void Forget(ExchangeOrder order, DateTimeOffset at) =>
        Record(new LedgerEvent.Forgotten(order.Account, order.OrderId, order.Request.ClientOrderId, at));

    /// <summary>An instrument stops or goes on trading.</summary>
    public void Halt(ExchangeInstrument instrument, bool isHalted, DateTimeOffset at) => Record(new LedgerEvent.Halted(instrument.Symbol, isHalted, at));

    private static (string Client, string Order) NamesOf(ExchangeAccount account, OrderName name) => account.Find(name) is { } order
        ? (order.Request.ClientOrderId, order.OrderId)
        : name.IsVenues ? ("", name.Text) : (name.Text, "");

    private Execution Leg(ExchangeOrder order, ExchangeInstrument instrument, PlannedTrade trade, LiquidityRole role, ChargedFee fee, DateTimeOffset at)
    {
        var sequence = books[order.Account].Executions.LastSequence + 1;
        return new Execution(
            sequence, ExecutionId(order.Account, sequence), order.Request.ClientOrderId, order.OrderId, instrument.Symbol, order.Request.Side,
            trade.Price, trade.Quantity, instrument.Notional(trade.Price, trade.Quantity), fee.Amount, instrument.Quote, role, at)
        {
            Account = order.Account,
            FeeAsset = fee.Asset,
            FeeCurrency = fee.Currency,
        };
    }

    private Execution Reversal(Execution bust, DateTimeOffset at)
    {
        var sequence = books[bust.Account].Executions.LastSequence + 1;
        return bust with
        {
            Sequence = sequence,
            ExecutionId = ExecutionId(bust.Account, sequence),
            Side = bust.Side == Side.Buy ? Side.Sell : Side.Buy,
            Fee = -bust.Fee,
            At = at,
            Reverses = bust.Sequence,
        };
    }

    private static string ExecutionId(string account, long sequence) => account == AccountOptions.DefaultId
        ? string.Create(CultureInfo.InvariantCulture, $"E{sequence}")
        : string.Create(CultureInfo.InvariantCulture, $"{account}-E{sequence}");

    private void End(ExchangeOrder order, OrderCondition condition, string reason, DateTimeOffset at) =>
        Record(new LedgerEvent.Ended(order.Account, order.OrderId, order.Request.ClientOrderId, condition, reason, at));

    private void RecordBoth(Execution first, Execution second, Func<Execution, ExchangeReport> toReport)
    {
        var (one, other) = (new LedgerEvent.Executed(first), new LedgerEvent.Executed(second));
        ledger?.Append(one, other);
        books.Apply(one);
        books.Apply(other);
        report(toReport(first));
        report(toReport(second));
    }

    private void Record(LedgerEvent what)
    {
        ledger?.Append(what);
        books.Apply(what);
    }
}
