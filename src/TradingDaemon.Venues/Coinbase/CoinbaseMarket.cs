using System.Runtime.CompilerServices;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>What anybody may ask of Coinbase.</summary>
internal sealed class CoinbaseMarket(VenueDesk desk, Uri rest, CoinbaseLimits limits, TimeProvider clock) : IVenueMarket
{
    // The venue gives 350 in one answer; both ends of a question count.
    private const int CandlesMax = 300;

    private static readonly Dictionary<int, string> Granularities = new()
    {
        [1] = "ONE_MINUTE", [5] = "FIVE_MINUTE", [15] = "FIFTEEN_MINUTE", [30] = "THIRTY_MINUTE", [60] = "ONE_HOUR", [120] = "TWO_HOUR", [240] = "FOUR_HOUR", [360] = "SIX_HOUR", [1_440] = "ONE_DAY",
    };

    /// <summary>For who has no key.</summary>
    public static CoinbaseMarket Of(FeedSetup setup)
    {
        var limits = new CoinbaseLimits(setup.Clock);
        var line = new VenueLine(Sparing(setup.Line), setup.Clock, (line, stopping) => AskTimeAsync(line, setup.Hosts.Rest, limits, stopping));
        return new CoinbaseMarket(new VenueDesk(line, new CoinbaseReader(), limits.Refine), setup.Hosts.Rest, limits, setup.Clock);
    }

    /// <summary>A line whose clock is measured with few questions: what anybody may ask in a second is little.</summary>
    public static LineOptions Sparing(LineOptions options) => options with { Clock = options.Clock with { Samples = Math.Min(options.Clock.Samples, 2) } };

    /// <summary>The venue's time, in milliseconds.</summary>
    public static async ValueTask<DateTimeOffset> AskTimeAsync(VenueLine line, Uri rest, CoinbaseLimits limits, CancellationToken stopping)
    {
        await limits.TakePublicAsync(stopping);
        var told = await new VenueDesk(line, new CoinbaseReader()).AskAsync("time", CoinbaseRequests.Public(rest, "time"), stopping);
        return told.TimeOrThrow();
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TradingRule>> RulesAsync(CancellationToken stopping) =>
        (await AskAsync("products", "market/products", new FormBody().Add("product_type", "SPOT"), null, stopping)).Rules;

    /// <inheritdoc/>
    public bool TellsTouchOfNow => true;

    /// <inheritdoc/>
    public async ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping)
    {
        var told = await AskAsync("ticker", $"market/products/{CoinbaseRequests.Product(symbol.Text)}/ticker", new FormBody().Add("limit", 1L), symbol.Text, stopping);
        return told.Touch;
    }

    /// <inheritdoc/>
    /// <remarks>Intervals without a trade are left out by the venue. An answer has its newest candle first.</remarks>
    public async IAsyncEnumerable<RawTick> CandlesAsync(Instrument instrument, TimeSpan interval, DateTimeOffset from, DateTimeOffset until, [EnumeratorCancellation] CancellationToken stopping)
    {
        if (interval.Ticks % TimeSpan.TicksPerMinute != 0 || !Granularities.TryGetValue((int)interval.TotalMinutes, out var granularity))
            throw new ArgumentOutOfRangeException(nameof(interval), interval, "Coinbase has no candles of this length.");
        var last = from.AddTicks(-1);
        for (var begin = from; begin < until && begin <= clock.GetUtcNow(); begin += interval * CandlesMax)
        {
            var end = begin + (interval * (CandlesMax - 1));
            var query = new FormBody().Add("start", begin.ToUnixTimeSeconds()).Add("end", (end < until ? end : until).ToUnixTimeSeconds()).Add("granularity", granularity).Add("limit", (long)CandlesMax);
            var told = await AskAsync("candles", $"market/products/{CoinbaseRequests.Product(instrument.Symbol.Text)}/candles", query, instrument.Symbol.Text, stopping);
            var now = clock.GetUtcNow();
            foreach (var candle in told.Candles(instrument, interval, last, until, now))
            {
                last = candle.SourceTime;
                yield return candle;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => desk.Line.Dispose();

    private async ValueTask<Answer> AskAsync(string body, string path, FormBody query, string? symbol, CancellationToken stopping)
    {
        await limits.TakePublicAsync(stopping);
        return (await desk.AskAsync(body, CoinbaseRequests.Public(rest, path, query), stopping, symbol)).OrThrow();
    }
}
