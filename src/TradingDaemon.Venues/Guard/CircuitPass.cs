namespace TradingDaemon.Venues.Guard;

/// <summary>What a circuit lets a request do. Zero stays unassigned.</summary>
internal enum CircuitPass : byte
{
    /// <summary>Go.</summary>
    Free = 1,

    /// <summary>Go, and your end decides for the others.</summary>
    Probe,

    /// <summary>Do not go.</summary>
    Refused,
}
