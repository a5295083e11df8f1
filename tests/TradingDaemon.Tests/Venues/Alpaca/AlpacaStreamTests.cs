using System.Threading.Channels;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Alpaca;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Told;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Streaming;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Tests.Venues.Alpaca;

/// <summary>What comes over the streams, and what the venue's own calendar and pages say.</summary>
internal sealed class AlpacaStreamTests
{
    private AlpacaRig _rig = null!;

    [SetUp]
    public async Task StartAsync() => _rig = await AlpacaRig.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _rig.DisposeAsync();

    [Test]
    public async Task Account_RepeatedEvents_AreToldOnce()
    {
        var (run, events, ending) = await OpenAsync();
        await _rig.Server.SayAsync(AlpacaRig.Update("new", AlpacaRig.Told("o", 1)));
        await _rig.Server.SayAsync(Fill("o", 1, "partially_filled", 4m, 4m));
        for (var again = 0; again < 2; again++) await _rig.Server.SayAsync(Fill("o", 1, "filled", 6m, 10m));
        await _rig.Server.SayAsync(AlpacaRig.Update("new", AlpacaRig.Told("o", 1)));
        await _rig.Server.SayAsync(AlpacaRig.Update("canceled", AlpacaRig.Told("p", 2, "canceled")));
        var told = new List<VenueEvent>();
        while (told is not [.., VenueEvent.CancelDone]) told.Add(await events.ReadAsync());
        Assert.That(told.Select(static one => one.GetType().Name), Is.EqualTo(new[] { "Accepted", "Executed", "Executed", "CancelDone" }));
        Assert.That(told.OfType<VenueEvent.Executed>().Select(static one => (one.Fill.ExecutionId, one.Fill.ExecutionSequence)), Is.EqualTo(new[] { ("o/4", 1L), ("o/10", 2L) }));
        await ending.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [Test]
    public async Task Account_ExecutionThatDoesNotFollowOn_EndsTheConnection()
    {
        var (run, _, ending) = await OpenAsync();
        await _rig.Server.SayAsync(Fill("o", 1, "filled", 6m, 10m));
        Assert.That((await Assert.ThrowsAsync<VenueException>(async () => await run))!.Fault.Code, Is.EqualTo("EXECUTION_GAP"));
        ending.Dispose();
    }

    [Test]
    public async Task Account_ExecutionUndone_EndsTheConnection()
    {
        var (run, _, ending) = await OpenAsync();
        await _rig.Server.SayAsync(AlpacaRig.Update("trade_bust", AlpacaRig.Told("o", 1)));
        Assert.That((await Assert.ThrowsAsync<VenueException>(async () => await run))!.Fault.Code, Is.EqualTo("CORRECTED"));
        ending.Dispose();
    }

    [TestCase("""{"stream":"authorization","data":{"status":"unauthorized","action":"authenticate"}}""", VenueFaultKind.Authentication)]
    [TestCase("""{"stream":"listening","data":{"streams":[]}}""", VenueFaultKind.Retry)]
    public async Task Account_Refused_IsNotOpen(string answer, VenueFaultKind kind)
    {
        _rig.Server.OnFrame = _ => [answer];
        var events = Channel.CreateUnbounded<VenueEvent>();
        Assert.That((await Assert.ThrowsAsync<VenueException>(async () => await _rig.Venue().RunAsync(events.Writer, default)))!.Fault.Kind, Is.EqualTo(kind));
        Assert.That(events.Reader.TryRead(out _), Is.False);
    }

    [Test]
    public async Task Feed_ConnectionLimit_IsWaitedFor_AndNoKeyEndsIt()
    {
        _rig.Server.OnFrame = static _ => ["""[{"T":"error","code":406,"msg":"connection limit exceeded"}]"""];
        using var ending = new CancellationTokenSource();
        var (run, _, changes) = _rig.Feed([AlpacaRig.Bitcoin], new VenueCredentials("k", "s"), ending.Token);
        FeedChange change;
        do change = await changes.ReadAsync(); while (change.Kind != FeedChangeKind.Lost);
        Assert.That(change.Reason, Does.Contain("(406)").And.Contain("next attempt in 10"));
        await ending.CancelAsync();
        await run;
        _rig.Server.OnFrame = static _ => ["""[{"T":"error","code":402,"msg":"auth failed"}]"""];
        Assert.That((await Assert.ThrowsAsync<VenueException>(async () => await _rig.Feed([AlpacaRig.Apple], null, default).Run))!.Fault.Kind, Is.EqualTo(VenueFaultKind.Authentication));
    }

    [Test]
    public async Task Feed_OfOptions_SpeaksMessagePack()
    {
        using var ending = new CancellationTokenSource();
        var option = AlpacaRig.Apple with { Symbol = new("AAPL250117C00150000"), AssetClass = AssetClass.Option };
        _rig.Server.OnFrame = static frame => frame.Contains("secret", StringComparison.Ordinal) ? ["""[{"T":"success","msg":"authenticated"}]"""]
            : frame.Contains("subscribe", StringComparison.Ordinal) && !frame.Contains('{', StringComparison.Ordinal) ? ["""[{"T":"q","S":"AAPL250117C00150000","bp":1.5,"bs":1,"ap":1.6,"as":2,"t":"2026-01-05T15:00:00Z"}]"""] : [];
        var (run, ticks, _) = _rig.Feed([option], new VenueCredentials("k", "s"), ending.Token);
        var tick = await ticks.ReadAsync();
        Assert.That((tick.Kind, tick.A, tick.C), Is.EqualTo((MarketEventKind.Quote, 1.5m, 1.6m)));
        await ending.CancelAsync();
        await run;
    }

    [Test]
    public async Task Candles_PagesWithAnEmptyOne_AreFollowedToTheirEnd()
    {
        _rig.Server.Answer("/v2/stocks/bars", Page("10:00", "p1"), """{"bars":{},"next_page_token":"p2"}""", Page("10:01", null));
        var bars = new List<RawTick>();
        var from = new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.Zero);
        await foreach (var bar in _rig.Market().CandlesAsync(AlpacaRig.Apple, TimeSpan.FromMinutes(1), from, from.AddHours(1), default)) bars.Add(bar);
        Assert.That(bars, Has.Count.EqualTo(2));
        Assert.That(_rig.Server.Asked.Where(static asked => asked.Path == "/v2/stocks/bars").Select(static asked => asked.Query.Contains("feed=iex", StringComparison.Ordinal)), Is.EqualTo(new[] { true, true, true }));
        Assert.That(async () => await _rig.Market().CandlesAsync(AlpacaRig.Apple, TimeSpan.FromSeconds(7), from, from, default).GetAsyncEnumerator().MoveNextAsync(), Throws.InstanceOf<ArgumentOutOfRangeException>());

        static string Page(string minute, string? token) => $$"""{"bars":{"AAPL":[{"t":"2026-01-05T{{minute}}:00Z","o":1,"h":2,"l":1,"c":2,"v":3}]},"next_page_token":{{(token is null ? "null" : $"\"{token}\"")}} }""";
    }

