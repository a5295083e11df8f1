using TradingDaemon.Operations.Control;

namespace TradingDaemon.Emergency.Telling;

/// <summary>What still blocks entries after a resume, in a sentence.</summary>
internal static class EntriesLeft
{
    /// <summary>Of a resume's report.</summary>
    public static string Of(EmergencyReport report) => !report.Unanswered.IsEmpty ? "What else blocks entries the account engine does not tell; see its health."
        : report.BlocksLeft.IsEmpty ? "Nothing else blocks entries."
        : $"Entries are still blocked: {string.Join("; ", report.BlocksLeft.Select(static block => block.TrimEnd('.')))}.";
}
