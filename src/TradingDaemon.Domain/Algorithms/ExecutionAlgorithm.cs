namespace TradingDaemon.Domain.Algorithms;

/// <summary>How the whole of an entry reaches the market. Zero stays unassigned.</summary>
public enum ExecutionAlgorithm : byte
{
    /// <summary>As one order, at once.</summary>
    Direct = 1,

    /// <summary>In equal slices over a time.</summary>
    Twap,

    /// <summary>In slices as large as what is usually traded at their time of day.</summary>
    Vwap,

    /// <summary>A part of it rests at a time; the next is shown when that one is filled.</summary>
    Iceberg,

    /// <summary>In parts no larger than what the books show, at once and over all venues that hold it.</summary>
    Split,
}
