using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Tests.Operations.Support;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Guard;
using ScriptedVenue = TradingDaemon.Tests.Venues.Guard.ScriptedVenue;

namespace TradingDaemon.Tests.Execution;

/// <summary>What is told of a request whose time ran out: that it waited here, or that the venue did not answer.</summary>
public sealed class WatchedVenueTests
{
    private static readonly TimeSpan AttemptMax = TimeSpan.FromSeconds(10);

    /// <summary>Bug: a question that waited for our own budget until its time was up was told as one of unknown outcome that the venue did not answer, though nothing had left.</summary>
    [Test]
    public async Task Ask_GivenUpWhileItWaitsForOurBudget_IsToldAsNotSent([Values] bool isFurther)
    {
        using var bench = new Bench(isFurther);
        var questions = Enumerable.Range(0, 20).Select(_ => bench.Watched.FillsSinceAsync(0, 10, default).AsTask()).ToArray();
        bench.Clock.Advance(AttemptMax);
        var faults = await FaultsAsync(questions);
        Assert.That(faults, Is.Not.Empty);
        foreach (var fault in faults)
        {
            Assert.That((fault.Kind, fault.Code, fault.IsOwn, fault.IsRetryable, fault.IsNotPlaced), Is.EqualTo((VenueFaultKind.RateLimited, "BUDGET", true, true, true)), fault.ToString());
            Assert.That(fault.Message, Does.EndWith("nothing was sent.").And.Not.Contain("No answer"));
        }
    }

    [Test]
    public async Task Ask_WithoutAnAnswer_IsOfUnknownOutcome()
    {
        using var bench = new Bench();
        bench.Venue.Wait = static (_, stopping) => new ValueTask(Task.Delay(Timeout.InfiniteTimeSpan, stopping));
        var question = bench.Watched.HoldingsAsync(default).AsTask();
        bench.Clock.Advance(AttemptMax);
        Assert.That((await FaultsAsync([question])).Select(static fault => fault.IsOwn), Is.EqualTo(new[] { false }));
    }

    /// <summary>An order that waits is withheld: certainly not placed, and never of unknown outcome; a cancel is repeated.</summary>
    [Test]
    public async Task PlaceAndCancel_GivenUpWhileTheyWait_AreNeverOfUnknownOutcome()
    {
        using var bench = new Bench();
        var orders = Enumerable.Range(1, 20).Select(number => bench.Watched.PlaceAsync(Orders.Limit(number), default).AsTask()).ToArray();
        var cancels = Enumerable.Range(1, 40).Select(number => bench.Watched.CancelAsync(Orders.Reference(number), default).AsTask()).ToArray();
        bench.Clock.Advance(AttemptMax);
        var failed = (await Task.WhenAll(orders)).OfType<PlacementAnswer.Failed>().Select(static answer => answer.Fault).Concat((await Task.WhenAll(cancels)).OfType<VenueFault>()).ToArray();
        Assert.That(failed, Is.Not.Empty);
        Assert.That(failed, Is.All.Matches<VenueFault>(static fault => fault is { IsOwn: true, IsRetryable: true, IsNotPlaced: true }));
    }

    /// <summary>What ends because the daemon stops is a cancellation, as ever.</summary>
    [Test]
    public void Ask_StoppedWhileItWaits_IsCancelled()
    {
        using var bench = new Bench();
        using var stopping = new CancellationTokenSource();
        var questions = Enumerable.Range(0, 20).Select(_ => bench.Watched.FillsSinceAsync(0, 10, stopping.Token).AsTask()).ToArray();
        stopping.Cancel();
        Assert.That(async () => await Task.WhenAll(questions), Throws.InstanceOf<OperationCanceledException>());
    }

    private static async Task<List<VenueFault>> FaultsAsync(IEnumerable<Task> asked)
    {
        var faults = new List<VenueFault>();
        foreach (var one in asked)
        {
            try
            {
                await one;
            }
            catch (VenueException failed)
            {
                faults.Add(failed.Fault);
            }
        }

        return faults;
    }

    // A budget of some requests at once and one a second; with further ones, each question takes another after its first.
    private sealed class Bench : IDisposable
    {
        private readonly Boards _boards = new();
        private readonly GuardedVenue _guarded;

        public Bench(bool takesFurther = false)
        {
            var options = new GuardOptions { Budget = new BudgetOptions { LimitPerMinute = 60 } };
            var budget = new RequestBudget(options.Budget, Clock);
            if (takesFurther) Venue.Wait = (_, stopping) => budget.TakeFurtherAsync(9, stopping);
            _guarded = new GuardedVenue(Venue, options, Clock, budget);
            Watched = new WatchedVenue(_guarded, AttemptMax, Clock, _boards.Metrics.Venue("scripted"));
        }

        public TimerClock Clock { get; } = new();

        public ScriptedVenue Venue { get; } = new();

        public WatchedVenue Watched { get; }

        public void Dispose()
        {
            _guarded.Dispose();
            _boards.Dispose();
        }
    }
}
