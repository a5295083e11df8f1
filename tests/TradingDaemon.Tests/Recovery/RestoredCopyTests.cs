using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Desks;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Journalling;
using TradingDaemon.Pipeline;
using TradingDaemon.Recovery;
using TradingDaemon.Storage;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Execution.Support;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Recovery;

/// <summary>The daemon traded on after its directory was copied, and was restored from the copy: the venue never hears an id twice.</summary>
public sealed class RestoredCopyTests
{
    private const string Copied = "copied";
    private const string Live = "live";
    private static readonly ScriptedVenue.Deed Fill = ScriptedVenue.Deed.Accept with { Fills = true };

    /// <summary>As deployed: each start begins an epoch, whatever the venue tells.</summary>
    [Test]
    public async Task Restore_FromACopy_NoIdTwice([Values] bool staysOpen, [Values] bool venueAnswers)
    {
        using var world = new World(pinned: null);
        await world.RestoreAsync(staysOpen, venueAnswers);
        Assert.That(world.Ids, Is.Unique.And.Count.EqualTo((staysOpen ? 6 : 10) + (venueAnswers ? 2 : 0)));
        Assert.That(world.Ids.Select(static id => id.Split('-')[1]).Distinct().Count(), Is.EqualTo(venueAnswers ? 3 : 2), "an epoch a start");
    }

