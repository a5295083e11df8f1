namespace TradingDaemon.Operations.Logging;

/// <summary>How a log line looks. Zero stays unassigned.</summary>
public enum LogShape : byte
{
    /// <summary>One JSON object a line, for machines.</summary>
    Json = 1,

    /// <summary>One readable line, for people at a terminal.</summary>
    Readable,
}
