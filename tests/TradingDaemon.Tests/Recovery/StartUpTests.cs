using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Engine.Account;
using TradingDaemon.Execution.Tracking;
using TradingDaemon.Journalling;
using TradingDaemon.Pipeline;
using TradingDaemon.Recovery;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Execution.Support;

namespace TradingDaemon.Tests.Recovery;

public sealed class StartUpTests
{
    [Test]
    public async Task Start_VenueAnswers_EntriesPassOnceItsStreamIsOpenAndComparedAgain()
    {
        using var start = new Start();
        await start.RunAsync();
        Assert.That(start.Engine.Account.Books.State, Is.EqualTo(EngineState.Running));
        Assert.That(start.Engine.Account.Books.Blocks.Single().Reason, Is.EqualTo("Its stream has not been open since the start."));
        start.Bench.Run();
        Assert.That(start.Engine.Account.Books.Blocks, Is.Empty);
        Assert.That(start.Bench.Events.Select(static told => told.GetType().Name), Is.EqualTo(new[] { "StreamOpened", "Stated" }));
    }

    [Test]
    public async Task Start_VenueDoesNotAnswer_GoesOnWithoutItAndKeepsItsEntriesBlocked()
    {
        using var start = new Start();
        start.Bench.Venue.QueryFault = static () => new VenueFault(VenueFaultKind.Retry, "dns", "No such host.");
        await start.RunAsync();
        Assert.That(start.Engine.Account.Books.State, Is.EqualTo(EngineState.Running));
        Assert.That(start.Engine.Account.Books.IsBlocked("simulated", BlockCause.ReconcilePending), Is.True);
    }

    [Test]
    public async Task Start_VenueHangs_GoesOnAfterItsTime()
    {
        using var start = new Start();
        start.Bench.Venue.HangsQueries = true;
        var starting = start.RunAsync();
        Assert.That(starting.IsCompleted, Is.False);
        start.Bench.Clock.Advance(Limits.StartComparisonMax);
        await starting;
        Assert.That(start.Engine.Account.Books.IsBlocked("simulated", BlockCause.ReconcilePending), Is.True);
    }

    /// <summary>"not found" at the start, too early to be proof, changes nothing but what we claim to know.</summary>
    [Test]
    public async Task Start_OrderNotShownYet_IsUnknownNotEnded()
    {
        using var start = new Start();
        start.Bench.Venue.Traits = new VenueTraits { AbsenceProvenAfter = TimeSpan.FromSeconds(10) };
        var order = start.Bench.Decide();
        await start.RunAsync();
        Assert.That(start.Engine.Account.Books.Orders.Find(order.Intent.ClientOrderId)!.Status, Is.EqualTo(OrderStatus.Unknown));
    }

    /// <summary>Bug: "0 differences left" was logged although neither cash nor holdings could be compared.</summary>
    [TestCase(false, "cash and holdings compared; differences left: 0; entries pass once its stream is open and all agrees then")]
    [TestCase(true, "cash and holdings not compared, fills kept coming while they were asked for; differences left: 0; entries stay blocked until all agrees")]
    public async Task Start_Compared_SaysWhatWasAndWhatWasNot(bool isRestless, string expected)
    {
        using var start = new Start();
        start.Bench.Venue.IsRestless = isRestless;
        await start.RunAsync();
        Assert.That(start.Log.Lines.Single(static line => line.Event == 3_203).Text, Does.Contain("orders all compared").And.Contains(expected));
        Assert.That(start.Engine.Account.Books.StateReason, Is.EqualTo("Recovered."), "true for as long as it is shown");
    }

    /// <summary>Bug: after the comparison had found a difference, status, health and the alert said that books and venue had not been compared.</summary>
    [Test]
    public async Task Start_AfterADeposit_RunsAndSaysThatTheDifferenceBlocks()
    {
        using var start = new Start();
        start.Bench.Venue.Cash["USD"] += 500m;
        await start.RunAsync();
        Assert.That(start.Engine.Account.Books.State, Is.EqualTo(EngineState.Running), "exits pass");
        var block = start.Engine.Account.Books.Blocks.Single();
        Assert.That((block.Cause, block.Reason), Is.EqualTo((BlockCause.ReconcilePending, "1 difference between our books and simulated is unexplained.")));
        Assert.That(VenueBooks.Of(start.Engine.Account.Books, "simulated").PendingReason, Is.EqualTo(block.Reason), "what the alert says");
    }

