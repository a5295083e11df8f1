using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Journalling;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Pipeline;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Journalling;

/// <summary>The journal's writer on a disk that takes its time: orders wait, cancels of what the venue has do not, and somebody is called.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SlowDiskTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly TimerClock _clock = new();
    private readonly Topology _topology = new(1, static (_, _) => { });
    private readonly StallingJournal _journal = new();
    private readonly DaemonMetrics _metrics;
    private readonly HealthBoard _health;
    private readonly AlertBoard _alerts;
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly JournalWriting _writing;

    public SlowDiskTests()
    {
        var redactor = new SecretRedactor();
        _metrics = new DaemonMetrics(_clock, "test");
        _health = new HealthBoard(_clock, redactor);
        _alerts = new AlertBoard(_clock, redactor, [], NullLogger<AlertBoard>.Instance);
        _writing = new JournalWriting(
            _topology, new ChannelGauges(_topology, _metrics), _journal, new DurableMark(), new Recorder(_metrics, _alerts, NullLogger<Recorder>.Instance), _metrics, _health, _alerts,
            new Clocks(_clock, _clock), _lifetime, NullLogger<JournalWriting>.Instance);
    }

    public void Dispose()
    {
        _journal.Free.Set();
        _writing.StopAsync(default).GetAwaiter().GetResult();
        _writing.Dispose();
        _topology.Dispose();
        _metrics.Dispose();
    }

    /// <summary>Bug: a flush of eight seconds raised no alert, and health said healthy throughout.</summary>
    [Test]
    public async Task Commit_ThatTakesLong_CallsSomebodyAfterHalfASecondAndClearsWhenItEnds()
    {
        await _writing.StartAsync(default);
        Decide(Orders.Limit(1));
        _journal.Entered.WaitOne(Patience);
        _clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.That(_alerts.Recent, Is.Empty);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(_alerts.Recent.Select(static alert => (alert.Key, alert.Severity)), Is.EqualTo(new[] { ("journal:overdue", AlertSeverity.Critical) }));
        Assert.That(_health.Report().Components.Single(static one => one.Name == "journal").Level, Is.EqualTo(HealthLevel.Degraded));
        Assert.That(_topology.Dispatch.Reader.TryRead(out _), Is.False, "no order is sent that is not durable");

        _journal.Free.Set();
        var sent = await NextAsync();
        Assert.That(sent.Place!.Intent.ClientOrderId, Is.EqualTo(Orders.Id(1)));
        Assert.That(() => _health.Report().Components.Single(static one => one.Name == "journal").Level, Is.EqualTo(HealthLevel.Healthy).After(300_000, 5));
    }

    /// <summary>A cancel must not overtake its order: one the venue has not answered waits for the commit that lets the order itself go.</summary>
    [Test]
    public async Task Commit_OrderAndItsCancelTogether_LeaveInThatOrder()
    {
        await _writing.StartAsync(default);
        _journal.Free.Set();
        var order = Orders.Limit(1);
        Write(new DecidedBatch(new JournalBatch([], [order.Approved], []), _clock.GetTimestamp(), HasAnsweredCancelsSent: true));
        Write(new DecidedBatch(new JournalBatch([], [], [Orders.Reference(1)]), _clock.GetTimestamp(), HasAnsweredCancelsSent: true));
        Assert.That((await NextAsync()).Place, Is.Not.Null);
        Assert.That((await NextAsync()).Cancel, Is.EqualTo(Orders.Reference(1)));
    }

    [Test]
    public void CancelsLeft_AfterTheAnsweredWereSent_AreTheUnanswered()
    {
        var (answered, unanswered) = (new OrderReference(Orders.Id(1), "V1", Orders.Bitcoin), Orders.Reference(2));
        var batch = new JournalBatch([], [], [answered, unanswered]);
        Assert.That(new DecidedBatch(batch, 0, HasAnsweredCancelsSent: true).CancelsLeft, Is.EqualTo(new[] { unanswered }));
        Assert.That(new DecidedBatch(batch, 0, HasAnsweredCancelsSent: false).CancelsLeft, Is.EqualTo(new[] { answered, unanswered }));
    }

    private void Decide(DurableOrder order) => Write(new DecidedBatch(new JournalBatch([], [order.Approved], []), _clock.GetTimestamp(), HasAnsweredCancelsSent: true));

    private void Write(DecidedBatch decided) => Assert.That(_topology.Outbox.Writer.TryWrite(decided), Is.True);

    private async Task<VenueRequest> NextAsync()
    {
        using var late = new CancellationTokenSource(Patience);
        return await _topology.Dispatch.Reader.ReadAsync(late.Token);
    }

    private sealed class StallingJournal : IJournal
    {
        public ManualResetEvent Entered { get; } = new(false);

        public ManualResetEvent Free { get; } = new(false);

        public int Epoch => 7;

        public long LastSequence => 0;

        public IReadOnlyList<DurableOrder> Commit(IReadOnlyList<JournalBatch> batches)
        {
            Entered.Set();
            Free.WaitOne(Patience);
            return [.. batches.SelectMany(static batch => batch.Orders).Select(static order => new DurableOrder(order))];
        }

        public IEnumerable<RecordedFact> ReadAfter(long sequence) => [];
    }
}
