namespace TradingDaemon.Strategies.Crossover;

/// <summary>Where the fast average stands against the slow one.</summary>
internal enum CrossSide : byte
{
    /// <summary>Never yet clearly apart.</summary>
    Unknown = 0,

    /// <summary>Above.</summary>
    Above,

    /// <summary>Below.</summary>
    Below,
}
