namespace TradingDaemon.Configuration.Sections;

/// <summary>How log lines are written. Zero stays unassigned.</summary>
internal enum LogFormat : byte
{
    /// <summary>Text in a terminal, JSON anywhere else.</summary>
    Auto = 1,

    /// <summary>One JSON object a line.</summary>
    Json,

    /// <summary>Readable lines.</summary>
    Text,
}
