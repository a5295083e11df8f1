using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Routing;

namespace TradingDaemon.Engine.Routing;

/// <summary>Which instruments are the same thing, and what an account holds of such a thing under all its names.</summary>
public sealed class InstrumentGroups
{
    private readonly Instrument[][] _sameAs;
    private readonly Instrument[][] _groups;
    private readonly Instrument[][] _together;
    private ImmutableDictionary<PositionKey, decimal>? _seen;
    private ImmutableDictionary<PositionKey, decimal> _shown = ImmutableDictionary<PositionKey, decimal>.Empty;

    /// <summary>Of a catalogue; a symbol it does not know is left out. While routing is off every instrument is only itself.</summary>
    public InstrumentGroups(InstrumentCatalog catalog, RoutingPolicy policy)
    {
        _groups = policy.IsSmart ? [.. policy.SameThings.Select(group => (Instrument[])[.. group.Select(catalog.Find).OfType<Instrument>()]).Where(static group => group.Length > 1)] : [];
        _sameAs = [.. catalog.All.Select(instrument => _groups.FirstOrDefault(group => group.Contains(instrument)) ?? [instrument])];
        _together = [.. catalog.All.Select(instrument => (Instrument[])[.. _sameAs[instrument.Id.Index].Concat(catalog.Elsewhere(instrument.Id)).DistinctBy(static one => one.Id).OrderBy(static one => one.Id.Index)])];
    }

    /// <summary>The same thing under all its names, the instrument itself among them; in the configuration's order.</summary>
    public ReadOnlySpan<Instrument> SameAs(Instrument instrument) => _sameAs[instrument.Id.Index];

    /// <summary>What is bought and sold against each other where one of them is bought and another sold: the same thing under all its names, and one pair at all its venues with routing off too. In id order, the instrument itself among them.</summary>
    public ReadOnlySpan<Instrument> Together(Instrument instrument) => _together[instrument.Id.Index];

    /// <summary>The first of these, by which all of them are one.</summary>
    public Instrument ThingOf(InstrumentId instrument) => _together[instrument.Index][0];

    /// <summary>Whether two are the same thing.</summary>
    public bool AreSame(Instrument instrument, InstrumentId other)
    {
        foreach (var same in _sameAs[instrument.Id.Index])
            if (same.Id == other) return true;
        return false;
    }

    /// <summary>Holdings as strategies see them: each name of a thing shows what is held of it under all. The same object comes back for the same holdings.</summary>
    public ImmutableDictionary<PositionKey, decimal> Shown(ImmutableDictionary<PositionKey, decimal> heldBase)
    {
        if (_groups.Length == 0) return heldBase;
        if (ReferenceEquals(_seen, heldBase)) return _shown;
        (_seen, _shown) = (heldBase, Summed(heldBase));
        return _shown;
    }

    /// <summary>The same of any figure by strategy and symbol, e.g. orders in flight.</summary>
    public ImmutableDictionary<PositionKey, decimal> Summed(ImmutableDictionary<PositionKey, decimal> figures)
    {
        var summed = figures;
        foreach (var group in _groups)
        {
            foreach (var strategy in figures.Keys.Where(key => group.Any(member => member.Symbol == key.Symbol)).Select(static key => key.Strategy).Distinct())
            {
                var sum = group.Sum(member => figures.GetValueOrDefault(new PositionKey(strategy, member.Symbol)));
                foreach (var member in group)
                    summed = sum == 0m ? summed.Remove(new PositionKey(strategy, member.Symbol)) : summed.SetItem(new PositionKey(strategy, member.Symbol), sum);
            }
        }

        return summed;
    }
}
