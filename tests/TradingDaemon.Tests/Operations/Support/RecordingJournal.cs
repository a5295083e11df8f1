using TradingDaemon.Operations.Tilts;

namespace TradingDaemon.Tests.Operations.Support;

/// <summary>A journal of tilt that remembers who wrote what; of the strategy alpha alone it keeps anything.</summary>
internal sealed class RecordingJournal : ITiltJournal
{
    public List<TiltJournalRequest> Written { get; } = [];

    public Task<TiltJournalAnswer> WriteAsync(TiltJournalRequest request)
    {
        Written.Add(request);
        return Task.FromResult(new TiltJournalAnswer(request.Strategy == "alpha", "Kept."));
    }
}
