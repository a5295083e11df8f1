using System.Collections.Concurrent;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Streaming;
using Passed = TradingDaemon.Tests.Venues.BadInput.Meddler.Passed;

namespace TradingDaemon.Tests.Venues.BadInput;

/// <summary>Prices that are asked for over and over: an answer that is none is a loss with its reason, and the next one is a price again.</summary>
[TestFixture]
internal sealed class PollsTests
{
    [TestCase("coinspot", "latest", "BTC/AUD"), TestCase("coingecko", "simple/price", "BTC/USD")]
    public async Task Feed_OfAnswersThatAreNone_SaysWhy_AndGoesOn(string venue, string call, string symbol)
    {
        await using var between = await Meddler.StartAsync();
        var clock = new FastClock(200d);
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = venue, HasMarket = false, Clock = clock });
        server.ShowQuote(symbol, 50_000m, 10m, 50_001m, 10m);
        var (changes, ticks) = (new Changes(), 0);
        var feed = VenueEntry.Find(venue)!.MakeFeed(new FeedSetup
        {
            Hosts = LiveVenues.Hosts(venue)[0].At(server.Address), Instruments = [Of(venue, symbol)], Clock = clock, OnChange = changes.Enqueue, Line = new LineOptions { Connect = between.ConnectAsync, ConnectMax = clock.Of(TimeSpan.FromSeconds(3)) },
            Liveness = new LivenessOptions { QuietMax = clock.Of(TimeSpan.FromSeconds(10)), ConfirmMax = clock.Of(TimeSpan.FromSeconds(10)), StaleMax = clock.Of(TimeSpan.FromSeconds(60)) },
        });
        using var ending = new CancellationTokenSource();
        var run = feed.RunAsync((in _) => Interlocked.Increment(ref ticks), ending.Token);
        var told = 0;
        foreach (var (why, change) in new (string, Func<Passed, Passed>)[]
        {
            ("it is a web page", static answer => answer with { Body = Oddities.Page }), ("not UTF-8", static answer => answer with { Body = Oddities.NoText(answer.Body) }), ("is said twice", static answer => answer with { Body = Oddities.Doubled(answer.Body, 1) }),
            ("no JSON", static answer => answer with { Body = Oddities.Cut(answer.Body) }), ($"{call} failed: The venue's answer cannot be read: it says it is compressed", static answer => answer.With("Content-Encoding", "gzip")),
            ($"{call} failed: The venue's answer cannot be read: it is larger", static answer => answer with { Body = Oddities.Large(answer.Body) }), ($"{call} failed: The venue answered 503.", static _ => new Passed(503, Oddities.Page)),
            ($"{call} failed: The venue answered 403.", static _ => new Passed(403, Oddities.Page)), (symbol, answer => answer with { Body = Oddities.Swapped(answer.Body) }),
        })
        {
            told = Volatile.Read(ref ticks);
            var isSpoilt = 0;
            between.Answers = (_, answer) => Interlocked.Exchange(ref isSpoilt, 1) == 0 ? change(answer) : answer;
            if (why != symbol) await UntilAsync(() => changes.Any(one => one.Kind == FeedChangeKind.Lost && one.Reason.Contains(why, StringComparison.Ordinal)), $"{why}: {changes}");
            await UntilAsync(() => Volatile.Read(ref ticks) > told && isSpoilt == 1, $"prices after {why}: {changes}");
        }

        await ending.CancelAsync();
        await run;
        (feed as IDisposable)?.Dispose();
        Assert.That(changes.Where(static one => one.Kind == FeedChangeKind.Broken), Is.Empty, "nothing that nobody foresaw");
        Assert.That(changes.Count(static one => one.Kind == FeedChangeKind.Lost), Is.EqualTo(8));
    }

    private static Task UntilAsync(Func<bool> isSo, FormattableString what) => Assert.ThatAsync(() => Task.FromResult(isSo()), Is.True.After(300_000, 5), what);

    private static Instrument Of(string venue, string symbol) => new()
    {
        Id = new InstrumentId(0), Symbol = new Symbol(symbol), AssetClass = AssetClass.Crypto, Base = new Currency(symbol[..3]), Quote = new Currency(symbol[4..]), TickSize = 0.01m, LotSize = 0.00000001m, Venue = venue, VenueSymbol = venue == "coingecko" ? null : symbol,
    };

    /// <summary>What a feed told, put into words once a wait has failed.</summary>
    private sealed class Changes : ConcurrentQueue<FeedChange>
    {
        public override string ToString() => string.Join('\n', this);
    }
}
