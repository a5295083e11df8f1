using System.Threading.Channels;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Guard;

namespace TradingDaemon.Tests.Venues.Guard;

public sealed class GuardedVenueTests
{
    private readonly GuardOptions _options = new() { Budget = new BudgetOptions { LimitPerMinute = 60_000 } };
    private TimerClock _clock = null!;
    private ScriptedVenue _venue = null!;
    private GuardedVenue _guarded = null!;
    private int _number;

    [SetUp]
    public void MakeGuard()
    {
        _clock = new TimerClock();
        _venue = new ScriptedVenue();
        _guarded = new GuardedVenue(_venue, _options, _clock);
    }

    [TearDown]
    public void LetGo() => _guarded.Dispose();

    [Test]
    public async Task Calls_WhereAllIsWell_PassThrough()
    {
        var none = CancellationToken.None;
        Assert.Multiple(async () =>
        {
            Assert.That(await PlaceAsync(), Is.EqualTo(new PlacementAnswer.Accepted("v1")));
            Assert.That(await _guarded.CancelAsync(Orders.Reference(1), none), Is.Null);
            Assert.That(await _guarded.CancelAllAsync(none), Is.Null);
            Assert.That(await _guarded.FindOrderAsync(Orders.Reference(1), none), Is.Null);
            Assert.That(await _guarded.OpenOrdersAsync(none), Is.Empty);
            Assert.That(await _guarded.FillsSinceAsync(0, 10, none), Is.Empty);
            Assert.That((await _guarded.HoldingsAsync(none)).ExecutionSequence, Is.EqualTo(4));
            Assert.That(await _guarded.TouchAsync(Orders.Bitcoin, none), Is.EqualTo((1m, 2m)));
            Assert.That((_guarded.Id, _guarded.IsSimulated, _guarded.ClockOffset, _guarded.Traits.AbsenceProvenAfter), Is.EqualTo(("scripted", true, (TimeSpan?)TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(3))));
        });
        await Task.CompletedTask;
    }

    /// <summary>Bug: an order that had passed the send gate and waited for the budget left seconds after the gate had closed.</summary>
    [Test]
    public async Task Place_GateClosedWhileItWaitedForTheBudget_IsNotSent()
    {
        using var guarded = new GuardedVenue(_venue, _options with { Budget = new BudgetOptions { LimitPerMinute = 60 } }, _clock);
        var isClosed = false;
        var placing = Enumerable.Range(1, 10).Select(number => guarded.PlaceAsync(Orders.Limit(number) with { MayLeave = () => !isClosed }, default).AsTask()).ToList();
        var left = _venue.Count("place");
        Assert.That((left, placing.Count(static one => one.IsCompleted)), Is.EqualTo((left, left)).And.Not.EqualTo((10, 10)));
        isClosed = true;
        _clock.Advance(TimeSpan.FromSeconds(30));
        var answers = await Task.WhenAll(placing);
        Assert.That(_venue.Count("place"), Is.EqualTo(left));
        Assert.That(answers.Skip(left).Cast<PlacementAnswer.Failed>().Select(static failed => (failed.Fault.IsNotPlaced, failed.Fault.IsRetryable, failed.Fault.Code)), Has.Some.EqualTo((true, true, "WITHHELD")));
        Assert.That(guarded.Entries, Is.EqualTo(CircuitState.Closed), "it says nothing of the venue's health");
    }

    /// <summary>Bug: a fault of ours counted as an answer of the venue, and could close its circuit.</summary>
    [Test]
    public async Task Place_WhereTheProbeRunsIntoAFaultOfOurs_SaysNothingOfTheVenue()
    {
        _venue.Fault = static call => call == "place" ? ScriptedVenue.Unclear : null;
        for (var i = 0; i < 5; i++) await PlaceAsync();
        _clock.Advance(TimeSpan.FromSeconds(60));
        _venue.Fault = static _ => throw new InvalidOperationException("A bug.");
        for (var i = 0; i < 3; i++) Assert.That(async () => await PlaceAsync(), Throws.InvalidOperationException);
        Assert.That(_guarded.Entries, Is.EqualTo(CircuitState.HalfOpen));
    }

