using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Exchange.Synthetic;
using Trade = TradingDaemon.Exchange.Orders.Execution;

namespace TradingDaemon.Tests.Exchange;

/// <summary>A million orders, each on a random path: none fills past its quantity, none trades after its end, no account trades with itself.</summary>
public sealed class MillionPathsTests
{
    private const ulong Seed = 20250303;
    private const int Paths = 1_000_000;
    private const int OpenMax = 6; // short queues cross often, and are judged quickly

    private static readonly string[] Ids = ["ann", "bob", "cid"];

    private readonly SeededRandom _random = new(Seed);
    private readonly Dictionary<string, (decimal Quantity, decimal Filled)> _working = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _sequences = Ids.ToDictionary(static id => id, static _ => 0L);
    private decimal _asked;
    private int _makers;

    [Test]
    public void Orders_OnAMillionRandomPaths_NeverFillPastTheirQuantity()
    {
        using var exchange = new SimulatedExchange(Options(), ExchangeRig.Instruments, ExchangeRig.Start);
        AccountDesk[] desks = [.. Ids.Select(exchange.Account)];
        var (reports, started) = (new List<ExchangeReport>(), TimeProvider.System.GetTimestamp());
        for (var path = 0; path < Paths; path++)
        {
            var desk = desks[_random.NextIndex(desks.Length)];
            if (_random.NextIndex(4) == 0) Disturb(exchange, desk);
            var order = RandomOrder(path);
            _asked = order.Quantity;
            desk.Submit(order, exchange.Now);
            exchange.AdvanceTo(exchange.Now.AddMilliseconds(10));
            reports.Clear();
            exchange.Drain(reports);
            foreach (var report in reports) Check(report);
        }

        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"seed {Seed}: {_sequences.Values.Sum()} executions, {_makers} of them made for another account, {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s"));
        Assert.That(_makers, Is.GreaterThan(Paths / 20));
        Assert.That(_working.Keys, Is.EquivalentTo(desks.SelectMany(static desk => desk.OpenOrders()).Select(static order => order.Request.ClientOrderId)));
    }

    private static ExchangeOptions Options() => AccountsRig.Options with
    {
        OpenOrdersMax = OpenMax, ClosedOrdersMax = 100, ExecutionsMax = 100,
        Accounts = [.. Ids.Select(static (id, i) => new AccountOptions
        {
            Id = id, SelfTrade = (SelfTradePrevention)(i + 2), ClientOrderIds = ClientOrderIdScope.OpenOrders,
            StartingCash = new Dictionary<string, decimal> { ["USD"] = 1e12m }, StartingHoldings = new Dictionary<string, decimal> { [AccountsRig.Symbol] = 1e12m },
        })],
    };

    private void Disturb(SimulatedExchange exchange, AccountDesk desk)
    {
        switch (_random.NextIndex(8))
        {
            case 0:
                desk.CancelAll(exchange.Now);
                break;
            case 1:
                desk.RenewDeadManSwitch(TimeSpan.FromMilliseconds(_random.NextIndex(50)), exchange.Now);
                break;
            case 2:
                exchange.ObserveTrade(ExchangeRig.Free, 90m + _random.NextIndex(21), _random.NextIndex(5), exchange.Now);
                break;
            case 3 or 4 when desk.OpenOrders() is [var first, ..]:
                desk.Replace(new ReplaceRequest(OrderName.Venue(first.OrderId), 1m + _random.NextIndex(5), _random.NextIndex(2) == 0 ? null : 95m + _random.NextIndex(11)), exchange.Now);
                break;
            default:
                var bid = 95m + _random.NextIndex(10);
                exchange.ObserveQuote(ExchangeRig.Free, bid, _random.NextIndex(4), bid + 1m, _random.NextIndex(4), exchange.Now);
                break;
        }
    }

    private OrderRequest RandomOrder(int path)
    {
        var id = path.ToString(CultureInfo.InvariantCulture);
        var (side, quantity, price) = (_random.NextIndex(2) == 0 ? Side.Buy : Side.Sell, 1m + _random.NextIndex(5), 95m + _random.NextIndex(11));
        return _random.NextIndex(9) switch
        {
            < 2 => OrderRequest.Market(id, AccountsRig.Symbol, side, quantity),
            2 => OrderRequest.Limit(id, AccountsRig.Symbol, side, quantity, price, Lifetime.FillOrKill),
            3 => OrderRequest.Limit(id, AccountsRig.Symbol, side, quantity, price, Lifetime.ImmediateOrCancel),
            4 => OrderRequest.Stop(id, AccountsRig.Symbol, side, quantity, price),
            5 => OrderRequest.Limit(id, AccountsRig.Symbol, side, quantity, price, Lifetime.Day, postOnly: true),
            _ => OrderRequest.Limit(id, AccountsRig.Symbol, side, quantity, price),
        };
    }

    private void Check(ExchangeReport report)
    {
        var id = report.ClientOrderId;
        switch (report)
        {
            case ExchangeReport.Accepted:
                _working.Add(id, (_asked, 0m));
                break;
            case ExchangeReport.Executed { Execution: var execution }:
                Check(execution);
                break;
            case ExchangeReport.Replaced replaced:
                _working[id] = _working[id] with { Quantity = replaced.Quantity };
                break;
            case ExchangeReport.Refused { OrderId: "" } or ExchangeReport.ReplaceRefused:
                break;
            default:
                if (!_working.Remove(id)) Assert.Fail($"{id} ended twice.");
                break;
        }
    }

    private void Check(Trade execution)
    {
        if (execution.Sequence != ++_sequences[execution.Account]) Assert.Fail($"{execution} leaves a gap.");
        if (execution.Account == execution.Counterparty) Assert.Fail($"{execution} is with itself.");
        if (execution is { Role: LiquidityRole.Maker, Counterparty: not null }) _makers++;
        if (!_working.TryGetValue(execution.ClientOrderId, out var order)) Assert.Fail($"{execution} came after the order's end.");
        var filled = order.Filled + execution.Quantity;
        if (filled > order.Quantity) Assert.Fail($"{execution} overfills: {filled} of {order.Quantity}.");
        if (filled < order.Quantity) _working[execution.ClientOrderId] = order with { Filled = filled };
        else _working.Remove(execution.ClientOrderId);
    }
}
