using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Journalling;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Pipeline;
using TradingDaemon.Storage;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Journalling;

/// <summary>The journal's writer on a disk that refuses, by a clock that is told: how soon somebody is called, and how soon orders leave again.</summary>
public sealed class RefusingDiskTests
{
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(1);

    /// <summary>A full disk refuses at once; a database locked by another process after the store has waited for it, in each attempt anew.</summary>
    [Test]
    public async Task Commit_RefusedByADiskThatIsFullOrLocked_CallsWithinASecondAndSendsWithinASecondAfterItWorks([Values] bool isLocked)
    {
        using var desk = new Desk(isLocked ? new StoreOptions { Directory = "none" }.BusyTimeout : TimeSpan.Zero);
        await desk.StartAsync();
        for (var order = 1; order <= 3; order++)
        {
            var refusedFrom = desk.Clock.GetUtcNow();
            desk.Journal.IsRefusing = true;
            desk.Decide(Orders.Limit(order));
            for (var attempt = 1; attempt <= 5; attempt++) await desk.RefusedAsync(attempt);
            var alert = desk.Alerts.Recent.Single();
            Assert.That((alert.Key, alert.Severity, alert.SentAt - refusedFrom < Bar), Is.EqualTo(("journal", AlertSeverity.Critical, true)), $"called at {alert.SentAt - refusedFrom}");
            Assert.That(desk.Level, Is.EqualTo(HealthLevel.Critical));
            Assert.That(desk.Topology.Dispatch.Reader.TryRead(out _), Is.False, "no order is sent that is not durable");
            Assert.That(desk.Topology.Commands.Reader.TryRead(out var pause) ? pause : null, Is.InstanceOf<Command.PauseForFault>(), "entries stop");

            var worksFrom = desk.Clock.GetUtcNow();
            desk.Journal.IsRefusing = false;
            desk.Clock.Step(desk.Clock.Monotonic + Bar);
            using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
            Assert.That((await desk.Topology.Dispatch.Reader.ReadAsync(late.Token)).Place!.Intent.ClientOrderId, Is.EqualTo(Orders.Id(order)));
            Assert.That(await desk.Topology.Commands.Reader.ReadAsync(late.Token), Is.InstanceOf<Command.ResumeAfterFault>(), "entries pass again");
            Assert.That(desk.Clock.GetUtcNow() - worksFrom, Is.LessThan(Bar));
            Assert.That((desk.Alerts.Recent.Length, desk.Level), Is.EqualTo((0, HealthLevel.Healthy)));
        }
    }

    private sealed class Desk : IDisposable
    {
        private readonly DaemonMetrics _metrics;
        private readonly HealthBoard _health;
        private int _timers; // while it waits for none

        public Desk(TimeSpan refusedAfter)
        {
            var redactor = new SecretRedactor();
            Journal = new RefusingJournal(Clock, refusedAfter);
            _metrics = new DaemonMetrics(Clock, "test");
            _health = new HealthBoard(Clock, redactor);
            Alerts = new AlertBoard(Clock, redactor, [], NullLogger<AlertBoard>.Instance);
            Writing = new JournalWriting(
                Topology, new ChannelGauges(Topology, _metrics), Journal, new DurableMark(), new Recorder(_metrics, Alerts, NullLogger<Recorder>.Instance), _metrics, _health, Alerts,
                new Clocks(Clock, Clock), new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), NullLogger<JournalWriting>.Instance);
        }

        public TimerClock Clock { get; } = new();

        public Topology Topology { get; } = new(1, static (_, _) => { });

        public RefusingJournal Journal { get; }

        public AlertBoard Alerts { get; }

        public JournalWriting Writing { get; }

        public HealthLevel Level => _health.Report().Components.Single(static one => one.Name == "journal").Level;

        public async Task StartAsync()
        {
            await Writing.StartAsync(default);
            _timers = Clock.TimerCount;
        }

        public void Decide(DurableOrder order) =>
            Assert.That(Topology.Outbox.Writer.TryWrite(new DecidedBatch(new JournalBatch([], [order.Approved], []), Clock.GetTimestamp(), HasAnsweredCancelsSent: true)), Is.True);

        /// <summary>Waits for the n-th refusal in a row, and lets the time pass before the next attempt; after the last it is about to pass.</summary>
        public async Task RefusedAsync(int attempt)
        {
            if (attempt > 1) Clock.Step(Clock.Monotonic + Bar);
            await Assert.ThatAsync(() => Task.FromResult(Journal.Refusals), Is.EqualTo(attempt).After(300_000, 1));
            await Assert.ThatAsync(() => Task.FromResult(Clock.TimerCount), Is.GreaterThan(_timers).After(300_000, 1), "it waits for its next attempt, and the watch of the refused one is over");
        }

        public void Dispose()
        {
            Journal.IsRefusing = false;
            Writing.StopAsync(default).GetAwaiter().GetResult();
            Writing.Dispose();
            Topology.Dispose();
            _metrics.Dispose();
        }
    }

    private sealed class RefusingJournal(TimerClock clock, TimeSpan refusedAfter) : IJournal
    {
        private volatile bool _isRefusing;
        private volatile int _refusals;

        public bool IsRefusing
        {
            get => _isRefusing;
            set => (_refusals, _isRefusing) = (0, value);
        }

        public int Refusals => _refusals;

        public int Epoch => 7;

        public long LastSequence => 0;

        public IReadOnlyList<DurableOrder> Commit(IReadOnlyList<JournalBatch> batches)
        {
            if (!_isRefusing) return [.. batches.SelectMany(static batch => batch.Orders).Select(static order => new DurableOrder(order))];
            clock.Advance(refusedAfter);
            _refusals++;
            throw new IOException("The disk refuses.");
        }

        public IEnumerable<RecordedFact> ReadAfter(long sequence) => [];
    }
}
