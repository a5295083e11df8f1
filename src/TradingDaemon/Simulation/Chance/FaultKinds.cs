namespace TradingDaemon.Simulation.Chance;

/// <summary>What may go wrong in a simulated world.</summary>
[Flags]
internal enum FaultKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The process is killed.</summary>
    Kill = 1,

    /// <summary>The power goes: what was not flushed is lost.</summary>
    Power = 2,

    /// <summary>The disk refuses for a while, or rots.</summary>
    Disk = 4,

    /// <summary>Requests and questions to the venue are lost, delayed, refused, or answered late, wrongly or not at all.</summary>
    Requests = 8,

    /// <summary>What the venue reports is lost, repeated, overtaken; its stream is cut or falls silent.</summary>
    Reports = 16,

    /// <summary>Prices are late, crossed, absurd or missing.</summary>
    Market = 32,

    /// <summary>People switch strategies and pause the daemon.</summary>
    Operators = 64,

    /// <summary>Others trade on the account, move its money, and the venue forgets orders.</summary>
    Strangers = 128,

    /// <summary>The venue's clock runs away.</summary>
    Clock = 256,

    /// <summary>The venue's list of fills, or of orders, is seconds behind its balances and its stream.</summary>
    Lists = 512,

    /// <summary>Everything.</summary>
    All = Kill | Power | Disk | Requests | Reports | Market | Operators | Strangers | Clock | Lists,
}
