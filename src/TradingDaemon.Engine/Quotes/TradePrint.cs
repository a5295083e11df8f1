using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Engine.Quotes;

/// <summary>A validated trade of the market, not of ours.</summary>
/// <param name="Price">Traded price.</param>
/// <param name="SizeBase">Traded size, or null when the source did not record it.</param>
/// <param name="Aggressor">Who crossed the spread.</param>
/// <param name="SourceTime">When it happened (UTC).</param>
/// <param name="ReceivedTime">When this daemon learned it (UTC).</param>
public readonly record struct TradePrint(Price Price, decimal? SizeBase, AggressorSide Aggressor, DateTimeOffset SourceTime, DateTimeOffset ReceivedTime);
