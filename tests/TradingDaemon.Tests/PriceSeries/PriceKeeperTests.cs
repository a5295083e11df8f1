using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.PriceSeries;
using TradingDaemon.Tests.Venues.CoinSpot;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Tests.PriceSeries;

public sealed class PriceKeeperTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Instrument[] Bitcoin = [CoinSpotRig.Instruments[0]];

    [Test]
    public async Task Keep_AtEachFullInterval_AsksOnceAndStampsTheRowWithIt()
    {
        using var rig = new SeriesRig();
        var market = new Market(rig.Clock);
        await rig.KeepAsync(market, () => rig.KeepNextAsync(2), instruments: Bitcoin);
        Assert.That(rig.Rows.Select(static row => (row.At, row.Venue, row.Symbol.Text, row.Bid, row.Ask, row.Last)), Is.EqualTo(new[]
        {
            (Noon.AddMinutes(5), "coinspot", "BTC/AUD", (decimal?)90_000m, (decimal?)90_100m, (decimal?)null), (Noon.AddMinutes(10), "coinspot", "BTC/AUD", 90_000m, 90_100m, null),
        }), "the first at the next full interval, not at the start");
        Assert.That((rig.Alert, market.AskedAt.Count), Is.EqualTo(("", 2)));
    }

    [Test]
    public async Task Keep_AfterARestartAskedForTheSameMoment_KeepsNoSecondRowOfIt()
    {
        using var rig = new SeriesRig();
        await rig.KeepAsync(new Market(rig.Clock), () => rig.KeepNextAsync(1), instruments: Bitcoin);
        var kept = rig.Rows.Single();
        rig.Told.WallShift = TimeSpan.FromMinutes(-2); // the wall's clock was set back before it
        var market = new Market(rig.Clock) { Bid = 1m };
        await rig.KeepAsync(market, async () =>
        {
            await rig.Clock.PassAsync();
            await rig.KeepNextAsync(1);
        }, instruments: Bitcoin);
        Assert.That(market.AskedAt, Is.EqualTo(new[] { Noon.AddMinutes(5), Noon.AddMinutes(10) }));
        Assert.That(rig.Rows[0], Is.EqualTo(kept), "the first row stands");
        Assert.That(rig.Rows.Select(static row => (row.At, row.Bid)).Skip(1), Is.EqualTo(new[] { (Noon.AddMinutes(10), (decimal?)1m) }));
    }

    [TestCase(1)]
    [TestCase(PriceKeeper.RetriesMax)]
    public async Task Keep_WithoutAnswersUpToTheLastTry_IsKeptWithNoAlert(int failures)
    {
        using var rig = new SeriesRig();
        var market = new Market(rig.Clock) { Failures = failures };
        await rig.KeepAsync(market, async () =>
        {
            for (var wait = 0; wait < failures; wait++) await rig.Clock.PassAsync();
            await rig.KeepNextAsync(1);
        }, instruments: Bitcoin);
        Assert.That(rig.Rows.Single().At, Is.EqualTo(Noon.AddMinutes(5)));
        Assert.That(market.AskedAt, Is.EqualTo(Enumerable.Range(0, failures + 1).Select(static number => Noon.AddMinutes(5) + (number * PriceKeeper.RetryAfter))));
        Assert.That((rig.Alert, rig.Figures.MissedCount("unanswered")), Is.EqualTo(("", 0L)));
    }

    [Test]
    public async Task Keep_WithNoAnswerAtAll_GivesTheIntervalUpSaysSoAndCounts_AndGoesOnAtTheNext()
    {
        using var rig = new SeriesRig();
        var market = new Market(rig.Clock) { Failures = PriceKeeper.RetriesMax + 1 };
        await rig.KeepAsync(market, async () =>
        {
            for (var wait = 0; wait <= PriceKeeper.RetriesMax; wait++) await rig.Clock.PassAsync();
            await SeriesRig.UntilAsync(() => rig.Alert.Length > 0);
            Assert.That(rig.Alert, Does.Contain("12:05:00Z").And.Contain("asked 4 times").And.Contain("Not now."));
            Assert.That((market.AskedAt.Count, rig.Figures.MissedCount("unanswered"), rig.Rows.Count), Is.EqualTo((4, 1L, 0)));
            await rig.KeepNextAsync(1);
            await SeriesRig.UntilAsync(() => rig.Alert.Length == 0);
        }, instruments: Bitcoin);
        Assert.That(rig.Rows.Single().At, Is.EqualTo(Noon.AddMinutes(10)), "nothing is made up for what was missed");
    }

    [Test]
    public async Task Keep_OfAVenueThatIsSilent_IsAskedAgainAfterHalfAMinute()
    {
        using var rig = new SeriesRig();
        var market = new Market(rig.Clock) { Silences = 1 };
        await rig.KeepAsync(market, async () =>
        {
            await rig.Clock.PassAsync();
            await SeriesRig.UntilAsync(() => market.AskedAt.Count == 1);
            rig.Told.Advance(PriceKeeper.AnswerMax);
            await rig.KeepNextAsync(1);
        }, instruments: Bitcoin);
        Assert.That(market.AskedAt[1] - market.AskedAt[0], Is.EqualTo(PriceKeeper.AnswerMax + PriceKeeper.RetryAfter));
    }

    [Test]
    public async Task Keep_WhereTheStoreRefuses_CountsSaysSoAndGoesOn()
    {
        using var rig = new SeriesRig();
        rig.Directory = Path.Combine(rig.Directory, "gone");
        await rig.KeepAsync(new Market(rig.Clock), async () =>
        {
            await rig.Clock.PassAsync();
            await SeriesRig.UntilAsync(() => rig.Alert.Length > 0);
            Assert.That(rig.Alert, Does.Contain("could not be kept").And.Contain("cannot be opened"));
            Assert.That(rig.Figures.MissedCount("unwritten"), Is.EqualTo(1));
            Directory.CreateDirectory(rig.Directory);
            await rig.KeepNextAsync(1);
            await SeriesRig.UntilAsync(() => rig.Alert.Length == 0);
        }, instruments: Bitcoin);
        Assert.That(rig.Rows, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Keep_OfMoreInstrumentsThanAreTold_CountsTheOthers()
    {
        using var rig = new SeriesRig();
        await rig.KeepAsync(new Market(rig.Clock), () => rig.KeepNextAsync(1)); // ETH/AUD has no price
        Assert.That(rig.Figures.MissedCount("untold"), Is.EqualTo(1));
    }

    [Test]
    public async Task Keep_LongerThanTheRetention_ForgetsWhatIsOlder()
    {
        using var rig = new SeriesRig();
        await rig.KeepAsync(new Market(rig.Clock), () => rig.KeepNextAsync(4), TimeSpan.FromMinutes(10), Bitcoin);
        Assert.That(rig.Rows.Select(static row => row.At.Minute), Is.EqualTo(new[] { 10, 15, 20 }), "one exactly as old is kept");
    }

    [Test]
    public async Task Keep_OfIntervalsThatWentByMeanwhile_CountsThemAndLabelsNoPriceAsOfThen()
    {
        using var rig = new SeriesRig();
        var market = new Market(rig.Clock);
        await rig.KeepAsync(market, async () =>
        {
            await rig.KeepNextAsync(1);
            rig.Told.WallShift = TimeSpan.FromMinutes(15); // the machine sleeps
            await rig.Clock.PassAsync(); // and wakes at 12:25
            await rig.KeepNextAsync(1);
        }, instruments: Bitcoin);
        Assert.That(rig.Rows.Select(static row => row.At.Minute), Is.EqualTo(new[] { 5, 30 }));
        Assert.That((rig.Figures.MissedCount("late"), market.AskedAt.Count), Is.EqualTo((4L, 2)));
    }

    /// <summary>Bug: a clock set back while a price was waited for stored the price of now as of an hour later, and the right one was refused then.</summary>
    [TestCase(-60), TestCase(-5)]
    public async Task Keep_WithTheClockSetBackMeanwhile_LabelsNoPriceAsOfLater(int minutes)
    {
        using var rig = new SeriesRig();
        var market = new Market(rig.Clock);
        await rig.KeepAsync(market, async () =>
        {
            await rig.Clock.WaitsAsync();
            rig.Told.WallShift = TimeSpan.FromMinutes(minutes);
            await rig.Clock.PassAsync();
            await rig.KeepNextAsync(1);
        }, instruments: Bitcoin);
        Assert.That(rig.Rows.Select(static row => row.At), Is.EqualTo(new[] { Noon.AddMinutes(minutes + 10) }));
        Assert.That(market.AskedAt, Is.EqualTo(new[] { Noon.AddMinutes(minutes + 10) }));
    }

    /// <summary>Bug: intervals were counted from the year 1, so that those which divide no day stood for moments nobody could name.</summary>
    [Test]
    public async Task Keep_AtIntervalsThatDivideNoDay_CountsThemFromMidnight()
    {
        using var rig = new SeriesRig();
        rig.Told.Advance(Noon.AddHours(11).AddMinutes(50) - SeriesRig.Start);
        await rig.KeepAsync(new Market(rig.Clock), () => rig.KeepNextAsync(3), instruments: Bitcoin, interval: TimeSpan.FromMinutes(7));
        Assert.That(rig.Rows.Select(static row => row.At.ToString("HH:mm", CultureInfo.InvariantCulture)), Is.EqualTo(new[] { "23:55", "00:00", "00:07" }), "205 times seven minutes are five minutes less than a day");
    }

    /// <summary>Bug: an answer that came when the next interval was due was kept as the price of the one before.</summary>
    [Test]
    public async Task Keep_OfAnAnswerThatComesWithTheNextInterval_IsLate()
    {
        using var rig = new SeriesRig();
        await rig.KeepAsync(new Market(rig.Clock) { Failures = 2 }, async () =>
        {
            for (var wait = 0; wait <= 2; wait++) await rig.Clock.PassAsync();
            await rig.KeepNextAsync(1);
        }, instruments: Bitcoin, interval: 2 * PriceKeeper.RetryAfter);
        Assert.That(rig.Rows.Select(static row => row.At), Is.EqualTo(new[] { SeriesRig.Start + (6 * PriceKeeper.RetryAfter) }));
        Assert.That(rig.Figures.MissedCount("late"), Is.EqualTo(2L), "the one that was answered too late, and the one that was due then");
    }

    /// <summary>Tells one touch of now, of bitcoin alone.</summary>
    private sealed class Market(TimeProvider clock) : IVenueMarket
    {
        private readonly List<DateTimeOffset> _askedAt = [];

        public IReadOnlyList<DateTimeOffset> AskedAt
        {
            get
            {
                lock (_askedAt) return [.. _askedAt];
            }
        }

        public int Failures { get; init; }

        public int Silences { get; init; }

        public decimal Bid { get; init; } = 90_000m;

        public bool TellsTouchOfNow => true;

        public async ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping)
        {
            if (symbol != CoinSpotRig.Bitcoin) return null;
            int number;
            lock (_askedAt)
            {
                _askedAt.Add(clock.GetUtcNow());
                number = _askedAt.Count;
            }

            if (number <= Silences) await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
            if (number <= Failures) throw new VenueException(new VenueFault(VenueFaultKind.Retry, "503", "Not now."));
            return (Bid, Bid + 100m);
        }

        public ValueTask<IReadOnlyList<TradingRule>> RulesAsync(CancellationToken stopping) => throw new NotSupportedException();

        public IAsyncEnumerable<RawTick> CandlesAsync(Instrument instrument, TimeSpan interval, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
