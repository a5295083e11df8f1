using System.Collections.Immutable;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Operations.Funds;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Tests.Operations.Support;

/// <summary>A status with something in every field.</summary>
internal static class Samples
{
    public static DaemonStatus Status(DateTimeOffset at) => DaemonStatus.Initial(at.AddMinutes(-5), new DaemonVersions("1.2.3", ".NET 10", "SQLite 3.46")) with
    {
        At = at,
        State = EngineState.Running,
        Emergency = new EmergencyLine(EmergencyState.Halted, at.AddMinutes(-1), "api", "prices look wrong", true, false),
        EntryBlocks = [new BlockLine("simulated", null, "clock_skew", "Its clock and ours are 2000 ms apart.", at.AddSeconds(-30), "a measurement of its clock at most 500 ms from ours")],
        Tier = "hunter",
        Equity = Valuation.Of(10123.45m),
        Venues = [new VenueStanding("simulated", "simulated", "paper", ["BTC/USD"], ["BTC/USD"], ImmutableSortedDictionary<string, decimal>.Empty.Add("USD", 9000.50m), null) { BuyingPower = new BuyingPowerLine(at.AddSeconds(-10), "USD", 8000.50m, 4000m, null, 12.5m) }],
        Cash = ImmutableSortedDictionary<string, decimal>.Empty.Add("USD", 9000.50m).Add("BTC", 0.000000010000000001m),
        Realized = -3.25m,
        Unrealized = Valuation.Missing("no quote for BTC-USD"),
        Fees = 1.5m,
        DayProfit = Valuation.Of(123.45m),
        Positions = [new PositionLine("ma", "BTC-USD", 0.1m, 30000.10m, null, Valuation.Missing("no quote for BTC-USD"))],
        OpenOrders = [new OrderLine("abc-1-1", "ma", "BTC-USD", OrderSide.Sell, 0.1m, 0m, 31000m, OrderStatus.Unknown, at)],
        Counts = new StatusCounts { Ticks = 10, Signals = 3, Orders = 2, Fills = 1, Refused = ImmutableSortedDictionary<string, long>.Empty.Add("quote_fresh", 1) },
        Rates = new StatusRates(1.5, 0, 0, 0),
        Queues = [new QueueLine("ticks-0", 1, 8192)],
        Latencies = [new LatencyLine("tick_to_order", 2, 0.5, 0.9, 0.9, 1.0)],
        Strategies = [new StrategyLine("ma", "moving-average-crossover", StrategyCondition.Running, 2, 0, null), new StrategyLine("mr", "mean-reversion", StrategyCondition.Disabled, 2, 3, "threw 3 times")],
    };
}
