namespace TradingDaemon.Integration.Tests.Venue;

/// <summary>What happens to a daemon and its exchange.</summary>
public enum Trouble
{
    /// <summary>The exchange's process is killed and started again.</summary>
    ExchangeKilled = 1,

    /// <summary>The exchange dies and comes back without half of its open orders.</summary>
    ExchangeForgets,

    /// <summary>The exchange's process stands still and goes on.</summary>
    ExchangeStands,

    /// <summary>The daemon's process stands still and goes on.</summary>
    DaemonStands,

    /// <summary>Nothing passes between them.</summary>
    CableCut,

    /// <summary>Connections are reset, one time after the other.</summary>
    ConnectionsReset,
}
