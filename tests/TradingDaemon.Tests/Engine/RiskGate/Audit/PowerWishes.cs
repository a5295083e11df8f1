using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.RiskGate.Audit;

/// <summary>A venue that tells, now and then, what may be spent; the auditor hears the same.</summary>
internal sealed class PowerWishes(AccountBench bench, PaperBooks paper)
{
    private int _steps;

    /// <summary>Every ninth time a statement amid orders of which the venue shows every second one: those are in its figure, the others are not.</summary>
    public void Step()
    {
        if (_steps++ % 9 != 0) return;
        var cash = Math.Max(0m, paper.Cash("USD"));
        var told = new ToldBuyingPower(bench.Now, "USD", Math.Round(cash * ((_steps % 4) + 1) / 4m, 2), Math.Round(cash * ((_steps % 3) + 1) / 6m, 2), Math.Round(cash / 8m, 2));
        var shown = paper.Out.Where(static (_, place) => place % 2 == 0).ToList();
        bench.Statement(power: told, open: [.. shown.Select(static order => new OrderReport(order.Intent.ClientOrderId, $"V-{order.Intent.ClientOrderId}", order.Intent.Symbol, order.Intent.Side, OrderStatus.Open, order.Intent.Terms.Quantity.Base, order.Intent.Terms.Quantity.Base - order.Remaining))]);
        paper.Power.Told(told, shown.Select(static order => order.Intent));
    }
}
