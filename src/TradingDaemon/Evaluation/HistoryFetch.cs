using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Evaluation;

/// <summary>
/// Asks venues for the bars strategies look back on when they are loaded: each instrument once an interval, page by page, one after the other at a venue and all venues at once.
/// Where there are none, or nobody answers, it is told, and the strategy sees those that come before it enters: nobody else waits for it.
/// </summary>
/// <param name="feedOf">Whose prices an instrument has; null for prices nobody remembers.</param>
/// <param name="marketOf">Makes what asks that venue; null where it tells no history.</param>
/// <param name="shards">How many ask: each shard, and the trial on paper.</param>
/// <param name="clock">Real time.</param>
/// <param name="logger">The log.</param>
internal sealed class HistoryFetch(Func<Instrument, string?> feedOf, Func<string, IReadOnlyList<Instrument>, IVenueMarket?> marketOf, int shards, TimeProvider clock, ILogger<HistoryFetch> logger) : BackgroundService
{
    // Shares and options are traded in a fifth of a week's hours, and over the longest holidays in none of four days.
    private const int ClosedFactor = 6;
    private static readonly TimeSpan ClosedMax = TimeSpan.FromDays(5);

    private static readonly TimeSpan AnswerMax = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AnswersMax = TimeSpan.FromMinutes(10); // of one venue: some hundreds of instruments, by its limits

    // Of each shard the first load, the change of tier right behind it, and some reloads while a venue is slow.
    private const int AsksMax = 4;

    private readonly Channel<(IReadOnlyList<HistoryWanted> Wanted, Action<HistoryWanted, IReadOnlyList<Bar>> Deliver)> _asked =
        Channel.CreateBounded<(IReadOnlyList<HistoryWanted>, Action<HistoryWanted, IReadOnlyList<Bar>>)>(shards * AsksMax);

    /// <summary>Asks for histories; each is delivered once, empty where there is none. Any thread.</summary>
    public void Ask(IReadOnlyList<HistoryWanted> wanted, Action<HistoryWanted, IReadOnlyList<Bar>> deliver)
    {
        if (_asked.Writer.TryWrite((wanted, deliver))) return;
        foreach (var one in wanted) deliver(one, []); // they see what comes
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var (wanted, deliver) in _asked.Reader.ReadAllAsync(stoppingToken))
                await Task.WhenAll(wanted.GroupBy(one => feedOf(one.Instrument), StringComparer.Ordinal).Select(group => FetchAsync(group.Key, [.. group], deliver, stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Who waits ends too.
        }
    }

    private async Task FetchAsync(string? venue, IReadOnlyList<HistoryWanted> wanted, Action<HistoryWanted, IReadOnlyList<Bar>> deliver, CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(AnswersMax, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping);
        var made = new Lazy<IVenueMarket?>(() => venue is null ? null : marketOf(venue, [.. wanted.Select(static one => one.Instrument).Distinct()]));
        try
        {
            foreach (var same in wanted.GroupBy(static one => (one.Instrument, one.Interval)))
            {
                var bars = await BarsAsync(made, same.Key.Instrument, same.Key.Interval, same.Max(static one => one.Bars), either.Token, stopping);
                foreach (var one in same) deliver(one, [.. bars.TakeLast(one.Bars)]);
            }
        }
        finally
        {
            if (made.IsValueCreated) made.Value?.Dispose();
        }
    }

    private async Task<IReadOnlyList<Bar>> BarsAsync(Lazy<IVenueMarket?> made, Instrument instrument, TimeSpan interval, int count, CancellationToken late, CancellationToken stopping)
    {
        var (bars, why) = (new Queue<Bar>(), "its prices come from where no history is kept");
        using var later = new CancellationTokenSource(AnswerMax, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(later.Token, late);
        try
        {
            either.Token.ThrowIfCancellationRequested();
            var market = made.Value;
            var (now, span) = (clock.GetUtcNow(), interval * count);
            var from = now - (instrument.AssetClass == AssetClass.Crypto ? span : (span * ClosedFactor) + ClosedMax);
            if (market is not null)
                await foreach (var candle in market.CandlesAsync(instrument, interval, from, now, either.Token))
                {
                    if (ToBar(candle) is not { } bar) continue;
                    bars.Enqueue(bar);
                    if (bars.Count > count) bars.Dequeue();
                }

            if (market is not null) why = "the venue has no bars of this time";
        }
        catch (Exception failed) when (!stopping.IsCancellationRequested)
        {
            bars.Clear(); // the oldest came first: what is here ends in a gap
            why = failed is VenueException refused ? $"{refused.Fault.Code}: {refused.Fault.Message}" : failed is OperationCanceledException ? "no answer in time" : failed.Message; // whatever it is, it costs this history alone
        }

        if (bars.Count > 0) logger.HistoryCame(instrument.Symbol.Text, bars.Count, count, interval.TotalSeconds);
        else logger.HistoryMissing(instrument.Symbol.Text, interval.TotalSeconds, why);
        return [.. bars];
    }

    private static Bar? ToBar(in RawTick candle) => candle is { A: > 0m, B: > 0m, C: > 0m, D: > 0m }
        ? new Bar(candle.SourceTime, candle.Interval, (double)candle.A, (double)candle.B, (double)candle.C, (double)candle.D, candle.E > 0m ? (double)candle.E : 0d, IsComplete: true) : null;
}