    /// <summary>Bug: nobody looked at the hours before the first answer about them, and while each later one was asked for.</summary>
    [Test]
    public async Task Hours_WhileTheCalendarIsAskedFor_AreClosed()
    {
        using var ending = new CancellationTokenSource();
        var answer = new TaskCompletionSource();
        _rig.Server.Answer("/v2/calendar", _ =>
        {
            answer.Task.GetAwaiter().GetResult();
            return AlpacaRig.Days("00:00", "24:00");
        });
        var (run, _, changes) = _rig.Feed([AlpacaRig.Apple with { Hours = TradingHours.Always }], new VenueCredentials("k", "s"), ending.Token);
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (await changes.ReadAsync(late.Token) is not { Kind: FeedChangeKind.ClosedByCalendar, Reason: "its venue's calendar is not known." }) { }
        answer.SetResult();
        while ((await changes.ReadAsync(late.Token)).Kind != FeedChangeKind.AsUsualByCalendar) { }
        await ending.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [Test]
    public void Hours_EarlyCloseAndHoliday_AreTheCalendars()
    {
        var hours = new AlpacaHours();
        var day = new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.FromHours(-5));
        Assert.That(hours.IsOpen(AlpacaRig.Apple, day), Is.Null, "before it is known");
        hours.Learn(new WirePayload().Read("""[{"date":"2026-11-25","open":"09:30","close":"16:00"},{"date":"2026-11-27","open":"09:30","close":"13:00"},{"date":"odd"}]"""u8), new DateOnly(2026, 11, 25), new DateOnly(2026, 11, 28));
        Assert.That(new[] { day.AddHours(9.5), day.AddHours(12.99), day.AddHours(13), day.AddDays(-1).AddHours(12), day.AddDays(1).AddHours(12) }.Select(at => hours.IsOpen(AlpacaRig.Apple, at)), Is.EqualTo(new bool?[] { true, true, false, false, false }));
        Assert.That((hours.IsOpen(AlpacaRig.Apple, day.AddDays(2)), hours.IsOpen(AlpacaRig.Bitcoin, day.AddDays(2)), hours.NextOpen(day)), Is.EqualTo(((bool?)null, (bool?)true, (DateTimeOffset?)day.AddHours(9.5))));
    }

