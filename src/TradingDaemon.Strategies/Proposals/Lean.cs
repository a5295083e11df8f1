namespace TradingDaemon.Strategies.Proposals;

/// <summary>Where a strategy last proposed to be.</summary>
internal enum Lean : byte
{
    /// <summary>Out of the market, as at the start.</summary>
    Flat = 0,

    /// <summary>Long.</summary>
    Long,

    /// <summary>Short.</summary>
    Short,
}
