using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Engine.Evaluation;

/// <summary>Which strategies are loaded and where they sit.</summary>
internal sealed class StrategyRegistry(
    InstrumentCatalog catalog, EvaluationOptions options, Func<string, IStrategyFactory?> factories, InstrumentMarket[] markets)
{
    private LoadedStrategy[] _strategies = [];
    private StrategySlot[] _slots = [];

    /// <summary>How every loaded strategy is doing, in configuration order.</summary>
    public IReadOnlyList<StrategyReport> Reports => [.. Volatile.Read(ref _strategies).Select(static strategy => strategy.Report)];

    /// <summary>Every seat.</summary>
    public IReadOnlyList<StrategySlot> Slots => Volatile.Read(ref _slots);

    /// <summary>The seat of a number; throws when there is none.</summary>
    public StrategySlot Slot(int index) => Volatile.Read(ref _slots)[index];

    /// <summary>Makes the loaded set equal to <paramref name="specs"/>, less those with fatal faults.</summary>
    public ImmutableArray<SpecFault> Load(IEnumerable<StrategySpec> specs, DateTimeOffset now, IEvaluationOutput output)
    {
        var faults = ImmutableArray.CreateBuilder<SpecFault>();
        var before = _strategies.ToDictionary(static strategy => strategy.Spec.Id);
        var after = new List<LoadedStrategy>();
        var seen = new HashSet<StrategyId>();
        var made = new List<LoadedStrategy>();
        foreach (var spec in specs)
        {
            if (!seen.Add(spec.Id))
            {
                faults.Add(new SpecFault(spec.Id, "id is used twice.", IsFatal: true));
                continue;
            }

            if (before.Remove(spec.Id, out var loaded) && SpecReading.AreSame(loaded.Spec, spec))
            {
                after.Add(loaded);
                continue;
            }

            loaded?.Stop("its configuration changed", now, output);
            if (TryMake(spec, faults) is not { } fresh) continue;
            after.Add(fresh);
            made.Add(fresh);
        }

        foreach (var gone in before.Values) gone.Stop("no longer configured", now, output);
        Seat([.. after]);
        foreach (var fresh in made) fresh.Settle(now, fresh.IsOn ? "loaded" : "switched off by configuration", output);
        return faults.ToImmutable();
    }

    /// <summary>The loaded strategy of that name, or null.</summary>
    public LoadedStrategy? Find(StrategyId id) => Array.Find(_strategies, strategy => strategy.Spec.Id == id);

    private LoadedStrategy? TryMake(StrategySpec spec, ImmutableArray<SpecFault>.Builder faults)
    {
        var factory = factories(spec.Kind);
        var fatal = SpecReading.FatalFaults(spec, factory).ToArray();
        foreach (var fault in fatal) faults.Add(new SpecFault(spec.Id, fault, IsFatal: true));
        if (fatal.Length > 0 || factory is null) return null;
        var strategy = new LoadedStrategy(spec, factory, options);
        strategy.Slots = [.. SpecReading.InstrumentsOf(spec, catalog, faults).Select(instrument => new StrategySlot(strategy, instrument)
        {
            IsSwitchedOff = spec.DisabledSymbols.Contains(instrument.Symbol.Text, StringComparer.Ordinal),
            // Subscribed before the instance exists, so that its first event is already in its bars.
            Bars = markets[instrument.Id.Index].BuilderFor(spec.BarInterval),
            Gauge = markets[instrument.Id.Index].GaugeFor(spec),
            Volumes = markets[instrument.Id.Index].VolumesFor(spec),
        })];
        return strategy;
    }

    private void Seat(LoadedStrategy[] strategies)
    {
        var slots = strategies.SelectMany(static strategy => strategy.Slots).ToArray();
        for (var i = 0; i < slots.Length; i++) slots[i].Index = i;
        var byInstrument = slots.ToLookup(static slot => slot.Instrument.Id.Index);
        for (var i = 0; i < markets.Length; i++) markets[i].Seat([.. byInstrument[i]]);
        Volatile.Write(ref _slots, slots);
        Volatile.Write(ref _strategies, strategies);
    }
}