    /// <summary>Bug: who was waiting out a backoff when the process ended never entered again, nor did who was disabled and named in recovery:enableStrategies.</summary>
    [TestCase(StrategyCondition.Recovering, false, true)]
    [TestCase(StrategyCondition.Disabled, true, true)]
    [TestCase(StrategyCondition.Disabled, false, false)]
    [TestCase(StrategyCondition.Paused, false, false)]
    public async Task Start_OfAStrategyThatWasOff_LetsItEnterAgain_WhereItsBackoffEndedOrAPersonNamesIt(StrategyCondition before, bool isNamed, bool enters)
    {
        using var start = new Start();
        start.Engine.Take(new Command.StrategyChanged(AccountBench.Alpha, before, "It threw."), start.Bench.Clock.GetUtcNow());
        await start.RunAsync(isNamed ? [AccountBench.Alpha.Text] : []);
        Assert.That(start.Engine.Account.Books.Conditions.ContainsKey(AccountBench.Alpha.Text), Is.EqualTo(!enters));
    }

    /// <summary>An order where nothing is traded any more ends by a person's word, before anything is compared, and is filled in no simulation.</summary>
    [Test]
    public async Task Start_WithAnOrderThatIsOverByAPersonsWord_EndsItForGood([Values] bool wasAccepted)
    {
        using var start = new Start();
        var order = start.Bench.Decide().Intent.ClientOrderId;
        if (wasAccepted) start.Engine.Take(new VenueEvent.Accepted(order, "V-1", start.Bench.Clock.GetUtcNow()), start.Bench.Clock.GetUtcNow());
        start.Over.Add(order);
        await start.RunAsync();
        Assert.That((start.Engine.Account.Books.Orders.Open.Count, start.Engine.Account.Books.Orders.Find(order)!.Status), Is.EqualTo((0, wasAccepted ? OrderStatus.Cancelled : OrderStatus.Rejected)));
        var moved = start.Journal.Facts.OfType<Fact.OrderMoved>().Last();
        Assert.That((moved.ClientOrderId, moved.Reason), Is.EqualTo((order, $"{(wasAccepted ? "Forgotten by the venue. " : "")}It is traded elsewhere now, and recovery:movedSymbols says that what worked there is over.")));
    }

    private sealed class Start : IDisposable
    {
        private readonly Topology _topology = new(1, static (_, _) => { });

        public SessionBench Bench { get; } = new();

        public AccountEngine Engine => Bench.Engine;

        public SessionBench.LineLog Log { get; } = new();

        public List<ClientOrderId> Over { get; } = [];

        public MemoryJournal Journal { get; } = new();

        public Task RunAsync(params string[] enabled)
        {
            var recorder = new Recorder(Bench.Metrics, Bench.Alerts, NullLogger<Recorder>.Instance);
            var options = new StartUpOptions(2, "test", false, [.. enabled]) { OrdersOver = Over };
            return new StartUp(Engine, [Bench.Venue], Journal, new DurableMark(), recorder, _topology, [], options, new Clocks(Bench.Clock, Bench.Clock), new Typed(Log))
                .StartAsync(CancellationToken.None);
        }

        public void Dispose()
        {
            _topology.Dispose();
            Bench.Dispose();
        }
    }

    private sealed class MemoryJournal : IJournal
    {
        public List<Fact> Facts { get; } = [];

        public int Epoch => 7;

        public long LastSequence { get; private set; }

        public IReadOnlyList<DurableOrder> Commit(IReadOnlyList<JournalBatch> batches)
        {
            foreach (var recorded in batches.SelectMany(static batch => batch.Facts))
            {
                Facts.Add(recorded.Fact);
                LastSequence = recorded.Sequence;
            }

            return [];
        }

        public IEnumerable<RecordedFact> ReadAfter(long sequence) => [];
    }

    private sealed class Typed(ILogger inner) : ILogger<StartUp>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
