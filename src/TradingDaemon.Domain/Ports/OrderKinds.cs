namespace TradingDaemon.Domain.Ports;

/// <summary>What kinds and lifetimes of orders a venue takes.</summary>
[Flags]
public enum OrderKinds
{
    /// <summary>At the market.</summary>
    Market = 1,

    /// <summary>At a price or better, until cancelled.</summary>
    Limit = 2,

    /// <summary>Limit orders that fill what they can at once and cancel the rest.</summary>
    ImmediateOrCancel = 4,

    /// <summary>Limit orders until the end of the trading day.</summary>
    Day = 8,

    /// <summary>Limit orders that rest or are refused.</summary>
    PostOnly = 16,

    /// <summary>Market orders that wait for a trigger.</summary>
    Stop = 32,

    /// <summary>Limit orders that fill whole at once, or not at all.</summary>
    FillOrKill = 64,

    /// <summary>Every kind there is.</summary>
    All = Market | Limit | ImmediateOrCancel | Day | PostOnly | Stop | FillOrKill,
}
