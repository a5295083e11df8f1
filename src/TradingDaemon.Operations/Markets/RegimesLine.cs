using System.Collections.Immutable;
using TradingDaemon.Domain.Regimes;

namespace TradingDaemon.Operations.Markets;

/// <summary>What the markets are like, where they are told apart.</summary>
/// <param name="Phase">The market as a whole; null while unknown, and without an index.</param>
/// <param name="Counts">How many instruments are in each regime, all regimes in their order.</param>
/// <param name="Unusual">Instruments whose market is known and is not a usual one, in the order of the catalogue; a bounded number.</param>
public sealed record RegimesLine(MarketPhase? Phase, ImmutableArray<RegimeCount> Counts, ImmutableArray<RegimeLine> Unusual);
