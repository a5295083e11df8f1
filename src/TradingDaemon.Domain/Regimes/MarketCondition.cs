using System.Text.Json.Serialization;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Domain.Regimes;

/// <summary>What the market was like when an entry was decided, as it is stored with the decision.</summary>
/// <param name="Regime">Of the instrument.</param>
/// <param name="SizeFactor">How many times as large the entry was made for it.</param>
public sealed record MarketCondition(Regime Regime, decimal SizeFactor)
{
    /// <summary>Of the market as a whole; null while unknown, and where no index is named.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MarketPhase? Phase { get; init; }
}
