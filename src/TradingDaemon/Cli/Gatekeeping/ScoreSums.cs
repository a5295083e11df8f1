using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Tilt;

namespace TradingDaemon.Cli.Gatekeeping;

/// <summary>
/// Sums up a journal fact by fact: what the gatekeeper said of entries beside what became of them. Profit and where a trade ends are the books' own; a trade entered more than
/// once has the mean score of its entries, each of the weight of what it filled.
/// </summary>
/// <param name="catalog">The instruments.</param>
/// <param name="model">The one model to tell of; null for all.</param>
internal sealed class ScoreSums(InstrumentCatalog catalog, string? model)
{
    private const int Buckets = 10;

    private readonly AccountBooks _books = new(catalog, new AccountState());
    private readonly TripBook _trips = new(new AccountState());
    private readonly Dictionary<ClientOrderId, GatekeeperScore> _working = [];
    private readonly Dictionary<PositionKey, (decimal ScoredBase, decimal Weighed, decimal UnscoredBase)> _entered = [];
    private readonly Sum[] _sums = [.. Enumerable.Range(0, Buckets + 1).Select(static _ => new Sum())]; // the last is of what could not be scored

    /// <summary>Takes the next fact of the journal.</summary>
    public void Take(RecordedFact recorded)
    {
        var realizedBefore = recorded.Fact is Fact.FillBooked before ? RealizedOf(KeyOf(before)) : 0m;
        _books.Apply(recorded);
        if (ScoredEntry.Of(recorded.Fact) is { } entry && IsMeant(entry.Score))
        {
            var sum = _sums[BucketOf(entry.Score.Score)];
            sum.Entries++;
            if (entry.IsRefused) sum.Refused++;
        }

        switch (recorded.Fact)
        {
            case Fact.OrderIntended { Intent: { IsReduceOnly: false, Origin.Gatekeeper: { } score } intent } when IsMeant(score): _working[intent.ClientOrderId] = score; break;
            case Fact.OrderMoved moved when moved.Status.IsTerminal(): _working.Remove(moved.ClientOrderId); break;
            case Fact.FillBooked booked: Filled(booked, RealizedOf(KeyOf(booked)) - realizedBefore); break;
            case Fact.PositionTransferred given: Forget(new PositionKey(given.From, given.Symbol)); break;
            default: break; // nothing of an entry or its trade
        }
    }

    /// <summary>A line for each tenth of the scores, then one of what could not be scored.</summary>
    public IReadOnlyList<ScoreBucket> Lines() =>
        [.. _sums.Select(static (sum, at) => at < Buckets ? sum.Line((decimal)at / Buckets, (decimal)(at + 1) / Buckets) : sum.Line(null, null))];

    private void Filled(Fact.FillBooked booked, decimal realizedQuote)
    {
        var (fill, key) = (booked.Fill, KeyOf(booked));
        if (_working.TryGetValue(fill.ClientOrderId, out var score))
        {
            var (scored, weighed, unscored) = _entered.GetValueOrDefault(key);
            var size = fill.Quantity.Base;
            _entered[key] = score.Score is { } number ? (scored + size, weighed + (number * size), unscored) : (scored, weighed, unscored + size);
        }

        if (booked.Status.IsTerminal()) _working.Remove(fill.ClientOrderId);
        if (catalog.Find(fill.Symbol) is not { } instrument) return;
        if (_trips.Booked(booked.Strategy, instrument, fill.Side == OrderSide.Buy, fill.Price.QuotePerBase, _books.Positions.NetBase(key), realizedQuote, fill.At) is not { } trade) return;
        if (_entered.Remove(key, out var entered) && trade.ClosedQuote > 0m) SumOf(entered, out var mean).Add(trade, mean);
    }

    private Sum SumOf((decimal ScoredBase, decimal Weighed, decimal UnscoredBase) entered, out decimal? mean)
    {
        mean = entered.ScoredBase > 0m ? entered.Weighed / entered.ScoredBase : null;
        return _sums[BucketOf(mean)];
    }

    private void Forget(PositionKey key)
    {
        _trips.Dropped(key.Strategy, key.Symbol);
        _entered.Remove(key);
    }

    private bool IsMeant(GatekeeperScore score) => model is null || score.Model == model;

    private decimal RealizedOf(PositionKey key) => _books.Positions.Open(key).RealizedQuote;

    private static PositionKey KeyOf(Fact.FillBooked booked) => new(booked.Strategy, booked.Fill.Symbol);

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