    /// <summary>What the calendar takes away of the usual hours is told two seconds ahead, to the second; what it does not know is closed.</summary>
    [Test]
    public void Sessions_ByTheCalendar_CloseEarlyAndOnHolidays_AndWhileItIsNotKnown()
    {
        var (hours, told) = (new AlpacaHours(), new List<FeedChange>());
        var share = AlpacaRig.Apple with { Hours = TradingHours.NewYork };
        var sessions = new AlpacaSessions(hours, [AlpacaRig.Bitcoin, share], told.Add);
        var day = new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.FromHours(-5));
        Assert.That(At(day.AddHours(12)), Is.EqualTo((FeedChangeKind.ClosedByCalendar, "AAPL", "its venue's calendar is not known.")));
        hours.Learn(new WirePayload().Read("""[{"date":"2026-11-25","open":"09:30","close":"16:00"},{"date":"2026-11-27","open":"09:30","close":"13:00"},{"date":"2026-11-30","open":"09:30","close":"16:00"}]"""u8), new DateOnly(2026, 11, 25), new DateOnly(2026, 12, 1));
        Assert.That(At(day.AddHours(12))?.Kind, Is.EqualTo(FeedChangeKind.AsUsualByCalendar));
        Assert.That(At(day.AddHours(13).AddSeconds(-2.001)), Is.Null);
        Assert.That(At(day.AddHours(13).AddSeconds(-2)), Is.EqualTo((FeedChangeKind.ClosedByCalendar, "AAPL", "by its venue's calendar it opens 2026-11-30 14:30 UTC.")));
        Assert.That(At(day.AddHours(15.99)), Is.Null, "still");
        Assert.That(At(day.AddHours(16))?.Kind, Is.EqualTo(FeedChangeKind.AsUsualByCalendar), "closed by its hours from now on");
        Assert.That(At(day.AddDays(3).AddHours(9.5).AddSeconds(-1)), Is.Null, "an opening as usual");
        Assert.That(At(day.AddDays(-1).AddHours(9.5).AddSeconds(-2))?.Kind, Is.EqualTo(FeedChangeKind.ClosedByCalendar), "Thanksgiving, before its bell would ring");
        Assert.That(At(day.AddDays(5).AddHours(12)), Is.EqualTo((FeedChangeKind.ClosedByCalendar, "AAPL", "its venue's calendar is not known.")), "farther than it reaches");

        (FeedChangeKind Kind, string? Symbol, string Reason)? At(DateTimeOffset now)
        {
            told.Clear();
            sessions.Look(now);
            return told is [var one] ? (one.Kind, one.Symbol?.Text, one.Reason) : told.Count == 0 ? null : throw new InvalidOperationException("told twice");
        }
    }

    [Test]
    public void Executions_BookedBefore_AreFollowedOn()
    {
        var executions = new AlpacaExecutions([new BookedExecution("o/4", 1, DateTimeOffset.UnixEpoch), new BookedExecution("odd", 2, DateTimeOffset.UnixEpoch)]);
        var told = new ToldFill("x", null, "o", AlpacaRig.Apple.Symbol, OrderSide.Buy, 1m, 2.5m) { Cumulative = 6.50m };
        Assert.That((executions.Following(told)!.ExecutionId, executions.Following(told)), Is.EqualTo(("o/6.5", (ToldFill?)null)));
        Assert.That(() => executions.Following(told with { Cumulative = null }), Throws.InstanceOf<VenueException>());
    }

    private static string Fill(string id, int number, string status, decimal quantity, decimal reached) => AlpacaRig.Update(status == "filled" ? "fill" : "partial_fill", AlpacaRig.Told(id, number, status, $"{reached}"), $",\"price\":\"100\",\"qty\":\"{quantity}\"");

    private async Task<(Task Run, ChannelReader<VenueEvent> Events, CancellationTokenSource Ending)> OpenAsync()
    {
        var (events, ending) = (Channel.CreateUnbounded<VenueEvent>(), new CancellationTokenSource());
        var run = _rig.Venue().RunAsync(events.Writer, ending.Token);
        if (await Task.WhenAny(run, SandboxRig.NextAsync<VenueEvent.StreamOpened>(events.Reader)) == run) await run;
        return (run, events.Reader, ending);
    }
}
