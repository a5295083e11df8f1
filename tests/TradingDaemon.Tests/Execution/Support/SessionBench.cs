using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Execution;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Execution.Tracking;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Pipeline;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Execution.Support;

/// <summary>A real session between a real account engine and a scripted venue, on one thread and one virtual clock.</summary>
internal sealed class SessionBench : ChannelWriter<VenueEvent>, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _intents;

    public SessionBench(SessionLimits? limits = null, int seed = 1, AccountEngine? engine = null, SessionClock? clock = null, ScriptedVenue? venue = null)
    {
        Clock = clock ?? new SessionClock(TestMarket.Start);
        Venue = venue ?? new ScriptedVenue(Clock);
        var redactor = new SecretRedactor();
        Health = new HealthBoard(Clock, redactor);
        Alerts = new AlertBoard(Clock, redactor, [Channel], NullLogger<AlertBoard>.Instance);
        Metrics = new DaemonMetrics(Clock, "test");
        Engine = engine ?? Funded();
        Limits = limits ?? new SessionLimits();
        var tools = new SessionTools(new Clocks(Clock, Clock), new Random(seed), Metrics, Alerts, Health, Log);
        Session = new VenueSession(Venue, this, _ => ValueTask.FromResult(VenueBooks.Of(Engine.Account.Books, Venue.Id)), Gate, Limits, tools);
    }

    public SessionClock Clock { get; }

    public ScriptedVenue Venue { get; }

    public SessionLimits Limits { get; }

    public SendGate Gate { get; } = new();

    public AccountEngine Engine { get; }

    public VenueSession Session { get; }

    public RecordingChannel Channel { get; } = new();

    public AlertBoard Alerts { get; }

    public HealthBoard Health { get; }

    public DaemonMetrics Metrics { get; }

    /// <summary>Told of every event after the engine took it.</summary>
    public Action<VenueEvent> Told { get; set; } = static _ => { };

    public LineLog Log { get; } = new();

    public List<VenueEvent> Events { get; } = [];

    /// <summary>False for tests that let the host's own threads run it.</summary>
    public bool IsOnOneThread { get; init; } = true;

    /// <summary>Told of what the engine decided on a venue's events.</summary>
    public Action<JournalBatch> Decided { get; set; } = static _ => { };

    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>The engine takes what a venue says at once, and its cancels leave at once.</summary>
    public override bool TryWrite(VenueEvent item)
    {
        if (IsOnOneThread) Assert.That(Environment.CurrentManagedThreadId, Is.EqualTo(_thread), "A session on one thread stays there.");
        Events.Add(item);
        Engine.Take(item, Clock.GetUtcNow());
        while (Engine.TakeBatch() is { } batch)
        {
            Decided(batch);
            foreach (var cancel in batch.Cancels) _ = Session.CancelAsync(cancel, _stopping.Token);
        }

        Told(item);
        return true;
    }

    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(true);

    /// <summary>Runs connection, rounds and clock watch.</summary>
    public void Run() => Running = Session.RunAsync(_stopping.Token);

    public Task StopAsync()
    {
        _stopping.Cancel();
        return Running;
    }

    /// <summary>Makes an order durable; a resting buy of one BTC by default.</summary>
    public DurableOrder Decide(OrderTerms? terms = null, bool isReduceOnly = false, TimeSpan age = default, OrderSide side = OrderSide.Buy)
    {
        var now = Clock.GetUtcNow();
        var order = new ApprovedOrder(new OrderIntent
        {
            ClientOrderId = ClientOrderId.From(new StrategyId("alpha"), ++_intents, 7), Strategy = new StrategyId("alpha"), Symbol = TestMarket.SymbolOf(TestMarket.Btc), Venue = Venue.Id,
            Side = side, Terms = terms ?? new OrderTerms.Limit(Quantity.From(1m), Price.From(100m), TimeInForce.GoodTilCancelled, false), IsReduceOnly = isReduceOnly,
            Reason = "test", DecisionBid = 99m, DecisionAsk = 101m, DecidedAt = now - age,
        });
        Engine.Account.Log.Emit(order, now);
        Engine.TakeBatch();
        return new DurableOrder(order);
    }

    /// <summary>Decides an order and sends it.</summary>
    public (ClientOrderId Id, Task Sending) Place(OrderTerms? terms = null, bool isReduceOnly = false, TimeSpan age = default, OrderSide side = OrderSide.Buy)
    {
        var order = Decide(terms, isReduceOnly, age, side);
        return (order.Intent.ClientOrderId, Session.PlaceAsync(order, 0, _stopping.Token));
    }

    public OrderStatus StatusOf(ClientOrderId id) => Engine.Account.Books.Orders.Find(id)!.Status;

    public decimal FilledOf(ClientOrderId id) => Engine.Account.Books.Orders.Find(id)!.FilledBase;

    public void Pass(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    public bool IsBlocked(BlockCause cause) => Engine.Account.Books.IsBlocked(Venue.Id, cause);

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        Metrics.Dispose();
    }

    private AccountEngine Funded()
    {
        var (engine, now) = (new AccountEngine(TestMarket.Setup(), new AccountState()), Clock.GetUtcNow());
        engine.Boot(7, 1, "test", now);
        engine.Account.Log.Emit(new Fact.CashMoved("USD", Venue.Cash["USD"], "Opening balance.") { Venue = Venue.Id }, now);
        engine.Take(new Command.ChangeState(EngineState.Running, "Test."), now);
        engine.TakeBatch();
        return engine;
    }

    /// <summary>Remembers log lines with their event ids.</summary>
    internal sealed class LineLog : ILogger
    {
        public List<(int Event, string Text)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add((eventId.Id, formatter(state, exception)));
    }
}
