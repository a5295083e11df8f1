using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Cli.Doctor;
using TradingDaemon.Cli.Replay;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Rehearsal;
using TradingDaemon.Replay;
using TradingDaemon.Storage.Files;
using TradingDaemon.Storage.Sqlite;
using TradingDaemon.Tests.Architecture;
using TradingDaemon.Tests.Domain.Orders;
using TradingDaemon.Translation;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Tests.Rehearsal;

/// <summary>Each check over a rehearsal that was sound until somebody tampered with one thing.</summary>
[TestFixture]
internal sealed class RehearsalChecksTests
{
    private static readonly DateTimeOffset StartAt = new(2025, 1, 6, 14, 30, 0, TimeSpan.Zero);
    private static readonly OrderTerms Resting = new OrderTerms.Limit(Quantity.From(1m), Price.From(10m), TimeInForce.GoodTilCancelled, PostOnly: false);

    [Test]
    public async Task Run_NothingTamperedWith_PassesAll()
    {
        var checks = await JudgeAsync(static _ => { });
        Assert.That(checks.Where(static check => !check.Passed), Is.Empty);
        Assert.That(checks.Select(static check => check.Name), Is.EqualTo(new[] { "prices", "fills: equity", "fills: forex", "fills: crypto", "books", "orders", "journal" }));
    }

    [Test]
    public async Task Run_CashThatTheVenueDoesNotHave_FailsBooks() =>
        await AssertFailsAsync("books", "cash USD ours", static scene => scene.Account.Log.Emit(new Fact.CashMoved("USD", 0.00000001m, "A rounding."), StartAt));

    [Test]
    public async Task Run_APositionOnlyOurs_FailsBooks()
    {
        var fill = Intents.Fill(1m, 100m) with { ExecutionSequence = 1_000_000 };
        await AssertFailsAsync("books", "position BTC/USD ours", scene => scene.Account.Log.Emit(new Fact.FillBooked(fill, Intents.Of(Resting).Strategy, OrderStatus.Filled), StartAt));
    }

    [Test]
    public async Task Run_AnOrderWithoutAnAnswer_FailsOrders() =>
        await AssertFailsAsync("orders", "(pending_ack)", static scene => scene.Account.Log.Emit(new Fact.OrderIntended(Intents.Of(Resting)), StartAt));

    [Test]
    public async Task Run_AnOrderOnlyTheVenueKnows_FailsOrders() => await AssertFailsAsync("orders", "(only at the venue)", static scene =>
    {
        var now = scene.Market.Ticks.CurrentTime;
        scene.Venue.Place(new DurableOrder(new ApprovedOrder(Intents.Of(Resting))), now);
        scene.Venue.AdvanceTo(now.AddSeconds(5));
    });

    [Test]
    public async Task Run_AFactChangedBehindTheJournalsBack_FailsJournal() => await AssertFailsAsync("journal", "Fact 5", static scene =>
    {
        using var raw = SqliteDatabase.OpenWriter(new StorePaths(scene.StoreDirectory).Database, TimeSpan.FromSeconds(5));
        raw.Execute("UPDATE facts SET at_utc_ticks = at_utc_ticks + 1 WHERE sequence = 5");
    });

    [Test]
    public async Task Run_AClassWithoutPrices_FailsPrices()
    {
        var checks = await JudgeAsync(static _ => { }, silent: AssetClass.Forex);
        Assert.That(checks.Where(static check => !check.Passed).Select(static check => check.Name), Is.EqualTo(new[] { "prices", "fills: forex" }));
        Assert.That(checks[0].Detail, Is.EqualTo("8 of 9 instruments have prices; none for EUR/USD, all of forex"));
    }

    private static async Task AssertFailsAsync(string name, string detail, Action<ReplayScene> tamper)
    {
        var failed = (await JudgeAsync(tamper)).Where(static check => !check.Passed).ToList();
        Assert.That(failed.Select(static check => check.Name), Is.EqualTo(new[] { name }));
        Assert.That(failed[0].Detail, Does.Contain(detail));
    }

    private static async Task<ImmutableArray<DoctorFinding>> JudgeAsync(Action<ReplayScene> tamper, AssetClass? silent = null)
    {
        var config = ConfigurationLoad.Load(new ConfigurationInputs { CurrentDirectory = Path.GetTempPath(), ExecutableDirectory = Repo.Root, ProbesDisk = false }).Config!;
        var source = new SyntheticTickSource(config.ToFeedOptions(new Dictionary<string, decimal>(), config.Instruments.All), config.Instruments.All, StartAt);
        ITickSource ticks = new SyntheticTicks(source, StartAt, TimeSpan.FromMinutes(5));
        if (silent is { } of) ticks = new Without(ticks, instrument => config.Instruments[instrument].AssetClass == of);
        var market = new ReplayMarket(config.Instruments, config.AccountCurrency, config.Venue.StartingCash, StartAt, ticks);
        return await new ReplayStage(config, null, null, new Deaf(), TimeProvider.System).PlayAsync(market, scene =>
        {
            tamper(scene);
            return RehearsalChecks.RunAsync(scene, CancellationToken.None);
        }, CancellationToken.None);
    }

    private sealed class Deaf : IReplayProgress
    {
        public void Report(in ReplayProgress progress)
        {
        }
    }

    /// <summary>A market some instruments of which never say anything.</summary>
    private sealed class Without(ITickSource all, Func<InstrumentId, bool> isSilent) : ITickSource
    {
        public long Rows => all.Rows;

        public double FractionDone => all.FractionDone;

        public DateTimeOffset CurrentTime => all.CurrentTime;

        public bool TryRead(out RawTick tick)
        {
            while (all.TryRead(out tick))
                if (!isSilent(tick.Instrument)) return true;
            return false;
        }
    }
}
