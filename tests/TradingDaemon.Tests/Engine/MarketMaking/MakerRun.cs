using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Replay;
using TradingDaemon.Storage;
using TradingDaemon.Strategies.Catalogue;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Storage.Support;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Tests.Engine.MarketMaking;

/// <summary>The whole daemon in one loop, as a backtest runs it: a real store, a simulated venue, the catalogue's own market maker.</summary>
internal sealed class MakerRun : IDisposable
{
    private readonly ScratchDirectory _directory = new();
    private readonly SqliteStore _store;
    private readonly SimulatedVenue _venue;
    private readonly ReplayDriver _driver;

    private MakerRun(AccountSetup setup)
    {
        _store = SqliteStore.Open(new StoreOptions { Directory = _directory.Path, Epoch = 1 }, TimeProvider.System);
        _venue = new SimulatedVenue(new SimulatedVenueOptions { Fsync = false, LatencyMin = TimeSpan.FromMilliseconds(5), LatencyMax = TimeSpan.FromMilliseconds(20) }, TestMarket.Catalog, TestMarket.Start);
        Engine = new AccountEngine(setup, new AccountState());
        _driver = new ReplayDriver(new EvaluationRoom(TestMarket.Catalog, new EvaluationOptions(), StrategyCatalogue.Default.Find), Engine, _venue, _store.Journal) { Told = recorded => Facts.Add(recorded.Fact) };
    }

    public AccountEngine Engine { get; }

    public List<Fact> Facts { get; } = [];

    public DateTimeOffset Now { get; private set; } = TestMarket.Start;

    public string Hash => _driver.DecisionHash;

    public IEnumerable<OrderIntent> Quotes => Facts.OfType<Fact.OrderIntended>().Select(static intended => intended.Intent).Where(static intent => intent.QuoteOf is not null);

    public IEnumerable<OrderState> Resting => Engine.Account.Books.Orders.Open.Where(static order => order.Intent.QuoteOf is not null);

    public decimal Net => Engine.Account.Books.Positions.NetBase(new InstrumentId(TestMarket.Eth));

    public static async Task<MakerRun> BeginAsync(AccountSetup setup)
    {
        var run = new MakerRun(setup);
        await run._driver.BeginAsync(run.Now, "test", CancellationToken.None);
        return run;
    }

    /// <summary>The market is quoted so for a while, four times a second.</summary>
    public MakerRun Quote(decimal bid, decimal ask, double seconds, decimal size = 10_000m)
    {
        for (var passed = 0d; passed < seconds; passed += 0.25d)
        {
            Now = Now.AddSeconds(0.25d);
            _driver.Step(RawTick.OfQuote(new InstrumentId(TestMarket.Eth), Now, Now, bid, size, ask, size));
        }

        return this;
    }

    public void Dispose()
    {
        _driver.Dispose();
        _venue.Dispose();
        _store.Dispose();
        _directory.Dispose();
    }
}
