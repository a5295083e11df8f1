using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;

namespace TradingDaemon.Engine.Routing;

/// <summary>Which instruments are the same thing, and what an account holds of such a thing under all its names.</summary>
/// <remarks>
/// Entries go among names only while routing is on. What it bought is held on when it is off: of a strategy that does not trade the name, that is an orphan, and the first name of the thing it does
/// trade is its heir. The strategy is shown it there, and its exits there close it. Where there is no orphan, routing that is off is as if it were not there.
/// A market maker makes each name apart, so that what it holds under a name it does not make is an orphan while routing is on, too.
/// </remarks>
public sealed class InstrumentGroups
{
    private readonly InstrumentCatalog _catalog;
    private readonly Instrument[][] _sameAs;
    private readonly Instrument[][] _groups;
    private readonly Instrument[][] _together;
    private readonly Instrument[][] _names;
    private readonly bool _isAnyNamedTwice;
    private (ImmutableDictionary<PositionKey, decimal> HeldBase, Tier Tier)? _seen;
    private ImmutableDictionary<PositionKey, decimal> _shown = ImmutableDictionary<PositionKey, decimal>.Empty;

    /// <summary>Of a catalogue; a symbol it does not know is left out. While routing is off every instrument is only itself.</summary>
    public InstrumentGroups(InstrumentCatalog catalog, RoutingPolicy policy)
    {
        _catalog = catalog;
        Instrument[][] things = [.. policy.SameThings.Select(group => (Instrument[])[.. group.Select(catalog.Find).OfType<Instrument>()]).Where(static group => group.Length > 1)];
        _groups = policy.IsSmart ? things : [];
        _sameAs = [.. catalog.All.Select(instrument => _groups.FirstOrDefault(group => group.Contains(instrument)) ?? [instrument])];
        _together = [.. catalog.All.Select(instrument => (Instrument[])[.. _sameAs[instrument.Id.Index].Concat(catalog.Elsewhere(instrument.Id)).DistinctBy(static one => one.Id).OrderBy(static one => one.Id.Index)])];
        _names = [.. catalog.All.Select(instrument => NamesOf(instrument, catalog, things))];
        _isAnyNamedTwice = Array.Exists(_names, static names => names.Length > 1);
    }

    /// <summary>The same thing under all its names, the instrument itself among them; in the configuration's order.</summary>
    public ReadOnlySpan<Instrument> SameAs(Instrument instrument) => _sameAs[instrument.Id.Index];

    /// <summary>What is bought and sold against each other where one of them is bought and another sold: the same thing under all its names, and one pair at all its venues with routing off too. In id order, the instrument itself among them.</summary>
    public ReadOnlySpan<Instrument> Together(Instrument instrument) => _together[instrument.Id.Index];

    /// <summary>Every name the thing is known by, with routing off too; the instrument itself among them. In the configuration's order, one pair's venues in id order.</summary>
    public ReadOnlySpan<Instrument> NamesOf(Instrument instrument) => _names[instrument.Id.Index];

    /// <summary>The first of these, by which all of them are one.</summary>
    public Instrument ThingOf(InstrumentId instrument) => _together[instrument.Index][0];

    /// <summary>Whether two are the same thing.</summary>
    public bool AreSame(Instrument instrument, InstrumentId other)
    {
        foreach (var same in _sameAs[instrument.Id.Index])
            if (same.Id == other) return true;
        return false;
    }

    /// <summary>Whether entries of a strategy may go there: it trades the thing under this name, or under one that entries come here from, and is not switched off under this one.</summary>
    public bool Trades(StrategySpec spec, Instrument instrument)
    {
        if (spec.DisabledSymbols.Contains(instrument.Symbol.Text)) return false;
        foreach (var same in _sameAs[instrument.Id.Index])
            if (spec.Trades(same)) return true;
        return false;
    }

    /// <summary>Under which name a strategy finds what it holds under one that is not its business: the first of the thing's names that it trades, or else is for. Null where it is no orphan, and where nothing of the strategy finds it.</summary>
    public Instrument? HeirOf(StrategySpec? spec, Instrument held) => _names[held.Id.Index] is { Length: > 1 } names && spec is not null && FirstFor(spec, NamesOfIts(spec, held)) is null ? FirstFor(spec, names) : null;