    /// <summary>Were the epoch the same at each start, e.g. pinned or with a clock that stands still, the venue's orders would show it.</summary>
    [Test]
    public async Task Restore_FromACopyInTheSameEpoch_NoIdTwice([Values] bool staysOpen)
    {
        using var world = new World(pinned: 7);
        await world.RestoreAsync(staysOpen, venueAnswers: true);
        Assert.That(world.Ids, Is.Unique.And.Count.EqualTo(staysOpen ? 8 : 12));
        Assert.That(world.Ids.Select(static id => id.Split('-')[1]).Distinct().Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task Restore_FromACopy_IsToldOnceAndItsMoneyIsBooked([Values(null, 7)] int? pinned)
    {
        using var world = new World(pinned);
        await world.RestoreAsync(staysOpen: false, venueAnswers: true);
        Assert.That(world.Facts.OfType<Fact.BreakFound>().Count(static found => found.Subject == LostPastDesk.Subject), Is.EqualTo(1));
        Assert.That(world.Facts.OfType<Fact.EpochBegun>().Count(), Is.EqualTo(pinned is null ? 0 : 1));
        Assert.That(world.Facts.OfType<Fact.FillBooked>().Count(static booked => booked.Strategy == StrategyId.External), Is.EqualTo(5));
        Assert.That((world.Cash, world.Venue.Cash["USD"]), Is.EqualTo((world.Venue.Cash["USD"], 100_000_000m - (12 * 100m))));
    }

    /// <summary>Bug: restoring a copy silently undid a halt that was pulled after it was made; positions were opened seconds after the start.</summary>
    [Test]
    public async Task Restore_FromACopyMadeBeforeAHalt_StartsHaltedAndSendsNothing([Values(null, 7)] int? pinned)
    {
        using var world = new World(pinned) { IsResumed = false };
        await world.RestoreAsync(staysOpen: false, venueAnswers: true);
        Assert.That(world.Ids, Has.Count.EqualTo(10), "nothing since the restore");
        Assert.That(world.Facts.OfType<Fact.EmergencyMoved>().Single().To, Is.EqualTo(EmergencyState.Halted));
        Assert.That(world.GateFollowed, Is.EqualTo(new[] { EmergencyState.Halted }), "gate and stored flag are told before the first tick");
    }

    /// <summary>One daemon's directory and its copy, and the venue that remembers everything.</summary>
    private sealed class World : IDisposable
    {
        private readonly ScratchDirectory _scratch = new();
        private readonly SessionClock _clock = new(TestMarket.Start);
        private readonly int? _pinned;

        public World(int? pinned)
        {
            _pinned = pinned;
            Venue = new ScriptedVenue(_clock);
        }

        public ScriptedVenue Venue { get; }

        /// <summary>Of every order that reached the venue.</summary>
        public List<string> Ids => [.. Venue.Attempts.Select(static attempt => attempt.Intent.ClientOrderId.Text)];

        /// <summary>Of the history that was restored.</summary>
        public List<Fact> Facts { get; } = [];

        public decimal Cash { get; private set; }

        /// <summary>Whether a person looks after each start and lets it trade.</summary>
        public bool IsResumed { get; init; } = true;

        /// <summary>What the emergency stop was told to follow.</summary>
        public List<EmergencyState> GateFollowed { get; } = [];

        /// <summary>Trades, is copied while it is stopped, trades on (an order that stays open is followed by no other), is restored, trades.</summary>
        public async Task RestoreAsync(bool staysOpen, bool venueAnswers)
        {
            await LiveAsync(5, staysOpen: false);
            Copy(Live, Copied);
            await LiveAsync(5, staysOpen);
            Directory.Delete(PathOf(Live), recursive: true);
            Copy(Copied, Live);
            if (!venueAnswers) Venue.QueryFault = static () => new VenueFault(VenueFaultKind.Retry, "dns", "No such host.");
            await LiveAsync(2, staysOpen: false);
        }

        public void Dispose() => _scratch.Dispose();

        private async Task LiveAsync(int orders, bool staysOpen)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            using var store = SqliteStore.Open(new StoreOptions { Directory = PathOf(Live), Epoch = _pinned }, _clock);
            using var bench = new SessionBench(engine: BooksRecovery.Recover(Setup(), store.Journal, store.Checkpoints, NullLogger.Instance).Engine, clock: _clock, venue: Venue);
            using var topology = new Topology(1, static (_, _) => { });
            var recorder = new Recorder(bench.Metrics, bench.Alerts, NullLogger<Recorder>.Instance) { EmergencyMoved = moved => GateFollowed.Add(moved.To) };
            var start = new StartUp(
                bench.Engine, [Venue], store.Journal, new DurableMark(), recorder, topology, [], new StartUpOptions(store.Boot, "test", false, []), new Clocks(_clock, _clock), NullLogger<StartUp>.Instance);
            await start.StartAsync(CancellationToken.None);
            await ConnectAsync(bench.Engine);
            if (IsResumed && bench.Engine.Account.Books.Emergency != EmergencyState.Active) bench.Engine.Take(new Command.SetEmergency(EmergencyState.Active, "test", "A person looked."), _clock.GetUtcNow());
            Venue.Script = (_, _) => staysOpen ? ScriptedVenue.Deed.Accept : Fill;
            for (var i = 0; i < orders; i++) await TradeAsync(bench.Engine, store.Journal);
            store.Checkpoints.Write(bench.Engine.Capture(), _clock.GetUtcNow());
            Facts.Clear();
            Facts.AddRange(store.Journal.ReadAfter(0).Select(static recorded => recorded.Fact));
            Cash = bench.Engine.Account.Books.Cash.Total["USD"];
        }

        // What a session does first: its stream opens, and it compares.
        private async Task ConnectAsync(AccountEngine engine)
        {
            var (now, books) = (_clock.GetUtcNow(), engine.Account.Books);
            engine.Take(new VenueEvent.StreamOpened(Venue.Id, now) { Opening = 1 }, now);
            if (Venue.QueryFault() is not null) return;
            var statement = await new StatementRequest(Venue, TimeProvider.System).AskAsync(books.Fills.CursorOf(Venue.Id), [.. books.Orders.Open], static _ => TimeSpan.Zero, CancellationToken.None);
            engine.Take(new VenueEvent.Stated(statement with { Opening = 1 }, now), now);
        }

        // What the venue fills is told at once.
        private async Task TradeAsync(AccountEngine engine, IJournal journal)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            var (now, filled) = (_clock.GetUtcNow(), Venue.Fills.Count);
            engine.Take(TestMarket.Quote(TestMarket.Btc, 99.95m, 100.05m, now));
            engine.Take(now);
            engine.Take(new Signal(AccountBench.Alpha, new InstrumentId(TestMarket.Btc), SignalKind.Buy, 0.5, "Because.", null, null, 1m, now, now.AddSeconds(5), now), now);
            foreach (var order in Commit(engine, journal)) await Venue.PlaceAsync(order, CancellationToken.None);
            foreach (var fill in Venue.Fills.Skip(filled)) engine.Take(new VenueEvent.Executed(fill), now);
            _ = Commit(engine, journal);
        }

        private static IReadOnlyList<DurableOrder> Commit(AccountEngine engine, IJournal journal) => engine.TakeBatch() is { } batch ? journal.Commit([batch]) : [];

        private static TradingDaemon.Engine.Books.AccountSetup Setup() => TestMarket.Setup() with { Reconciliation = new ReconciliationPolicy { Orders = DifferencePolicy.Adopt } };

        private string PathOf(string name) => Path.Combine(_scratch.Path, name);

        private void Copy(string from, string to)
        {
            foreach (var file in Directory.EnumerateFiles(PathOf(from), "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(PathOf(to), Path.GetRelativePath(PathOf(from), file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
    }
}
