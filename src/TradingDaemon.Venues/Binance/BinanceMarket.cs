using System.Runtime.CompilerServices;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Binance;

/// <summary>What anybody may ask of Binance.</summary>
/// <param name="desk">The way there.</param>
/// <param name="rest">The address.</param>
/// <param name="instruments">Whose rules are asked for; none: everybody's.</param>
/// <param name="clock">Real time.</param>
/// <param name="limits">Learns how much the venue allows.</param>
internal sealed class BinanceMarket(VenueDesk desk, Uri rest, IReadOnlyList<Instrument> instruments, TimeProvider clock, BinanceLimits limits) : IVenueMarket
{
    private const string UnknownSymbol = "-1121";
    private const long PageMax = 1_000;

    // Every symbol of the venue, with all its filters, is some ten megabytes.
    private const int AnswerBytesMax = 64 * 1024 * 1024;

    // The venue's other lengths are no whole number of days.
    private static readonly Dictionary<TimeSpan, string> Intervals = new()
    {
        [TimeSpan.FromSeconds(1)] = "1s", [TimeSpan.FromMinutes(1)] = "1m", [TimeSpan.FromMinutes(3)] = "3m", [TimeSpan.FromMinutes(5)] = "5m", [TimeSpan.FromMinutes(15)] = "15m", [TimeSpan.FromMinutes(30)] = "30m",
        [TimeSpan.FromHours(1)] = "1h", [TimeSpan.FromHours(2)] = "2h", [TimeSpan.FromHours(4)] = "4h", [TimeSpan.FromHours(6)] = "6h", [TimeSpan.FromHours(8)] = "8h", [TimeSpan.FromHours(12)] = "12h",
        [TimeSpan.FromDays(1)] = "1d", [TimeSpan.FromDays(3)] = "3d", [TimeSpan.FromDays(7)] = "1w",
    };

    /// <summary>For who has no key.</summary>
    public static BinanceMarket Of(FeedSetup setup) => new(NewDesk(setup), setup.Hosts.Rest, setup.Instruments, setup.Clock, new BinanceLimits(setup.Clock));

    /// <summary>A way to the venue for who signs nothing.</summary>
    public static VenueDesk NewDesk(FeedSetup setup) =>
        new(new VenueLine(setup.Line with { AnswerBytesMax = AnswerBytesMax }, setup.Clock, (line, stopping) => AskTimeAsync(line, setup.Hosts.Rest, stopping)), new BinanceReader(setup.Instruments), BinanceLimits.Refine);

    /// <summary>The venue's time, to the millisecond.</summary>
    public static async ValueTask<DateTimeOffset> AskTimeAsync(VenueLine line, Uri rest, CancellationToken stopping)
    {
        var told = await new VenueDesk(line, new BinanceReader(), BinanceLimits.Refine).AskAsync("time", BinanceRequests.Public(rest, "time"), stopping);
        return told.TimeOrThrow();
    }

    /// <inheritdoc/>
    /// <remarks>One name nobody knows spoils a question for all: then each is asked for alone, and those the venue does not have are not told.</remarks>
    public async ValueTask<IReadOnlyList<TradingRule>> RulesAsync(CancellationToken stopping)
    {
        if (instruments.Count == 0) return Told(await AskAsync("exchangeInfo", null, stopping));
        string[] names = [.. instruments.Select(static instrument => BinanceSymbols.Spelled(instrument.Symbol.Text))];
        var all = await AskAsync("exchangeInfo", new FormBody().Add("symbols", $"[{string.Join(',', names.Select(static name => $"\"{name}\""))}]"), stopping);
        if (all.Fault is not { Code: UnknownSymbol }) return Told(all);
        var rules = new List<TradingRule>();
        foreach (var name in names)
            if (await AskAsync("exchangeInfo", new FormBody().Add("symbol", name), stopping) is { Fault: not { Code: UnknownSymbol } } one) rules.AddRange(Told(one));
        return rules;
    }

    /// <inheritdoc/>
    public bool TellsTouchOfNow => true;

    /// <inheritdoc/>
    public async ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping)
    {
        var told = (await AskAsync("ticker/bookTicker", new FormBody().Add("symbol", BinanceSymbols.Spelled(symbol.Text)), stopping)).OrThrow();
        return told.Touch;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RawTick> CandlesAsync(Instrument instrument, TimeSpan interval, DateTimeOffset from, DateTimeOffset until, [EnumeratorCancellation] CancellationToken stopping)
    {
        if (!Intervals.TryGetValue(interval, out var word)) throw new ArgumentOutOfRangeException(nameof(interval), interval, "Binance has no candles of this length.");
        var (next, isMore) = (from, true);
        while (isMore && next + interval <= until)
        {
            isMore = false;
            var query = new FormBody().Add("symbol", BinanceSymbols.Spelled(instrument.Symbol.Text)).Add("interval", word)
                .Add("startTime", next.ToUnixTimeMilliseconds()).Add("endTime", until.ToUnixTimeMilliseconds()).Add("limit", PageMax);
            var now = clock.GetUtcNow();
            foreach (var candle in (await AskAsync("klines", query, stopping)).OrThrow().Candles(instrument, interval, next.AddTicks(-1), until, now))
            {
                (next, isMore) = (candle.SourceTime + interval, true);
                yield return candle;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => desk.Line.Dispose();

    private List<TradingRule> Told(Answer told)
    {
        var rules = told.OrThrow().Rules;
        told.Read(limits.Learn);
        return rules;
    }

    private ValueTask<Answer> AskAsync(string name, FormBody? query, CancellationToken stopping) => desk.AskAsync(name, BinanceRequests.Public(rest, name, query), stopping);
}