    [Test]
    public async Task Place_AfterFiveFailuresInThirtySeconds_IsRefusedWithoutACall()
    {
        _venue.Fault = static call => call == "place" ? ScriptedVenue.Unclear : null;
        for (var i = 0; i < 5; i++)
        {
            Assert.That(await PlaceAsync(), Is.EqualTo(new PlacementAnswer.Failed(ScriptedVenue.Unclear)));
            _clock.Advance(TimeSpan.FromSeconds(7));
        }

        var fault = ((PlacementAnswer.Failed)await PlaceAsync()).Fault;
        Assert.Multiple(() =>
        {
            Assert.That((fault.Kind, fault.Code, fault.IsNotPlaced, fault.RetryAfter), Is.EqualTo((VenueFaultKind.Retry, "CIRCUIT_OPEN", true, (TimeSpan?)TimeSpan.FromSeconds(53))));
            Assert.That(_venue.Count("place"), Is.EqualTo(5));
            Assert.That(_guarded.Entries, Is.EqualTo(CircuitState.Open));
        });
    }

    [Test]
    public async Task Place_FiveFailuresSpreadWiderThanTheWindow_GoesOn()
    {
        _venue.Fault = static call => call == "place" ? ScriptedVenue.Unclear : null;
        for (var i = 0; i < 20; i++)
        {
            await PlaceAsync();
            _clock.Advance(TimeSpan.FromSeconds(8));
        }

        Assert.That(_venue.Count("place"), Is.EqualTo(20), "Never five within thirty seconds.");
    }

    [Test]
    public async Task Place_RefusedByTheVenue_NeverOpensTheCircuit()
    {
        _venue.Fault = static _ => new VenueFault(VenueFaultKind.Rejected, "INVALID_PRICE", "Off the grid.");
        for (var i = 0; i < 20; i++) await PlaceAsync();
        Assert.That(_venue.Count("place"), Is.EqualTo(20), "The venue works: it answers.");
    }

    [Test]
    public async Task CancelsLookUpsAndExits_WhilePlacingFails_StillGo()
    {
        await OpenAsync();
        await _guarded.CancelAsync(Orders.Reference(1), default);
        await _guarded.FindOrderAsync(Orders.Reference(1), default);
        await _guarded.PlaceAsync(Orders.Limit(99, isReduceOnly: true), default);
        Assert.That((_venue.Count("cancel"), _venue.Count("find"), _venue.Count("exit")), Is.EqualTo((1, 1, 1)));
    }

    [Test]
    public async Task Place_OnceTheOpenTimeIsOver_TriesOneAtATimeAndClosesAfterTwo()
    {
        await OpenAsync();
        _clock.Advance(TimeSpan.FromSeconds(60));
        _venue.Fault = static _ => null;
        var gate = new TaskCompletionSource();
        _venue.Wait = (_, _) => new ValueTask(gate.Task);
        var probe = PlaceAsync();
        var second = PlaceAsync();
        Assert.That(second.IsCompletedSuccessfully, Is.True, "One probe at a time: nobody waits for the venue beside it.");
        Assert.That(await second, Is.InstanceOf<PlacementAnswer.Failed>());
        gate.SetResult();
        _venue.Wait = static (_, _) => default;
        Assert.That(await probe, Is.InstanceOf<PlacementAnswer.Accepted>());
        Assert.That(_guarded.Entries, Is.EqualTo(CircuitState.HalfOpen), "One success is luck.");
        await PlaceAsync();
        Assert.That(_guarded.Entries, Is.EqualTo(CircuitState.Closed));
    }

    [Test]
    public async Task Place_WhereTheProbeFails_WaitsAnotherMinute()
    {
        await OpenAsync();
        for (var minute = 0; minute < 10; minute++)
        {
            _clock.Advance(TimeSpan.FromSeconds(60));
            for (var i = 0; i < 5; i++) await PlaceAsync();
        }

        Assert.That(_venue.Count("place"), Is.EqualTo(5 + 10));
    }

