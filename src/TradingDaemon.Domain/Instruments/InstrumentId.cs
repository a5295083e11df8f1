namespace TradingDaemon.Domain.Instruments;

/// <summary>An instrument's place in its catalogue: a dense index for arrays on the hot path. Never stored; the symbol is.</summary>
/// <param name="Index">Zero-based index into <see cref="InstrumentCatalog"/>.</param>
public readonly record struct InstrumentId(int Index);
