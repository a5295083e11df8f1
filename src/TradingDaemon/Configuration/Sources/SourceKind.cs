namespace TradingDaemon.Configuration.Sources;

/// <summary>Where values come from. Zero stays unassigned.</summary>
internal enum SourceKind : byte
{
    /// <summary>A JSON file: an array in it replaces the array of an earlier file whole.</summary>
    File = 1,

    /// <summary>Variables of the environment or of <c>.env</c>: their case says nothing.</summary>
    Environment,

    /// <summary>The command line.</summary>
    Arguments,
}
