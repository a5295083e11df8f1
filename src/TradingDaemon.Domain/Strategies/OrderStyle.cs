namespace TradingDaemon.Domain.Strategies;

/// <summary>How a strategy's entries and exits are sent. Zero stays unassigned.</summary>
public enum OrderStyle : byte
{
    /// <summary>Market order.</summary>
    Market = 1,

    /// <summary>Limit at the touch, immediate or cancel.</summary>
    ImmediateOrCancel,

    /// <summary>Limit at the touch, resting until its age limit.</summary>
    Limit,

    /// <summary>Limit on the own side of the book, refused by the venue rather than taking.</summary>
    PostOnly,

    /// <summary>Whichever of these fits spread, displayed size, volatility and the strategy's urgency at the moment.</summary>
    Auto,

    /// <summary>Limit at the touch, filled whole at once or not at all.</summary>
    FillOrKill,
}
