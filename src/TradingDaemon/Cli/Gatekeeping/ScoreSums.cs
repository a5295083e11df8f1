using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Engine.Tilt;

namespace TradingDaemon.Cli.Gatekeeping;

/// <summary>Sums up a journal fact by fact: what the gatekeeper said of entries beside what became of them. A trade entered more than once has the mean score of its entries.</summary>
/// <param name="catalog">The instruments.</param>
/// <param name="model">The one model to tell of; null for all.</param>
internal sealed class ScoreSums(InstrumentCatalog catalog, string? model)
{
    private const int Buckets = 10;

    private readonly ScoredJournal _journal = new(catalog, model);
    private readonly Sum[] _sums = [.. Enumerable.Range(0, Buckets + 1).Select(static _ => new Sum())]; // the last is of what could not be scored

    /// <summary>Takes the next fact of the journal.</summary>
    public void Take(RecordedFact recorded)
    {
        var (decided, closed) = _journal.Take(recorded);
        if (decided is not null)
        {
            var sum = _sums[BucketOf(decided.Entry.Score.Score)];
            sum.Entries++;
            if (decided.Entry.IsRefused) sum.Refused++;
        }

        if (closed is not { Trade: var trade, ScoreMean: var mean }) return;
        _sums[BucketOf(mean)].Add(trade, mean);
    }

    /// <summary>A line for each tenth of the scores, then one of what could not be scored.</summary>
    public IReadOnlyList<ScoreBucket> Lines() =>
        [.. _sums.Select(static (sum, at) => at < Buckets ? sum.Line((decimal)at / Buckets, (decimal)(at + 1) / Buckets) : sum.Line(null, null))];

    private static int BucketOf(decimal? score) => score is { } known ? Math.Min(Buckets - 1, (int)(known * Buckets)) : Buckets;

    private sealed class Sum
    {
        private long _trades;
        private long _won;
        private decimal _scores;
        private decimal _returns;
        private decimal _profit;

        public long Entries { get; set; }

        public long Refused { get; set; }

        public void Add(in ClosedTrade trade, decimal? score)
        {
            _trades++;
            _won += trade.ProfitQuote > 0m ? 1 : 0;
            (_scores, _returns, _profit) = (_scores + (score ?? 0m), _returns + (trade.ProfitQuote / trade.ClosedQuote), _profit + trade.ProfitQuote);
        }

        public ScoreBucket Line(decimal? from, decimal? to) =>
            new(from, to, Entries, Refused, _trades, _won, _trades > 0 && from is not null ? _scores / _trades : null, _trades > 0 ? _returns / _trades : null, _profit);
    }
}
