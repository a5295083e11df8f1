using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Operations.Markets;

/// <summary>What one instrument's market is like.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Regime">The regime.</param>
public sealed record RegimeLine(string Symbol, Regime Regime);
