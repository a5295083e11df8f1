using System.Collections.Immutable;

namespace TradingDaemon.Operations.Reloading;

/// <summary>What came of a reload.</summary>
/// <param name="IsDone">Whether what the files say runs now, or would; false leaves everything as it was.</param>
/// <param name="Message">That in words.</param>
/// <param name="Version">Of the configuration that runs.</param>
/// <param name="Hash">Of the same.</param>
/// <param name="Changes">Every key that differed.</param>
/// <param name="Faults">Everything that is wrong with the files, a sentence each.</param>
public sealed record ReloadAnswer(bool IsDone, string Message, long Version, string Hash, ImmutableArray<ReloadLine> Changes, ImmutableArray<string> Faults)
{
    /// <summary>Every key that a rollback keeps as it is in spite of the files.</summary>
    public ImmutableArray<OverruledLine> Overruled { get; init => field = value.IsDefault ? [] : value; } = [];
}
