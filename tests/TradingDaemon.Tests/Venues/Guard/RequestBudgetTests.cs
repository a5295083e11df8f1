using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Guard;

namespace TradingDaemon.Tests.Venues.Guard;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RequestBudgetTests
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(40);

    private readonly TimerClock _clock = new();

    /// <summary>Bug: with the true limit the part kept back grew and the bucket did not, so that after each start everything but cancels waited for seconds.</summary>
    [Test]
    public async Task Learn_OfAFarLargerLimit_LetsEntriesPassAtOnce()
    {
        using var budget = new RequestBudget(new BudgetOptions { LimitPerMinute = 1_200 }, _clock);
        await budget.TakeAsync(2, RequestPriority.Query, default);
        budget.Learn(used: 300, limit: 60_000);
        for (var i = 0; i < 100; i++) Assert.That(budget.TakeAsync(2, RequestPriority.Entry, default).AsTask().IsCompletedSuccessfully, Is.True);
    }

    /// <summary>What was assumed at first may also have been too much.</summary>
    [Test]
    public async Task Learn_OfAFarSmallerLimit_LetsNothingButCancelsPass()
    {
        using var budget = new RequestBudget(new BudgetOptions { LimitPerMinute = 60_000 }, _clock);
        for (var i = 0; i < 100; i++) await budget.TakeAsync(2, RequestPriority.Entry, default);
        budget.Learn(used: 200, limit: 1_200);
        Assert.That(budget.TakeAsync(1, RequestPriority.LookUp, default).AsTask().IsCompleted, Is.False, "the burst of a minute is spent");
        Assert.That(budget.TakeAsync(1, RequestPriority.Cancel, default).AsTask().IsCompletedSuccessfully, Is.True);
    }

    /// <summary>The emergency's look-up asks for orders, then for fills: none of it queues behind what others spent.</summary>
    [Test]
    public async Task TakeFurther_OfAQuestionThatWasCharged_WaitsForNothing_AndOfOthersItDoes()
    {
        using var budget = new RequestBudget(new BudgetOptions { LimitPerMinute = 60 }, _clock);
        await UrgentAsync();
        Assert.That(budget.TakeFurtherAsync(1, default).AsTask().IsCompleted, Is.False);

        async Task UrgentAsync()
        {
            budget.Charge(1_000);
            await Task.Yield();
            Assert.That(budget.TakeFurtherAsync(1, default).AsTask().IsCompletedSuccessfully, Is.True);
        }
    }

    // A strict venue, orders pressed at ten times the budget, cancels among them, and another program on the same key.
    [Test]
    public async Task Venue_ThatCountsStrictly_NeverBans_AndCancelsAreNeverStarved([Values(120, 1_200)] int limit, [Values(0, 60)] int byOthersEveryTenSeconds)
    {
        var random = new Random(4711);
        RequestBudget budget = null!;
        var window = new StrictWindow(limit, _clock, (used, of) => budget.Learn(used, of));
        var venue = new ScriptedVenue { Fault = call => window.Ask(call == "place" ? 2 : 1), Wait = async (_, token) => await Task.Delay(RoundTrip, _clock, token) };
        budget = new RequestBudget(new BudgetOptions { LimitPerMinute = limit }, _clock);
        using var guarded = new GuardedVenue(venue, new GuardOptions(), _clock, budget);

        var cancels = new List<TimeSpan>();
        var running = new List<Task>();
        var placesPerSecond = limit / 60d * 10d / 2d;
        var step = TimeSpan.FromSeconds(1d / placesPerSecond);
        var nextCancel = TimeSpan.Zero;
        for (var i = 0; _clock.Monotonic < TimeSpan.FromMinutes(10); i++)
        {
            running.RemoveAll(static task => task.IsCompleted);
            running.Add(guarded.PlaceAsync(Orders.Limit(i + 1), default).AsTask());
            if (_clock.Monotonic >= nextCancel)
            {
                running.Add(CancelAsync());
                nextCancel = _clock.Monotonic + TimeSpan.FromSeconds(60d * 8d / limit * (0.5d + random.NextDouble())); // an eighth of the limit is cancels
            }

            if (byOthersEveryTenSeconds > 0 && i % Math.Max(1, (int)(10d * placesPerSecond)) == 0) window.SpendByOthers(Math.Min(byOthersEveryTenSeconds, limit / 20));
            _clock.Advance(step);
        }

        _clock.Advance(TimeSpan.FromSeconds(30));
        await Task.WhenAll(running);
        cancels.Sort();
        var p99 = cancels[(int)(cancels.Count * 0.99)];
        TestContext.Out.WriteLine($"seed 4711: {cancels.Count} cancels, p50 {cancels[cancels.Count / 2].TotalMilliseconds} ms, p99 {p99.TotalMilliseconds} ms, round trip {RoundTrip.TotalMilliseconds} ms; "
            + $"{venue.Count("place")} orders passed; most in one minute {window.Most} of {limit}; {window.Refusals} refusals, {window.Bans} bans");
        Assert.Multiple(() =>
        {
            Assert.That(window.Bans, Is.Zero);
            Assert.That(window.Refusals, Is.Zero, "Not even one 429.");
            Assert.That(p99, Is.LessThan(2 * RoundTrip));
            Assert.That(venue.Count("place") * 2, Is.GreaterThan(limit * 10 * (byOthersEveryTenSeconds > 0 ? 0.2 : 0.45)), "The budget is used, not hoarded.");
        });

        async Task CancelAsync()
        {
            var from = _clock.Monotonic;
            if (await guarded.CancelAsync(Orders.Reference(1), default) is null) cancels.Add(_clock.Monotonic - from);
            else cancels.Add(TimeSpan.FromMinutes(1));
        }
    }

    [Test]
    public void Take_InAnyMinute_StaysAFifthBelowTheLimit()
    {
        using var budget = new RequestBudget(new BudgetOptions { LimitPerMinute = 600, WaitingMax = 100_000, WaitMax = TimeSpan.FromHours(1), ReserveFraction = 0d }, _clock);
        var passed = new List<TimeSpan>();
        for (var i = 0; i < 3_000; i++) _ = TakeAsync();
        _clock.Advance(TimeSpan.FromMinutes(6));
        var most = passed.Max(from => passed.Count(at => at >= from && at < from + TimeSpan.FromMinutes(1)));
        TestContext.Out.WriteLine($"most in any minute: {most}");
        Assert.That(most, Is.InRange(470, 480), "600 less the margin of a fifth, whichever minute is looked at.");

        async Task TakeAsync()
        {
            await budget.TakeAsync(1, RequestPriority.Entry, default);
            passed.Add(_clock.Monotonic);
        }
    }

    /// <summary>Each takes until it would have to wait; whoever is more urgent still finds room at once, and cancels most of all.</summary>
    [Test]
    public void Take_WhereTheLessUrgentTookAllTheyMay_LeavesRoomForTheMoreUrgent()
    {
        using var budget = new RequestBudget(new BudgetOptions { LimitPerMinute = 600 }, _clock);
        var taken = new[] { RequestPriority.Entry, RequestPriority.Query, RequestPriority.Exit, RequestPriority.Cancel }.Select(TakeAll).ToList();
        TestContext.Out.WriteLine($"entries, queries, exits, cancels: {string.Join(", ", taken)}");
        Assert.That(taken, Is.EqualTo(new[] { 67, 11, 9, 69 }), "A burst of 96: three tenths are kept from entries, six tenths of those from queries, three from exits and look-ups; cancels go into half of the margin.");

        using var other = new RequestBudget(new BudgetOptions { LimitPerMinute = 600 }, _clock);
        while (other.TakeAsync(1, RequestPriority.Entry, default).AsTask().IsCompleted)
        {
            // until entries wait
        }

        Assert.That(other.TakeAsync(1, RequestPriority.LookUp, default).AsTask().IsCompletedSuccessfully, Is.True);

        int TakeAll(RequestPriority priority)
        {
            var count = 0;
            while (budget.TakeAsync(1, priority, default).AsTask().IsCompleted) count++;
            return count;
        }
    }

    [Test]
    public void Take_WhereTheBucketIsShort_ServesByPriorityThenByArrival()
    {
        using var budget = new RequestBudget(new BudgetOptions { LimitPerMinute = 600, WaitMax = TimeSpan.FromMinutes(10) }, _clock);
        while (budget.TakeAsync(1, RequestPriority.Cancel, default).AsTask() is { IsCompleted: true })
        {
            // until the bucket is empty
        }

        var order = new List<string>();
        _ = TakeAsync("entry 1", RequestPriority.Entry);
        _ = TakeAsync("query", RequestPriority.Query);
        _ = TakeAsync("entry 2", RequestPriority.Entry);
        _ = TakeAsync("look-up", RequestPriority.LookUp);
        _ = TakeAsync("stream", RequestPriority.Stream);
        _ = TakeAsync("cancel 1", RequestPriority.Cancel);
        _ = TakeAsync("exit", RequestPriority.Exit);
        _ = TakeAsync("cancel 2", RequestPriority.Cancel);
        Assert.That(budget.WaitingCount, Is.EqualTo(9));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(order, Is.EqualTo(new[] { "cancel 1", "cancel 2", "exit", "stream", "look-up", "query", "entry 1", "entry 2" }));

        async Task TakeAsync(string name, RequestPriority priority)
        {
            await budget.TakeAsync(1, priority, default);
            order.Add(name);
        }
    }

    [Test]
    public void Take_WhereTooManyWait_IsRefused_ButNotForCancels()
    {
        using var budget = new RequestBudget(new BudgetOptions { LimitPerMinute = 60, WaitingMax = 5 }, _clock);
        var entries = Enumerable.Range(0, 40).Select(_ => budget.TakeAsync(2, RequestPriority.Entry, default).AsTask()).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(entries.Count(static task => !task.IsCompleted), Is.EqualTo(5));
            Assert.That(entries[^1].Exception!.InnerException, Is.InstanceOf<VenueException>().With.Property("Fault").Property("Code").EqualTo("BUDGET"));
            Assert.That(budget.TakeAsync(1, RequestPriority.Cancel, default).AsTask().IsCompletedSuccessfully, Is.True, "The reserve is theirs.");
        });
    }

    [Test]
    public async Task Take_WhereTheTurnComesTooLate_IsRefusedInTime()
    {
        using var budget = new RequestBudget(new BudgetOptions { LimitPerMinute = 6, WaitMax = TimeSpan.FromSeconds(10), ReserveFraction = 0.9 }, _clock);
        await budget.TakeAsync(1, RequestPriority.Entry, default);
        var late = budget.TakeAsync(1, RequestPriority.Entry, default).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.That(async () => await late, Throws.InstanceOf<VenueException>().With.Property("Fault").Property("IsRetryable").True);
        Assert.That(budget.WaitingCount, Is.Zero);
    }

    [Test]
    public async Task Take_OfACallerWhoLeaves_CostsNothingAndKeepsNobodyWaiting()
    {
        using var budget = new RequestBudget(new BudgetOptions { LimitPerMinute = 60, WaitMax = TimeSpan.FromMinutes(1) }, _clock);
        while (budget.TakeAsync(1, RequestPriority.Cancel, default).AsTask() is { IsCompleted: true })
        {
            // until the bucket is empty
        }

        using var leaving = new CancellationTokenSource();
        var leaver = budget.TakeAsync(10, RequestPriority.Cancel, leaving.Token).AsTask();
        await leaving.CancelAsync();
        Assert.That(async () => await leaver, Throws.InstanceOf<OperationCanceledException>());
        var next = budget.TakeAsync(1, RequestPriority.LookUp, default).AsTask();
        await _clock.Until(next, TimeSpan.FromSeconds(30));
    }

    [Test]
    public void Settle_RefusalsInARow_PauseLongerEachTime_UntilAnAnswer()
    {
        using var budget = new RequestBudget(new BudgetOptions(), _clock);
        var refusal = new VenueFault(VenueFaultKind.RateLimited, "429", "Slower.");
        Assert.That(Enumerable.Range(0, 4).Select(_ => Pause()).ToList(), Is.EqualTo(new[] { 1d, 2d, 4d, 8d }));
        budget.Settle(null);
        Assert.That(Pause(), Is.EqualTo(1d));

        double Pause()
        {
            budget.Settle(refusal);
            var from = _clock.Monotonic;
            var waiting = budget.TakeAsync(1, RequestPriority.Cancel, default).AsTask();
            while (!waiting.IsCompleted) _clock.Step(_clock.Monotonic + TimeSpan.FromMinutes(1));
            return (_clock.Monotonic - from).TotalSeconds;
        }
    }

    [Test]
    public async Task Take_DuringALongBan_IsRefusedAtOnceWithTheTimeLeft()
    {
        using var budget = new RequestBudget(new BudgetOptions(), _clock);
        budget.Settle(new VenueFault(VenueFaultKind.RateLimited, "418", "Banned.", TimeSpan.FromMinutes(2)));
        var fault = (await Assert.CatchAsync<VenueException>(async () => await budget.TakeAsync(1, RequestPriority.Cancel, default)))!.Fault;
        Assert.That((fault.Kind, fault.Code, fault.RetryAfter), Is.EqualTo((VenueFaultKind.RateLimited, "PAUSED", (TimeSpan?)TimeSpan.FromMinutes(2))));
    }

    [TestCase(0, 0.2, 0.3, 0.3)]
    [TestCase(100, 1.0, 0.3, 0.3)]
    [TestCase(100, 0.2, 0.0, 0.3)]
    [TestCase(100, 0.2, 0.3, 1.0)]
    public void Make_WithOptionsOutOfRange_Throws(int limit, double margin, double burst, double reserve) =>
        Assert.That(() => new RequestBudget(new BudgetOptions { LimitPerMinute = limit, MarginFraction = margin, BurstFraction = burst, ReserveFraction = reserve }, _clock), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
