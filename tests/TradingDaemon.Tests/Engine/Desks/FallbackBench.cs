using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>The usual bench as a paper account with the fallback on.</summary>
internal static class FallbackBench
{
    public static AccountSetup Setup(params StrategySpec[] specs) => TestMarket.Setup(specs) with { PaperFallback = true };

    public static AccountSetup Setup(RiskLimits limits, params StrategySpec[] specs) => TestMarket.Setup(limits, specs) with { PaperFallback = true };

    public static AccountBench Running(params StrategySpec[] specs) => AccountBench.Running(Setup(specs.Length == 0 ? [TestMarket.Spec()] : specs));

    public static void Absent(AccountBench bench, OrderIntent order) => bench.Report(new VenueEvent.ProvenAbsent(order.ClientOrderId, "Looked everywhere.", bench.Now));
}
