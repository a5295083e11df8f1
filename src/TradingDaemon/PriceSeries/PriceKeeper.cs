using TradingDaemon.Domain.Ports;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Storage.Prices;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;

namespace TradingDaemon.PriceSeries;

/// <summary>
/// Asks one venue for its newest prices at each full interval and keeps them, one question at a time. What could not be had or kept is counted and told, and not made up later:
/// a price of now is none of then.
/// </summary>
/// <param name="series">What is kept.</param>
/// <param name="shelf">Where.</param>
/// <param name="metrics">Counts what became of each.</param>
/// <param name="alerts">Told while no price can be had or kept.</param>
/// <param name="clock">Real time.</param>
/// <param name="logger">The log.</param>
internal sealed class PriceKeeper(KeptSeries series, PriceShelf shelf, SeriesMetrics metrics, AlertBoard alerts, TimeProvider clock, ILogger logger)
{
    /// <summary>How often a question is asked again before its interval is given up.</summary>
    internal const int RetriesMax = 3;

    /// <summary>Time between a question without an answer and the next.</summary>
    internal static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>How long an answer may take.</summary>
    internal static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(30);

    private readonly string _alert = $"series:{series.Venue}";
    private DateTimeOffset? _last;
    private bool _isTroubled;

    /// <summary>Keeps prices until <paramref name="stopping"/> is cancelled.</summary>
    public async Task RunAsync(IVenueMarket market, CancellationToken stopping)
    {
        while (true)
        {
            var now = clock.GetUtcNow();
            var at = Following(now);
            await Task.Delay(at - now, clock, stopping);
            if ((clock.GetUtcNow() - at).Duration() >= series.Interval) continue; // the machine slept, or its clock was set on or back: a price of now is none of then
            Pass(at);
            await KeepAsync(market, at, stopping);
        }
    }

    // The first full interval that is still to come, and never the same twice: a timer may ring a hair early.
    private DateTimeOffset Following(DateTimeOffset now)
    {
        var next = After(now);
        return next == _last ? After(next) : next;
    }

    // Counted from midnight, which always is one.
    private DateTimeOffset After(DateTimeOffset now)
    {
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var next = midnight + (((now - midnight).Ticks / series.Interval.Ticks) + 1) * series.Interval;
        return next - midnight > TimeSpan.FromDays(1) ? midnight.AddDays(1) : next;
    }

    private void Pass(DateTimeOffset at)
    {
        if (_last is { } last && at - last > series.Interval)
        {
            var passed = ((at - last).Ticks / series.Interval.Ticks) - 1;
            metrics.Late(passed * series.Instruments.Count);
            logger.SeriesLate(series.Venue, passed, last + series.Interval);
        }

        _last = at;
    }

    private async Task KeepAsync(IVenueMarket market, DateTimeOffset at, CancellationToken stopping)
    {
        if (await AskedAsync(market, at, stopping) is not { } told) return;
        var now = clock.GetUtcNow();
        if (now - at >= series.Interval) // its answer came when the next was due
        {
            metrics.Late(series.Instruments.Count);
            logger.SeriesLate(series.Venue, 1, at);
            return;
        }

        PriceRow[] rows = [.. told.Where(price => price.At is not { } when || when > at - series.Interval) // older: the one before has it
            .Select(price => new PriceRow(at, series.Venue, price.Symbol, price.At ?? now, price.Bid, price.Ask, price.Last))];
        metrics.Untold(series.Instruments.Count - rows.Length);
        try
        {
            metrics.Kept(await Task.Run(() => shelf.Keep(rows), CancellationToken.None)); // begun, it is ended: it takes no longer than a disk's flush
        }
        catch (Exception failure) // a full disk, a lock, a damaged file: whatever it is, it costs these prices and no more
        {
            metrics.Unwritten(rows.Length);
            Trouble($"The prices of {series.Venue} at {at:u} could not be kept, and the next ones are tried: {failure.Message}");
            return;
        }

        if (_isTroubled) logger.SeriesKeptAgain(series.Venue, at);
        _isTroubled = false;
        alerts.Clear(_alert);
    }

    // Null when there was no answer, which is told then.
    private async Task<IReadOnlyList<ToldPrice>?> AskedAsync(IVenueMarket market, DateTimeOffset at, CancellationToken stopping)
    {
        for (var tried = 1; ; tried++)
        {
            using var limit = new CancellationTokenSource(AnswerMax, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
            try
            {
                return await PriceQuestion.AskAsync(market, series.Instruments, either.Token);
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                var why = failure is OperationCanceledException ? $"No answer within {AnswerMax.TotalSeconds} s." : failure is VenueException { Fault: var fault } ? $"{fault.Code}: {fault.Message}" : failure.Message;
                if (tried > RetriesMax)
                {
                    metrics.Unanswered(series.Instruments.Count);
                    Trouble($"The prices of {series.Venue} at {at:u} are not kept: it was asked {tried} times. {why}");
                    return null;
                }

                logger.SeriesUnanswered(series.Venue, tried, why);
            }

            await Task.Delay(RetryAfter, clock, stopping);
        }
    }

    private void Trouble(string what)
    {
        if (!_isTroubled) logger.SeriesTroubled(what); // once as long as it stays so; the alert has the newest
        _isTroubled = true;
        alerts.Raise(_alert, AlertSeverity.Warning, what);
    }
}
