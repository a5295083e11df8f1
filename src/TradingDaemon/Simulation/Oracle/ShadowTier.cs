using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>Under which rules decisions are made, followed a second time: the configuration's version, the tier in force, and since when.</summary>
/// <param name="files">What each version says.</param>
internal sealed class ShadowTier(RuleFiles files)
{
    private TierRulebook _rules = files.AtFirst;
    private long _version;
    private string? _name;
    private string? _from;
    private DateTimeOffset _since;
    private long _reductions; // fills that made something smaller, since then

    /// <summary>The tier; the lowest before the first is entered.</summary>
    public Tier Now { get; private set; } = files.AtFirst.Tiers.All[0];

    /// <summary>Widest spreads.</summary>
    public SpreadLimits Spreads => _rules.Spreads;

    /// <summary>The same once more.</summary>
    public ShadowTier Copy() => (ShadowTier)MemberwiseClone();

    /// <summary>Another version is decided by.</summary>
    public void Take(Fact.ConfigurationChanged changed)
    {
        Invariant.Same("Versions of the configuration are counted.", _version + 1, changed.Version);
        (_version, _rules) = (changed.Version, files.Of(changed.Hash));
        Now = _rules.Tiers.Find(_name) ?? _rules.Tiers.All[0];
    }

    /// <summary>Another tier is in force.</summary>
    public void Take(Fact.TierEntered entered, DateTimeOffset at, bool isNew)
    {
        var to = _rules.Tiers.Find(entered.Tier);
        if (isNew) Judge(entered, to);
        (_name, _from, _since, _reductions) = (entered.Tier, entered.From, at, 0);
        Now = to ?? _rules.Tiers.All[0];
    }

    /// <summary>A fill made a position smaller.</summary>
    public void Reduced() => _reductions++;

    /// <summary>Which part of its size an entry has in the phases after a rise.</summary>
    public decimal PhaseFactorAt(DateTimeOffset now)
    {
        if (Now.Adjustment is not { Phase.Ticks: > 0 } phases || _rules.Tiers.Find(_from) is not { } before || before.EquityMinAccount >= Now.EquityMinAccount) return 1m;
        decimal[] parts = [phases.First, phases.Second, phases.Third, phases.Fourth];
        var passed = (int)Math.Min(parts.Length, (now - _since) / phases.Phase);
        return passed < parts.Length ? parts[passed] : 1m;
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
