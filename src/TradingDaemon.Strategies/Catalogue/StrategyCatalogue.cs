using System.Collections.Frozen;
using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Crossover;
using TradingDaemon.Strategies.External;
using TradingDaemon.Strategies.MarketMaking;
using TradingDaemon.Strategies.Momentum;
using TradingDaemon.Strategies.Parameters;
using TradingDaemon.Strategies.Reversion;

namespace TradingDaemon.Strategies.Catalogue;

/// <summary>Every kind of strategy there is, by name. Immutable; a new kind is one more factory in <see cref="Default"/>.</summary>
public sealed class StrategyCatalogue
{
    private readonly FrozenDictionary<string, IStrategyFactory> _byKind;

    /// <summary>Throws <see cref="ArgumentException"/> when two factories share a kind.</summary>
    public StrategyCatalogue(IEnumerable<IStrategyFactory> factories)
    {
        Factories = [.. factories.OrderBy(static factory => factory.Kind, StringComparer.Ordinal)];
        _byKind = Factories.ToFrozenDictionary(static factory => factory.Kind, StringComparer.Ordinal);
    }

    /// <summary>The kinds built in.</summary>
    public static StrategyCatalogue Default { get; } =
        new([new MovingAverageCrossoverFactory(), new MultiAssetMomentumFactory(), new MeanReversionFactory(), new MarketMakerFactory(), new ExternalFactory()]);

    /// <summary>All factories, by kind.</summary>
    public ImmutableArray<IStrategyFactory> Factories { get; }

    /// <summary>The factory of that kind in exact case, or null.</summary>
    public IStrategyFactory? Find(string kind) => _byKind.GetValueOrDefault(kind);

    /// <summary>Every fault of one spec, in the file's words; empty when <see cref="Create"/> will succeed.</summary>
    public ImmutableArray<string> Validate(StrategySpec spec)
    {
        var ofParameters = Find(spec.Kind) is { } factory ? factory.Validate(spec) : [UnknownKind(spec)];
        return [.. SpecRules.Faults(spec), .. ofParameters];
    }

    /// <summary>A fresh instance for one instrument. Throws <see cref="ArgumentException"/> when <see cref="Validate"/> has faults.</summary>
    public IStrategy Create(StrategySpec spec, Instrument instrument)
    {
        ParameterFaults.ThrowIfAny(Validate(spec));
        return _byKind[spec.Kind].Create(spec, instrument);
    }

    private string UnknownKind(StrategySpec spec) =>
        $"strategies[{spec.Id}].kind: \"{spec.Kind}\" is not a kind{NearestName.Suggestion(spec.Kind, [.. _byKind.Keys.Order(StringComparer.Ordinal)])}";
}