    [Test]
    public async Task Place_WhereTheProbeIsAbandoned_LetsTheNextOneTry()
    {
        await OpenAsync();
        _clock.Advance(TimeSpan.FromSeconds(60));
        _venue.Fault = static _ => null;
        _venue.Wait = static (_, token) => new ValueTask(Task.Delay(Timeout.Infinite, token));
        using var leaving = new CancellationTokenSource();
        var probe = _guarded.PlaceAsync(Orders.Limit(1), leaving.Token);
        await leaving.CancelAsync();
        Assert.That(async () => await probe, Throws.InstanceOf<OperationCanceledException>());
        _venue.Wait = static (_, _) => default;
        Assert.That(await PlaceAsync(), Is.InstanceOf<PlacementAnswer.Accepted>());
    }

    [Test]
    public async Task AnyCall_AfterRefusedKeys_IsMadeAtMostThreeTimesAMinute()
    {
        _venue.Fault = static _ => ScriptedVenue.BadKey;
        for (var i = 0; i < 20; i++) await AskEverythingAsync();
        var before = _venue.Calls.Count;
        Assert.That(before, Is.EqualTo(3), "The third refusal opens.");
        for (var second = 0; second < 600; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await AskEverythingAsync();
        }

        TestContext.Out.WriteLine($"{_venue.Calls.Count - before} calls in ten minutes");
        Assert.That(_venue.Calls.Count - before, Is.InRange(9, 30));
        _venue.Fault = static _ => null;
        _clock.Advance(TimeSpan.FromSeconds(61));
        await _guarded.HoldingsAsync(default);
        await _guarded.HoldingsAsync(default);
        Assert.That(await PlaceAsync(), Is.InstanceOf<PlacementAnswer.Accepted>(), "A mended key is taken up by itself.");
    }

    [Test]
    public async Task Place_WithoutAnAnswerInTime_IsUnknown_AndAQuestionMayBeAskedAgain()
    {
        _venue.Wait = (_, token) => new ValueTask(Task.Delay(Timeout.InfiniteTimeSpan, _clock, token));
        var placing = PlaceAsync();
        var asking = _guarded.HoldingsAsync(default).AsTask();
        var cancelling = _guarded.CancelAsync(Orders.Reference(1), default).AsTask();
        _clock.Advance(_options.RequestMax);
        Assert.Multiple(async () =>
        {
            Assert.That(((PlacementAnswer.Failed)await placing).Fault, Has.Property("Kind").EqualTo(VenueFaultKind.OutcomeUnknown).And.Property("Code").EqualTo("TIMEOUT"));
            Assert.That((await cancelling)!.Kind, Is.EqualTo(VenueFaultKind.OutcomeUnknown));
            Assert.That(async () => await asking, Throws.InstanceOf<VenueException>().With.Message.EqualTo("Retry TIMEOUT: holdings failed: No answer came in time."));
        });
        await Task.CompletedTask;
    }

    [Test]
    public async Task Run_WhileCircuitsOpenAndClose_TellsTheEngine()
    {
        var events = Channel.CreateUnbounded<VenueEvent>();
        using var stopping = new CancellationTokenSource();
        var run = _guarded.RunAsync(events.Writer, stopping.Token);
        await OpenAsync();
        _clock.Advance(TimeSpan.FromSeconds(60));
        _venue.Fault = static _ => null;
        await PlaceAsync();
        await PlaceAsync();
        await stopping.CancelAsync();
        Assert.That(async () => await run, Throws.InstanceOf<OperationCanceledException>());
        VenueEvent[] told = [.. Drain(events)];
        Assert.That(told.Select(static one => one.GetType().Name), Is.EqualTo(new[] { "EntriesFreed", "StreamOpened", "EntriesBlocked", "EntriesFreed" }), "The first one ends what an earlier start may have left.");
        Assert.Multiple(() =>
        {
            Assert.That(((VenueEvent.EntriesBlocked)told[2]).Cause, Is.EqualTo(BlockCause.CircuitOpen));
            Assert.That(told[3].At - told[2].At, Is.EqualTo(TimeSpan.FromSeconds(60)), "Freed when the first probe may go, else nobody would ever try.");
        });
    }

