using System.Globalization;

namespace TradingDaemon.Venues.Recorded.Reading;

/// <summary>One thing wrong with a recorded file.</summary>
/// <param name="File">The file as it was named to the reader.</param>
/// <param name="Line">Its line, the header being 1; for a file that ends early, the last line that was read.</param>
/// <param name="Kind">What was wrong.</param>
/// <param name="Reason">The same in words, with the offending text.</param>
public sealed record RecordedFault(string File, long Line, RecordedFaultKind Kind, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}, line {Line}: {Reason}");
}
