using NUnit.Framework;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.RiskGate;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.RiskGate.Edges;

/// <summary>Every rule of the gate at its limit, one step below and one above it, and with what it goes by missing; a rule without a number on both its sides.</summary>
internal sealed class RuleEdgeTests
{
    private static readonly EdgeSide[] WithNumber = [EdgeSide.Below, EdgeSide.At, EdgeSide.Above, EdgeSide.Missing];
    private static readonly EdgeSide[] WithoutNumber = [EdgeSide.Missing, EdgeSide.Good, EdgeSide.Bad];

    /// <summary>Rules that go by a state, a name or a kind.</summary>
    private static readonly RiskRule[] Numberless =
    [
        RiskRule.EngineRunning, RiskRule.EmergencyStop, RiskRule.AccountOwner, RiskRule.VenueKnown, RiskRule.InstrumentTradable, RiskRule.DuplicateIntent, RiskRule.DuplicateInFlight,
        RiskRule.EntriesBlocked, RiskRule.OutcomeUnknown, RiskRule.TermsSupported, RiskRule.ShortNotAllowed, RiskRule.CurrencyConversion, RiskRule.MarketRegime, RiskRule.StrategyDependency,
    ];

    private static readonly RuleEdge[] Rows =
        [.. StateEdges.Rows(), .. InstrumentEdges.Rows(), .. PriceEdges.Rows(), .. FundEdges.Rows(), .. ExposureEdges.Rows(), .. RiskAndLossEdges.Rows(), .. OptionEdges.Rows(), .. PaceEdges.Rows()];

    private static IEnumerable<TestCaseData> Judged => Rows.Where(static row => row.Case is not null).Select(static row => new TestCaseData(row).SetName(row.ToString()));

    [TestCaseSource(nameof(Judged))]
    public void Judge_BesideItsLimit(RuleEdge row)
    {
        var refusal = RiskRules.All.Single(rule => rule.Id == row.Rule).Judge(row.Case!());
        Assert.That(refusal is { } no ? (no.Rule, no.Limit, no.Asked) : ((RiskRule, decimal, decimal)?)null, Is.EqualTo(row.Refusal), refusal?.Detail);
    }

    /// <summary>A rule that is added to the gate has its rows, or this fails.</summary>
    [Test]
    public void Rows_OfEveryRuleOfTheGate_HaveEverySide() =>
        Assert.That(
            RiskRules.All.Select(static rule => $"{rule.Id}: {Sides(rule.Id)}"),
            Is.EqualTo(RiskRules.All.Select(static rule => $"{rule.Id}: {string.Join(", ", Numberless.Contains(rule.Id) ? WithoutNumber : WithNumber)}")));

    [Test]
    public void Rows_OfEveryRule_HaveOneThatPassesAndOneThatIsRefused() =>
        Assert.That(
            RiskRules.All.Where(static rule => Rows.Where(row => row.Rule == rule.Id && row.Case is not null).Select(static row => row.Refusal is null).Distinct().Count() < 2).Select(static rule => rule.Id), Is.Empty);

    [Test]
    public void Rows_AreOfRulesOfTheGate_EachNamedOnce()
    {
        Assert.That(Rows.Select(static row => row.Rule).Except(RiskRules.All.Select(static rule => rule.Id)), Is.Empty);
        Assert.That(Rows.Select(static row => row.ToString()), Is.Unique);
    }

    /// <summary>What lacks before there is a case for the gate: an instrument without any quote.</summary>
    [Test]
    public void Signal_OnAnInstrumentWithoutAQuote_IsRefusedForWantOfOne()
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy, TestMarket.Call, quantity: 1m);
        Assert.That((bench.Orders.Count, bench.Refusals.Single().Rule), Is.EqualTo((0, RiskRule.QuoteFresh)));
    }

    private static string Sides(RiskRule rule) => string.Join(", ", Rows.Where(row => row.Rule == rule).Select(static row => row.Side).Distinct().Order());
}
