namespace TradingDaemon.Operations.Tilts;

/// <summary>Keeps what a person writes about a strategy on tilt. Answers when the account engine is told.</summary>
public interface ITiltJournal
{
    /// <summary>Keeps one entry.</summary>
    Task<TiltJournalAnswer> WriteAsync(TiltJournalRequest request);
}
