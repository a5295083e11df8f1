using System.Runtime.CompilerServices;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Kraken;

/// <summary>What anybody may ask of Kraken. The venue allows about one such question a second.</summary>
internal sealed class KrakenMarket(VenueDesk desk, Uri rest, TimeProvider clock) : IVenueMarket, ITouches
{
    private static readonly TimeSpan QuestionEvery = TimeSpan.FromSeconds(1);

    // An address of thousands of names is refused somewhere on its way.
    private const int PairsMax = 100;

    private static readonly int[] Minutes = [1, 5, 15, 30, 60, 240, 1_440, 10_080, 21_600];

    /// <summary>For who has no key.</summary>
    public static KrakenMarket Of(FeedSetup setup) => new(
        new VenueDesk(new VenueLine(setup.Line, setup.Clock, (line, stopping) => AskTimeAsync(line, setup.Hosts.Rest, stopping)), new KrakenReader(setup.Instruments)), setup.Hosts.Rest, setup.Clock);

    /// <summary>The venue's time, which it tells in whole seconds: half of one is added, so that it is wrong by half a second at most.</summary>
    public static async ValueTask<DateTimeOffset> AskTimeAsync(VenueLine line, Uri rest, CancellationToken stopping)
    {
        var told = await new VenueDesk(line, new KrakenReader()).AskAsync("Time", KrakenRequests.Public(rest, "Time"), stopping);
        return told.TimeOrThrow().AddMilliseconds(500);
    }

    /// <summary>The word, of the venue or a pair, for why no orders are taken; null while they are. In <c>post_only</c>, <c>limit_only</c> and <c>reduce_only</c> the venue itself says which.</summary>
    public static string? Closed(string? status) => status is "maintenance" or "cancel_only" or "work_in_progress" or "delisted" ? status : null;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TradingRule>> RulesAsync(CancellationToken stopping)
    {
        var status = (await AskAsync("SystemStatus", null, stopping)).States.FirstOrDefault(static state => state.Of == "venue").Status;
        var rules = (await AskAsync("AssetPairs", null, stopping)).Rules;
        return [.. rules.Select(rule => Closed(status) is null ? rule with { IsTradable = Closed(rule.Status) is null } : rule with { Status = status, IsTradable = false })];
    }

    /// <inheritdoc/>
    public bool TellsTouchOfNow => true;

    /// <inheritdoc/>
    public async ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping)
    {
        var told = await AskAsync("Ticker", new FormBody().Add("pair", KrakenRequests.SpelledPlain(symbol.Text)), stopping);
        return told.Touch;
    }

    /// <inheritdoc/>
    /// <remarks>One name nobody knows spoils a question of several: then those of all pairs are asked for.</remarks>
    public async ValueTask<IReadOnlyList<(Symbol Symbol, decimal Bid, decimal Ask)>> TouchesAsync(IReadOnlyList<Instrument> instruments, CancellationToken stopping)
    {
        var told = new Dictionary<Symbol, (decimal Bid, decimal Ask)>();
        var isFirst = true;
        foreach (var part in instruments.Chunk(PairsMax))
        {
            if (!isFirst) await Task.Delay(QuestionEvery, clock, stopping);
            isFirst = false;
            var pairs = new FormBody().Add("pair", string.Join(',', part.Select(static one => KrakenRequests.SpelledPlain(one.Symbol.Text))));
            var answer = await desk.AskAsync("Ticker", KrakenRequests.Public(rest, "Ticker", pairs), stopping);
            var isSpoilt = answer.Fault is { Kind: VenueFaultKind.Rejected };
            if (isSpoilt)
            {
                await Task.Delay(QuestionEvery, clock, stopping);
                answer = await desk.AskAsync("Ticker", KrakenRequests.Public(rest, "Ticker"), stopping);
            }

            foreach (var quote in answer.OrThrow().Quotes)
                if (quote is { Symbol: { } symbol, Bid: > 0m and var bid, Ask: > 0m and var ask }) told[symbol] = (bid, ask);
            if (isSpoilt) break; // all were told
        }

        return [.. from instrument in instruments where told.ContainsKey(instrument.Symbol) select (instrument.Symbol, told[instrument.Symbol].Bid, told[instrument.Symbol].Ask)];
    }

    /// <inheritdoc/>
    /// <remarks>The venue keeps the newest 720 of each length, whatever is asked for.</remarks>
    public async IAsyncEnumerable<RawTick> CandlesAsync(Instrument instrument, TimeSpan interval, DateTimeOffset from, DateTimeOffset until, [EnumeratorCancellation] CancellationToken stopping)
    {
        if (!Minutes.Contains((int)interval.TotalMinutes) || interval.Ticks % TimeSpan.TicksPerMinute != 0) throw new ArgumentOutOfRangeException(nameof(interval), interval, "Kraken has no candles of this length.");
        var (last, hasNews) = (from.AddTicks(-1), true);
        while (hasNews)
        {
            hasNews = false;
            var query = new FormBody().Add("pair", KrakenRequests.SpelledPlain(instrument.Symbol.Text)).Add("interval", (long)interval.TotalMinutes).Add("since", last.ToUnixTimeSeconds());
            var now = clock.GetUtcNow();
            foreach (var candle in (await AskAsync("OHLC", query, stopping)).Candles(instrument, interval, last, until, now))
            {
                (last, hasNews) = (candle.SourceTime, true);
                yield return candle;
            }

            if (hasNews) await Task.Delay(QuestionEvery, clock, stopping);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => desk.Line.Dispose();

    private async ValueTask<Answer> AskAsync(string name, FormBody? query, CancellationToken stopping) => (await desk.AskAsync(name, KrakenRequests.Public(rest, name, query), stopping)).OrThrow();
}
