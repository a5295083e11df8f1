using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Operations.Markets;

/// <summary>How many instruments' markets are in a regime.</summary>
/// <param name="Regime">Which.</param>
/// <param name="Count">Zero or more.</param>
public sealed record RegimeCount(Regime Regime, int Count);
