using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Cli.Gatekeeping;

/// <summary>Scored entries in the order they were decided, each when nothing more can become of it.</summary>
/// <param name="catalog">The instruments.</param>
/// <param name="model">The one model to tell of; null for all.</param>
internal sealed class ScoreExport(InstrumentCatalog catalog, string? model)
{
    /// <summary>Entries that wait behind one whose trade is not over; the oldest beyond them goes as it is, so that one long trade does not keep a whole journal in memory.</summary>
    public const int WaitingMax = 100_000;

    private readonly ScoredJournal _journal = new(catalog, model);
    private readonly Queue<ScoredDecision> _waiting = [];

    /// <summary>Takes the next fact of the journal.</summary>
    /// <returns>What is over now, oldest first; mostly nothing.</returns>
    public IReadOnlyList<ScoredDecision> Take(RecordedFact recorded)
    {
        if (_journal.Take(recorded).Decided is { } decided) _waiting.Enqueue(decided);
        if (!IsFirstReady) return [];
        List<ScoredDecision> over = [];
        while (IsFirstReady) over.Add(_waiting.Dequeue());
        return over;
    }

    /// <summary>What is still open when the journal ends.</summary>
    public IReadOnlyCollection<ScoredDecision> Rest => _waiting;

    private bool IsFirstReady => _waiting.Count > WaitingMax || (_waiting.TryPeek(out var first) && first.IsSettled);
}
