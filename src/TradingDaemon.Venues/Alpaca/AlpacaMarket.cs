using System.Globalization;
using System.Runtime.CompilerServices;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Alpaca.Reading;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Alpaca;

/// <summary>What Alpaca tells of its market: rules and hours by the trading interface, prices by the other, which counts its own requests.</summary>
/// <param name="trading">Asks the trading interface.</param>
/// <param name="data">Asks for prices.</param>
/// <param name="requests">Builds the questions.</param>
/// <param name="instruments">Whose rules are asked for; all that the venue lists where this is empty.</param>
/// <param name="hours">Learns the calendar.</param>
/// <param name="clock">Real time.</param>
internal sealed class AlpacaMarket(VenueDesk trading, VenueDesk data, AlpacaRequests requests, IReadOnlyList<Instrument> instruments, AlpacaHours hours, TimeProvider clock) : IVenueMarket, INewestPrices, IOptionMarket
{
    // Two hundred a minute.
    private static readonly TimeSpan PageEvery = TimeSpan.FromMilliseconds(300);

    // An address of thousands of names is refused somewhere on its way.
    private const int NamesMax = 100;

    private static readonly string[] Newest = ["quotes", "trades"];

    // The list of all assets.
    private const int AnswerBytesMax = 64 * 1024 * 1024;

    /// <summary>For who trades nothing.</summary>
    public static AlpacaMarket Of(FeedSetup setup)
    {
        var requests = RequestsOf(setup);
        var limits = new AlpacaLimits(setup.Clock);
        return new AlpacaMarket(Desk(setup.Line, setup.Clock, requests, limits), Desk(setup.Line, setup.Clock, requests, new AlpacaLimits(setup.Clock)), requests, setup.Instruments, new AlpacaHours(), setup.Clock);
    }

    /// <summary>Builds what a feed asks. Without a key the venue refuses it.</summary>
    public static AlpacaRequests RequestsOf(FeedSetup setup) =>
        AlpacaRequests.At(setup.Hosts, setup.Credentials ?? new VenueCredentials("", ""));

    /// <summary>A desk with a line of its own.</summary>
    public static VenueDesk Desk(LineOptions options, TimeProvider clock, AlpacaRequests requests, AlpacaLimits limits) => new(
        new VenueLine(options with { AnswerBytesMax = AnswerBytesMax }, clock, (line, stopping) => AskTimeAsync(line, requests, stopping), onHeaders: (headers, _) => limits.Learn(headers)), new AlpacaReader(), limits.Refine);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TradingRule>> RulesAsync(CancellationToken stopping)
    {
        var all = new List<TradingRule>();
        await foreach (var part in RulesInPartsAsync(stopping)) all.AddRange(part);
        return all;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<TradingRule>> RulesInPartsAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        if (instruments.Any(static instrument => instrument.AssetClass != AssetClass.Crypto)) await hours.RefreshAsync(trading, requests, clock, stopping);
        await foreach (var part in new AlpacaRules(trading, requests, instruments).ToldAsync(stopping)) yield return part;
    }

    /// <inheritdoc/>
    /// <remarks>A thin share's newest quote may be minutes old, and of one exchange alone.</remarks>
    public bool TellsTouchOfNow => false;

    /// <inheritdoc/>
    public async ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping)
    {
        var told = (await data.AskAsync("quotes", requests.Touch(symbol.Text), stopping, symbol.Text)).OrThrow();
        return told.Touch;
    }

    /// <inheritdoc/>
    public async ValueTask NewestAsync(IReadOnlyList<Instrument> instruments, INormalizedSink into, CancellationToken stopping)
    {
        foreach (var part in instruments.GroupBy(instrument => requests.StreamOf(instrument.Symbol.Text)).SelectMany(static part => part.Chunk(NamesMax)))
        {
            string[] names = [.. part.Select(static instrument => instrument.Symbol.Text)];
            foreach (var kind in Newest)
            {
                var told = (await data.AskAsync(kind, requests.Latest(kind, names), stopping)).OrThrow();
                new AlpacaReader().Read(told.Body.Span, default, into);
            }
        }
    }

    /// <inheritdoc/>
    public int GreeksAtOnceMax => 100;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<(Symbol Option, OptionGreeks Greeks)>> GreeksAsync(IReadOnlyList<Symbol> options, CancellationToken stopping) =>
        (await data.AskAsync("snapshots", requests.Snapshots([.. options.Select(static option => option.Text)]), stopping)).OrThrow().Read(AlpacaGreeks.Read);

    /// <inheritdoc/>
    /// <remarks>Days of shares begin at midnight in New York. A page may be empty and have a next one all the same.</remarks>
    public async IAsyncEnumerable<RawTick> CandlesAsync(Instrument instrument, TimeSpan interval, DateTimeOffset from, DateTimeOffset until, [EnumeratorCancellation] CancellationToken stopping)
    {
        var timeframe = Word(interval) ?? throw new ArgumentOutOfRangeException(nameof(interval), interval, "Alpaca has no candles of this length.");
        var last = from.AddTicks(-1);
        string? page = null;
        do
        {
            if (page is not null) await Task.Delay(PageEvery, clock, stopping);
            var told = (await data.AskAsync("bars", requests.Bars(instrument.Symbol.Text, timeframe, from, until, page), stopping, instrument.Symbol.Text)).OrThrow();
            var now = clock.GetUtcNow();
            foreach (var candle in told.Candles(instrument, interval, last, until, now))
            {
                last = candle.SourceTime;
                yield return candle;
            }

            page = told.Read(static body => body["next_page_token"u8].AsText());
        }
        while (page is not null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        trading.Line.Dispose();
        data.Line.Dispose();
    }

    private static async ValueTask<DateTimeOffset> AskTimeAsync(VenueLine line, AlpacaRequests requests, CancellationToken stopping)
    {
        var told = await new VenueDesk(line, new AlpacaReader()).AskAsync("clock", requests.Clock(), stopping);
        return told.TimeOrThrow();
    }

    private static string? Word(TimeSpan interval)
    {
        if (interval == TimeSpan.FromDays(1)) return "1Day";
        if (interval.Ticks % TimeSpan.TicksPerHour == 0 && interval.TotalHours is >= 1 and < 24) return string.Create(CultureInfo.InvariantCulture, $"{interval.Hours}Hour");
        return interval.Ticks % TimeSpan.TicksPerMinute == 0 && interval.TotalMinutes is >= 1 and < 60 ? string.Create(CultureInfo.InvariantCulture, $"{interval.Minutes}Min") : null;
    }
}
