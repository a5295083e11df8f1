using System.Collections.Immutable;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>Under which rules decisions are made, followed a second time: the configuration's version, the tier in force, and since when.</summary>
/// <param name="files">What each version says.</param>
internal sealed class ShadowTier(RuleFiles files)
{
    private const decimal StepMargin = 0.0005m;

    private TierRulebook _rules = files.AtFirst;
    private long _version;
    private string? _name;
    private string? _from;
    private DateTimeOffset _since;
    private ImmutableArray<string>? _carried; // strategies the tier before ran too
    private Fact.CapitalRebalanced? _capital;
    private AllocationMode _mode = AllocationMode.Normal;
    private long _reductions; // fills that made something smaller, since then
    private ShadowTrials _trials = new();

    /// <summary>The tier; the lowest before the first is entered.</summary>
    public Tier Now { get; private set; } = files.AtFirst.Tiers.All[0];

    /// <summary>Widest spreads.</summary>
    public SpreadLimits Spreads => _rules.Spreads;

    /// <summary>The same once more.</summary>
    public ShadowTier Copy()
    {
        var copy = (ShadowTier)MemberwiseClone();
        copy._trials = _trials.Copy();
        return copy;
    }

    /// <summary>Takes what moves the rules: another version of them, another tier, a trial on paper.</summary>
    /// <param name="recorded">What was told.</param>
    /// <param name="isNew">Whether it was decided just now: then it is judged.</param>
    public void Take(RecordedFact recorded, bool isNew)
    {
        switch (recorded.Fact)
        {
            case Fact.ConfigurationChanged changed: Take(changed); break;
            case Fact.TierEntered entered: Take(entered, recorded.At, isNew); break;
            case Fact.CapitalRebalanced rebalanced: _capital = rebalanced; break;
            case Fact.AllocationModeMoved moved: _mode = moved.To; break;
            case Fact.PaperTrialStarted started: _trials.Take(started, recorded.At, _rules.Tiers.Find(started.Tier)); break;
            case Fact.PaperTrialEnded ended: _trials.Take(ended, _rules.Tiers.Find(ended.Tier)); break;
            default: break;
        }
    }

    // Another version is decided by.
    private void Take(Fact.ConfigurationChanged changed)
    {
        Invariant.Same("Versions of the configuration are counted.", _version + 1, changed.Version);
        (_version, _rules) = (changed.Version, files.Of(changed.Hash));
        Now = _rules.Tiers.Find(_name) ?? _rules.Tiers.All[0];
    }

    // Another tier is in force.
    private void Take(Fact.TierEntered entered, DateTimeOffset at, bool isNew)
    {
        var to = _rules.Tiers.Find(entered.Tier);
        _trials.Take(entered, to is { Paper: not null } && _rules.Tiers.Find(entered.From) is { } before && before.EquityMinAccount < to.EquityMinAccount);
        if (isNew) Judge(entered, to);
        if (isNew) JudgeCarried(entered, to, _rules.Tiers.Find(entered.From));
        (_name, _from, _since, _carried, _reductions) = (entered.Tier, entered.From, at, entered.Carried, 0);
        Now = to ?? _rules.Tiers.All[0];
    }

    /// <summary>The most of equity a strategy may have at stake by the shares that are kept and the mode in force; all of it where shares follow the trades, in the mode that gives the most.</summary>
    public decimal CapitalOf(StrategyId strategy)
    {
        var allocation = Now.Allocation;
        if (allocation.Method is null) return 1m;
        var mode = _mode > allocation.Mode && _mode > AllocationMode.Normal ? _mode : allocation.Mode;
        if (mode == AllocationMode.Emergency) return 0m;
        var isKept = (allocation.RebalanceEvery > TimeSpan.Zero || allocation.DriftFraction is not null) && _capital?.Tier == _name;
        var share = isKept ? _capital!.Shares.FirstOrDefault(share => share.Strategy == strategy.Text)?.After ?? 0m : allocation.FractionMax;
        return mode switch { AllocationMode.Defensive => share * allocation.DefensiveFactor, AllocationMode.Conservative => share * allocation.ConservativeFactor, AllocationMode.Normal => share, _ => Math.Max(share, Math.Min(allocation.FractionMax, share * allocation.AggressiveFactor)) };
    }

