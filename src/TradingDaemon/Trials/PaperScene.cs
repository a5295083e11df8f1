using System.Collections.Concurrent;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Trials;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Pipeline;
using TradingDaemon.Replay;
using TradingDaemon.Storage;
using TradingDaemon.Strategies.Catalogue;
using TradingDaemon.Translation;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Trials;

/// <summary>
/// One trial's rooms, books, store and exchange: the same rooms as live trading, in a loop of their own. It makes its exchange itself, and there is no other place an order of it
/// could go: no venue, session or channel of the live account is known here.
/// </summary>
internal sealed class PaperScene : IDisposable
{
    private readonly SqliteStore _store;
    private readonly SimulatedVenue _venue;
    private readonly AccountEngine _engine;
    private readonly ReplayDriver _driver;
    private readonly PaperTally _tally;
    private readonly ConcurrentQueue<(HistoryWanted Wanted, IReadOnlyList<Bar> Bars)> _histories; // of this life alone: one a strategy and instrument that looks back, each time it is loaded
    private int _sightTold;

    private PaperScene(SqliteStore store, SimulatedVenue venue, AccountEngine engine, ReplayDriver driver, PaperTally tally, ConcurrentQueue<(HistoryWanted, IReadOnlyList<Bar>)> histories) =>
        (_store, _venue, _engine, _driver, _tally, _histories) = (store, venue, engine, driver, tally, histories);

    /// <summary>Opens what an earlier process left in the directory, or begins. Throws <see cref="IOException"/> or <see cref="InvalidDataException"/> where that cannot be gone on with.</summary>
    /// <param name="order">What is tried.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="directory">The trial's own.</param>
    /// <param name="market">Market time.</param>
    /// <param name="askForHistory">Asks venues for the bars strategies look back on, and says where they go; null where nobody has any, and then nobody waits.</param>
    public static PaperScene Open(
        PaperOrder order, DaemonConfig config, string directory, TimeProvider market, Action<IReadOnlyList<HistoryWanted>, Action<HistoryWanted, IReadOnlyList<Bar>>>? askForHistory = null)
    {
        var histories = new ConcurrentQueue<(HistoryWanted, IReadOnlyList<Bar>)>();
        var setup = PaperWorld.SetupOf(order.Live, order.Tier);
        var opened = new Stack<IDisposable>();
        try
        {
            var store = SqliteStore.Open(new StoreOptions { Directory = directory }, market);
            opened.Push(store);
            var now = market.GetUtcNow();
            var venue = new SimulatedVenue(PaperWorld.VenueOf(config, order.Live, Path.Combine(directory, ConfigTranslation.LedgerFile), order.Cash), setup.Catalog, now);
            opened.Push(venue);
            var (engine, tally) = (new AccountEngine(setup, new AccountState()), new PaperTally());
            foreach (var fact in store.Journal.ReadAfter(0))
            {
                engine.Recover(fact);
                tally.Add(fact);
            }

            if (store.Checkpoints.ReadNewest(out _) is { At: var aliveAt }) tally.WasAlive(aliveAt);
            engine.Account.Offers.Tell(venue.Id, venue.Traits.Orders);
            var driver = new ReplayDriver(new EvaluationRoom(setup.Catalog, config.ToEvaluationOptions(), StrategyCatalogue.Default.Find), engine, venue, store.Journal) { Told = tally.Add };
            opened.Push(driver);
            if (askForHistory is not null)
                driver.Loaded = () =>
                {
                    if (driver.Room.AwaitHistory(static _ => true) is { Count: > 0 } wanted) askForHistory(wanted, (what, bars) => histories.Enqueue((what, bars)));
                };
            // Its exchange answers at once. What was under way to it when a process ended is lost, so that what it does not know it never had.
            var statement = new StatementRequest(venue, market).AskAsync(engine.Account.Books.Fills.CursorOf(venue.Id), [.. engine.Account.Books.Orders.Open], static _ => TimeSpan.MaxValue, CancellationToken.None).GetAwaiter().GetResult();
            driver.Begin(statement, store.Boot, DaemonVersion.Text, now);
            return new PaperScene(store, venue, engine, driver, tally, histories);
        }
        catch
        {
            while (opened.TryPop(out var left)) left.Dispose();
            throw;
        }
    }

    /// <summary>Takes over what nobody saw of the markets.</summary>
    public void Look(SightBoard sight) => sight.PassOn(_driver.Room, ref _sightTold);

    /// <summary>Takes one live event.</summary>
    public void Step(in RawTick tick, DateTimeOffset now) => _driver.Step(tick, now);

    /// <summary>Live events of an instrument were dropped before they got here.</summary>
    public void ReportDrops(InstrumentId instrument) => _driver.ReportDrops(instrument);

    /// <summary>Lets time pass while nothing comes; bars of before that came meanwhile go to who waits for them.</summary>
    public void Pass(DateTimeOffset now)
    {
        while (_histories.TryDequeue(out var history)) _driver.TakeHistory(history.Wanted, history.Bars, now);
        _driver.Pass(now);
    }

    /// <summary>How its strategies are doing.</summary>
    public IReadOnlyList<StrategyReport> Strategies => _driver.Room.Strategies;

    /// <summary>What it came to so far.</summary>
    public PaperFigures FiguresAt(DateTimeOffset now) =>
        new(_tally.LastedAt(now), _engine.Account.Books.Gauges.Tier.Stay?.Trades ?? 0, _engine.Account.Books.Gauges.Tier.Stay?.Wins ?? 0, _tally.Ended, _tally.Filled);

    /// <summary>Makes durable what was decided, and that it went on until now: so much a kill cannot take back.</summary>
    public void Keep(DateTimeOffset now)
    {
        _driver.Settle(now);
        _store.Checkpoints.Write(_engine.Capture(), now);
        _store.Tidy();
    }

    /// <summary>Notes the end of the process in its journal: the time until then counts.</summary>
    public void Rest(DateTimeOffset now)
    {
        _engine.Take(new Command.ChangeState(EngineState.Stopped, "The process ends."), now);
        _driver.Settle(now);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _driver.Dispose();
        _venue.Dispose();
        _store.Dispose();
    }
}
