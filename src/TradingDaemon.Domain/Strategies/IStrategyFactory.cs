using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Domain.Strategies;

/// <summary>Makes strategies of one kind and knows what their parameters may be.</summary>
public interface IStrategyFactory
{
    /// <summary>The catalogue key, kebab-case.</summary>
    string Kind { get; }

    /// <summary>Every parameter this kind reads, with default and allowed range.</summary>
    IReadOnlyList<StrategyParameter> Parameters { get; }

    /// <summary>Every fault of the spec's own parameters, in the file's words; empty when it can be created.</summary>
    IEnumerable<string> Validate(StrategySpec spec);

    /// <summary>A fresh instance for one instrument. Throws <see cref="ArgumentException"/> when <see cref="Validate"/> has faults.</summary>
    IStrategy Create(StrategySpec spec, Instrument instrument);
}
