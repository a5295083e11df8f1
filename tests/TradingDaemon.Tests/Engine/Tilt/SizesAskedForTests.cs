using NUnit.Framework;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.Algorithms;

namespace TradingDaemon.Tests.Engine.Tilt;

/// <summary>What the account makes of an entry's size is not how its strategy behaves.</summary>
internal sealed class SizesAskedForTests
{
    private static IEnumerable<TestCaseData> Ways()
    {
        yield return new TestCaseData(AlgorithmSpec.Direct).SetArgDisplayNames("whole");
        yield return new TestCaseData(ParentWorld.Iceberg).SetArgDisplayNames("in parts");
    }

    /// <summary>Bug: entries that were halved while a volatility index was high looked doubled when it fell, and after losses that was betting against them.</summary>
    [TestCaseSource(nameof(Ways))]
    public void Decided_AnEntryTheAccountMadeSmaller_CountsAsItWasAskedFor(AlgorithmSpec terms)
    {
        var limits = new RiskLimits { VolatilityIndexSymbol = TestMarket.SymbolOf(TestMarket.Halted).Text };
        var bench = AccountBench.Running(TestMarket.Setup(limits, TestMarket.Spec() with { SizeFraction = 0.05m, Execution = terms }) with { Spreads = new SpreadLimits(IsEnabled: false), Tilt = new TiltPolicy() });
        foreach (var index in (decimal[])[40m, 20m])
        {
            bench.Quote(TestMarket.Halted, index, index);
            bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
            bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 10m);
            bench.Signal(SignalKind.Close, TestMarket.Btc);
            foreach (var order in bench.Books.Orders.Open.ToList()) bench.Report(new VenueEvent.Refused(order.Intent.ClientOrderId, VenueRefusal.WouldTake, "Not now.", bench.Now));
            bench.Clock(TimeSpan.FromSeconds(1));
        }

        var entries = bench.Books.Gauges.Tilts.Of(AccountBench.Alpha)!.Entries;
        Assert.That(entries.Select(static entry => entry.NotionalQuote), Is.EqualTo(new[] { 1_000.5m, 1_000.5m }));
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
    }
}