    [Test]
    public async Task Run_WithARefusedKey_CountsAsRefused_AndIsRefusedItselfThen()
    {
        var events = Channel.CreateUnbounded<VenueEvent>();
        _venue.Fault = static _ => ScriptedVenue.BadKey;
        for (var i = 0; i < 8; i++) Assert.That(async () => await _guarded.RunAsync(events.Writer, default), Throws.InstanceOf<VenueException>());
        Assert.That(_venue.Count("stream"), Is.EqualTo(3));
        _clock.Advance(TimeSpan.FromSeconds(60));
        _venue.Fault = static _ => null;
        using var stopping = new CancellationTokenSource();
        var run = _guarded.RunAsync(events.Writer, stopping.Token);
        Assert.That(_guarded.Entries, Is.Not.EqualTo(CircuitState.Open), "A stream that opens is a probe that went well.");
        await _guarded.HoldingsAsync(default);
        Assert.That(await PlaceAsync(), Is.InstanceOf<PlacementAnswer.Accepted>());
        await stopping.CancelAsync();
        Assert.That(async () => await run, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Run_RefusedBecauseTooMuchWasAsked_PausesEverything()
    {
        _venue.Fault = static call => call == "stream" ? new VenueFault(VenueFaultKind.RateLimited, "429", "Slower.", TimeSpan.FromSeconds(4)) : null;
        Assert.That(async () => await _guarded.RunAsync(Channel.CreateUnbounded<VenueEvent>().Writer, default), Throws.InstanceOf<VenueException>());
        var cancel = _guarded.CancelAsync(Orders.Reference(1), default).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(3.9));
        Assert.That(cancel.IsCompleted, Is.False);
        await _clock.Until(cancel, TimeSpan.FromSeconds(0.2));
    }

    /// <summary>Our own budget's refusal of a further request is no word of the venue's: nobody else has to pause for it.</summary>
    [Test]
    public async Task FindOrder_WhoseFurtherRequestOurBudgetRefuses_PausesNobody()
    {
        using var budget = new RequestBudget(new BudgetOptions { LimitPerMinute = 60, WaitMax = TimeSpan.FromSeconds(1) }, _clock);
        using var guarded = new GuardedVenue(_venue, _options with { Budget = new BudgetOptions { LimitPerMinute = 60 } }, _clock, budget);
        _venue.Wait = (call, token) => call == "find" ? budget.TakeFurtherAsync(1_000, token) : default;
        var finding = guarded.FindOrderAsync(Orders.Reference(1), default).AsTask();
        Assert.That(async () => await _clock.Until(finding, TimeSpan.FromSeconds(2)), Throws.InstanceOf<VenueException>().With.Property("Fault").Property("Code").EqualTo("BUDGET"));
        Assert.That(guarded.CancelAsync(Orders.Reference(1), default).AsTask().IsCompletedSuccessfully, Is.True);
    }

    private static IEnumerable<VenueEvent> Drain(Channel<VenueEvent> events)
    {
        while (events.Reader.TryRead(out var one)) yield return one;
    }

    private async Task OpenAsync()
    {
        _venue.Fault = static call => call == "place" ? ScriptedVenue.Unclear : null;
        for (var i = 0; i < 5; i++) await PlaceAsync();
        Assert.That(_guarded.Entries, Is.EqualTo(CircuitState.Open));
    }

    private async Task AskEverythingAsync()
    {
        await PlaceAsync();
        await _guarded.CancelAsync(Orders.Reference(1), default);
        Assert.That(async () => await _guarded.HoldingsAsync(default), Throws.InstanceOf<VenueException>());
    }

    private Task<PlacementAnswer> PlaceAsync() => _guarded.PlaceAsync(Orders.Limit(++_number), default).AsTask();
}