    /// <summary>Under which name a strategy is asked about what it holds under this one, with routing or without; null where it is under none.</summary>
    public Instrument? FoundAs(StrategySpec spec, Instrument held) => spec.IsFor(held) ? held : FirstFor(spec, NamesOfIts(spec, held)) ?? HeirOf(spec, held);

    /// <summary>Whether an exit of a strategy under one name closes what it holds under another: the same thing, or an orphan whose heir that is.</summary>
    public bool IsFound(StrategySpec? spec, Instrument exit, Instrument held) => IsItsSame(spec, exit, held) || (HeirOf(spec, held) is { } heir && IsItsSame(spec, exit, heir));

    /// <summary>Holdings as strategies see them: each name of a thing shows what is held of it under all, an heir its orphans too. The same object comes back for the same holdings, and the very one that was given where no name has anything of another.</summary>
    public ImmutableDictionary<PositionKey, decimal> Shown(ImmutableDictionary<PositionKey, decimal> heldBase, Tier tier)
    {
        if (!_isAnyNamedTwice) return heldBase;
        if (_seen is { } seen && ReferenceEquals(seen.HeldBase, heldBase) && ReferenceEquals(seen.Tier, tier)) return _shown;
        (_seen, _shown) = ((heldBase, tier), Summed(heldBase, tier));
        return _shown;
    }

    /// <summary>The same of any figure by strategy and symbol, e.g. orders in flight.</summary>
    public ImmutableDictionary<PositionKey, decimal> Summed(ImmutableDictionary<PositionKey, decimal> figures, Tier tier)
    {
        var summed = figures;
        foreach (var group in _groups)
        {
            foreach (var strategy in figures.Keys.Where(key => group.Any(member => member.Symbol == key.Symbol)).Select(static key => key.Strategy).Distinct())
            {
                var sum = group.Sum(member => figures.GetValueOrDefault(new PositionKey(strategy, member.Symbol)));
                foreach (var member in group) summed = With(summed, new PositionKey(strategy, member.Symbol), sum);
            }
        }

        return _isAnyNamedTwice ? WithOrphans(summed, figures, tier) : summed;
    }

    private ImmutableDictionary<PositionKey, decimal> WithOrphans(ImmutableDictionary<PositionKey, decimal> summed, ImmutableDictionary<PositionKey, decimal> figures, Tier tier)
    {
        foreach (var (key, figure) in figures)
        {
            if (_catalog.Find(key.Symbol) is not { } held || _names[held.Id.Index].Length == 1 || HeirOf(tier.Find(key.Strategy), held) is not { } heir || AreSame(heir, held.Id)) continue;
            foreach (var same in _sameAs[heir.Id.Index])
            {
                var shown = new PositionKey(key.Strategy, same.Symbol);
                summed = With(summed, shown, summed.GetValueOrDefault(shown) + figure);
            }
        }

        return summed;
    }

    // The names under which a strategy's entries in what it names may have come here, or under which it is asked about what is here.
    private Instrument[] NamesOfIts(StrategySpec spec, Instrument held) => IsMaker(spec) ? [held] : _sameAs[held.Id.Index];

    private bool IsItsSame(StrategySpec? spec, Instrument one, Instrument other) => one.Id == other.Id || (AreSame(one, other.Id) && !(spec is not null && IsMaker(spec)));

    private static bool IsMaker(StrategySpec spec) => spec.Kind == StrategySpec.MarketMakingKind;

    // What is switched off under a name is not asked under it, though it is its business.
    private static Instrument? FirstFor(StrategySpec spec, Instrument[] names)
    {
        Instrument? first = null;
        foreach (var name in names)
        {
            if (spec.Trades(name)) return name;
            if (first is null && spec.IsFor(name)) first = name;
        }

        return first;
    }

    private static ImmutableDictionary<PositionKey, decimal> With(ImmutableDictionary<PositionKey, decimal> figures, PositionKey key, decimal figure) =>
        figure == 0m ? figures.Remove(key) : figures.SetItem(key, figure);

    private static Instrument[] NamesOf(Instrument instrument, InstrumentCatalog catalog, Instrument[][] things)
    {
        Instrument[] pair = [.. catalog.Elsewhere(instrument.Id).Append(instrument).OrderBy(static one => one.Id.Index)];
        var thing = Array.Find(things, thing => Array.Exists(pair, thing.Contains)) ?? [];
        return [.. thing.Concat(thing.SelectMany(name => catalog.Elsewhere(name.Id))).Concat(pair).DistinctBy(static one => one.Id)];
    }
}
