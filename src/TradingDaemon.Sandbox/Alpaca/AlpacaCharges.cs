using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Ledger;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Alpaca.Spelling;
using TradingDaemon.Sandbox.Protocols;

namespace TradingDaemon.Sandbox.Alpaca;

/// <summary>What regulators charge of sales of shares, taken out of cash some time after each sale and told as an activity of its own; only where the sandbox was told to.</summary>
internal sealed class AlpacaCharges(ExchangeParts exchange, AlpacaMarkets markets)
{
    private const string Currency = "USD";
    private const decimal OfValue = 0.0000278m;
    private const decimal OfShare = 0.000166m;

    /// <summary>Takes what is due by now. The ledger has as many charges as sales were charged.</summary>
    public void Bring(string account)
    {
        if (exchange.ChargesAfter is not { } after) return;
        exchange.Floor.Enter((account, after, markets), static (floor, what, now) =>
        {
            var desk = floor.Exchange.Account(what.account);
            var sales = desk.ExecutionsSince(0, int.MaxValue).Where(trade => trade.IsTrade && trade.Side == Side.Sell && what.markets.Find(trade.Symbol) is { Class: AlpacaMarket.Shares });
            foreach (var sale in sales.Skip(desk.MovementsSince(0, int.MaxValue).Count(static movement => movement.Kind == MovementKind.Charge)))
            {
                if (sale.At + what.after > now) break;
                floor.Exchange.Operator.Charge(what.account, Currency, Of(sale), now);
            }

            return true;
        });
    }

    /// <summary>Everything charged so far, oldest first.</summary>
    public IEnumerable<BalanceMovement> Taken(string account) => exchange.Accounts.Movements(account, 0, int.MaxValue).Where(static movement => movement.Kind == MovementKind.Charge);

    // By the value and by the share, up to the next cent.
    private static decimal Of(Execution sale) => decimal.Ceiling(((sale.Notional * OfValue) + (sale.Quantity * OfShare)) * 100m) / 100m;
}