    /// <summary>A fill made a position smaller.</summary>
    public void Reduced() => _reductions++;

    /// <summary>Which part of its size an entry has in the phases after a rise, and for a while after any change, by whether its strategy is new.</summary>
    public decimal FactorAt(StrategyId strategy, DateTimeOffset now)
    {
        var phases = Now.Adjustment;
        var inPhase = InPhase(now, phases.First, phases.Second, phases.Third, phases.Fourth);
        if (_from is null || now - _since >= phases.Period) return inPhase;
        return Math.Min(inPhase, _carried is { } carried && carried.Contains(strategy.Text) ? phases.ExistingStrategies : phases.NewStrategies);
    }

    /// <summary>How many times what tilt finds counts at least: where equity is so near a step that a cent decides, the fewer times of both sides.</summary>
    public decimal TiltWeightAt(DateTimeOffset now, decimal? equity)
    {
        var watch = Now.Watch;
        var inPhase = InPhase(now, watch.First, watch.Second, watch.Third, watch.Fourth);
        var at = _rules.Tiers.All.IndexOf(Now) + 1;
        if (equity is not { } worth || at >= _rules.Tiers.All.Length || _rules.Tiers.All[at].EquityMinAccount is not (> 0m and var begins)) return inPhase;
        return Math.Max(inPhase, Math.Min(NearNext(watch, (worth / begins) - StepMargin), NearNext(watch, (worth / begins) + StepMargin)));
    }

    private static decimal NearNext(TierWatch watch, decimal part) => part >= 0.98m ? watch.Nearest : part >= 0.95m ? watch.Nearer : part >= 0.9m ? watch.Near : 1m;

    private decimal InPhase(DateTimeOffset now, params ReadOnlySpan<decimal> each)
    {
        if (Now.Adjustment is not { Phase.Ticks: > 0 } phases || _rules.Tiers.Find(_from) is not { } before || before.EquityMinAccount >= Now.EquityMinAccount) return 1m;
        var passed = (int)Math.Min(each.Length, (now - _since) / phases.Phase);
        return passed < each.Length ? each[passed] : 1m;
    }

    private static void JudgeCarried(Fact.TierEntered entered, Tier? to, Tier? from)
    {
        if (to is null || from is null) return;
        var both = to.Strategies.Where(spec => from.Strategies.Any(old => old.Enabled && (old.Id, old.Kind) == (spec.Id, spec.Kind))).Select(static spec => spec.Id.Text);
        Invariant.Same("What both tiers run is new in neither.", string.Join(' ', both), string.Join(' ', entered.Carried ?? []));
    }

    private void Judge(Fact.TierEntered entered, Tier? to)
    {
        Invariant.Holds("A tier is one of the table.", to is not null, "a tier that is configured", entered);
        if (to is null || _rules.Tiers.Find(entered.From) is not { } from || to.EquityMinAccount <= from.EquityMinAccount) return;
        Invariant.Holds("A tier is risen to with the equity it asks for.", entered.EquityAccount >= to.EquityMinAccount, $"{to.EquityMinAccount}", entered);
        if (!_rules.Tiers.All.Any(static tier => tier.Promotion.IsSet)) return;
        var table = _rules.Tiers.All;
        Invariant.Holds("Where gates are set an account rises by one tier at a time.", table.IndexOf(to) == table.IndexOf(from) + 1, "the next one", entered);
        Invariant.Holds("Nobody passes a gate that is shut.", !(_reductions < to.Promotion.TradesMin), $"{to.Promotion.TradesMin} trades since {_since:O}", $"{_reductions} fills that closed anything");
    }
}
