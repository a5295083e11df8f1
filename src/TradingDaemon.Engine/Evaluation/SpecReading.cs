using System.Globalization;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Engine.Evaluation;

/// <summary>Reads a strategy's configuration against the catalogue: which instruments it means and what is wrong with it.</summary>
internal static class SpecReading
{
    /// <summary>Whether two specs say the same; the record's own equality would compare its collections by reference.</summary>
    public static bool AreSame(StrategySpec left, StrategySpec right) =>
        left.Symbols.SequenceEqual(right.Symbols)
        && left.DisabledSymbols.SequenceEqual(right.DisabledSymbols)
        && left.AssetClasses.SequenceEqual(right.AssetClasses)
        && left.Parameters.SequenceEqual(right.Parameters)
        && left with { Symbols = right.Symbols, DisabledSymbols = right.DisabledSymbols, AssetClasses = right.AssetClasses, Parameters = right.Parameters } == right;

    /// <summary>Faults that keep a spec from being loaded.</summary>
    public static IEnumerable<string> FatalFaults(StrategySpec spec, IStrategyFactory? factory)
    {
        if (spec.Id.Text.Length == 0) yield return "id is empty.";
        if (spec.Symbols.IsDefaultOrEmpty) yield return $"symbols is empty; name some, or \"{StrategySpec.EverySymbol}\".";
        if (spec.BarInterval < TimeSpan.Zero) yield return "barInterval is below zero.";
        if (spec.LookBackBars < 0) yield return "lookBackBars is below zero.";
        if (spec is { LookBackBars: > 0, BarInterval.Ticks: 0 }) yield return "lookBackBars wants a barInterval above zero: only bars have a history.";
        if (spec.SignalLifetime <= TimeSpan.Zero) yield return "signalLifetime must be above zero.";
        if (spec.SlippageMaxFraction < 0m) yield return string.Create(CultureInfo.InvariantCulture, $"slippageMaxFraction is {spec.SlippageMaxFraction}; it must be zero or more.");
        if (factory is null) yield return $"kind \"{spec.Kind}\" is not known.";
        else
            foreach (var fault in OwnFaults(spec, factory)) yield return fault;
    }

    /// <summary>The instruments a spec means, in catalogue order; symbols it may not or cannot have are named in <paramref name="faults"/>.</summary>
    public static IReadOnlyList<Instrument> InstrumentsOf(StrategySpec spec, InstrumentCatalog catalog, ICollection<SpecFault> faults)
    {
        var chosen = new SortedDictionary<int, Instrument>();
        foreach (var text in spec.Symbols)
        {
            if (text == StrategySpec.EverySymbol)
            {
                foreach (var each in catalog.All.Where(each => each.Tradable && spec.Allows(each.AssetClass))) chosen[each.Id.Index] = each;
                continue;
            }

            var instrument = catalog.Find(new Symbol(text));
            if (instrument is null) faults.Add(new SpecFault(spec.Id, $"symbol {text} is not in the catalogue.", IsFatal: false));
            else if (!spec.Allows(instrument.AssetClass)) faults.Add(new SpecFault(spec.Id, $"symbol {text} is {instrument.AssetClass}, which is not among its assetClasses.", IsFatal: false));
            else chosen[instrument.Id.Index] = instrument;
        }

        return [.. chosen.Values];
    }

    private static IEnumerable<string> OwnFaults(StrategySpec spec, IStrategyFactory factory)
    {
        try
        {
            return [.. factory.Validate(spec)];
        }
        catch (Exception fault)
        {
            return [$"its own validation threw {Faults.Describe(fault)}"]; // foreign code: its bug becomes its fault text
        }
    }
}
