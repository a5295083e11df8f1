using System.Threading.Channels;
using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Tests.Venues.Kraken;

internal sealed class KrakenStreamTests
{
    private const string Status = """{"channel":"status","type":"update","data":[{"version":"2.0.10","system":"online","api_version":"v2","connection_id":17181695158986582000}]}""";
    private const string Taken = """{"method":"subscribe","result":{"channel":"executions","maxratecount":125,"snapshot":true},"success":true,"time_in":"2026-05-01T00:00:00.000001Z","time_out":"2026-05-01T00:00:00.000002Z"}""";
    private const string Empty = """{"channel":"executions","type":"snapshot","data":[],"sequence":1}""";

    [Test]
    public async Task Run_AWholeLife_IsToldInTheEnginesWords()
    {
        await using var scene = await SceneAsync();
        Assert.That(scene.Rig.Server.Frames, Does.Contain("""{"method":"subscribe","params":{"channel":"executions","token":"a-token","snap_orders":true,"snap_trades":false}}"""));
        var id = Orders.Id(1);
        await scene.SayAsync(2, $$""" "order_id":"O1","cl_ord_id":"{{id}}","symbol":"BTC/USD","side":"buy","order_type":"limit","order_qty":0.01,"limit_price":40000.0,"exec_type":"pending_new","order_status":"pending_new","timestamp":"2026-05-01T12:00:00.000001Z" """);
        await scene.SayAsync(3, """ "order_id":"O1","exec_type":"new","order_status":"new","timestamp":"2026-05-01T12:00:01.000001Z" """);
        await scene.SayAsync(4, """ "order_id":"O1","exec_id":"T1","exec_type":"trade","last_qty":0.004,"last_price":40000.0,"liquidity_ind":"m","fees":[{"asset":"USD","qty":0.25}],"order_status":"partially_filled","timestamp":"2026-05-01T12:00:02.000001Z" """);
        await scene.SayAsync(5, """ "order_id":"O1","exec_type":"canceled","order_status":"canceled","cum_qty":0.004,"reason":"User requested","timestamp":"2026-05-01T12:00:03.000001Z" """);
        var accepted = await scene.NextAsync<VenueEvent.Accepted>();
        var executed = await scene.NextAsync<VenueEvent.Executed>();
        var ended = await scene.NextAsync<VenueEvent.CancelDone>();
        Assert.Multiple(() =>
        {
            Assert.That((accepted.ClientOrderId, accepted.VenueOrderId), Is.EqualTo((id, "O1")));
            Assert.That((executed.Fill.ClientOrderId, executed.Fill.ExecutionId, executed.Fill.ExecutionSequence, executed.Fill.Quantity.Base, executed.Fill.Fee.ToString(), executed.Fill.Liquidity, executed.Fill.Side), Is.EqualTo((id, "T1", 1L, 0.004m, "0.25 USD", Liquidity.Maker, OrderSide.Buy)));
            Assert.That((ended.ClientOrderId, ended.Reason, ended.FilledBase), Is.EqualTo((id, "User requested", 0.004m)));
        });
    }

    /// <summary>The stream tells what a fee is in, and before it what the order prefers; the history then asks no more.</summary>
    [TestCase("fcib", "BTC"), TestCase("fciq", "USD")]
    public async Task Run_AFee_IsInTheAssetItIsToldIn_AndTheHistoryKnowsIt(string preference, string asset)
    {
        await using var scene = await SceneAsync();
        await scene.SayAsync(2, $$""" "order_id":"O1","cl_ord_id":"{{Orders.Id(1)}}","symbol":"BTC/USD","side":"buy","order_type":"limit","order_qty":0.01,"limit_price":40000.0,"exec_type":"pending_new","order_status":"pending_new","fee_ccy_pref":"{{preference}}","timestamp":"2026-05-01T12:00:00.000001Z" """);
        await scene.SayAsync(3, $$""" "order_id":"O1","exec_id":"T1","exec_type":"trade","last_qty":0.004,"last_price":40000.0,"liquidity_ind":"m","fees":[{"asset":"{{asset}}","qty":1.04e-05}],"order_status":"partially_filled","timestamp":"2026-05-01T12:00:02.000001Z" """);
        Assert.That((await scene.NextAsync<VenueEvent.Executed>()).Fill.Fee.ToString(), Is.EqualTo($"0.0000104 {asset}"));
        scene.Rig.Trades([("T2", "O1", DateTimeOffset.UnixEpoch.AddYears(56))]);
        Assert.That((await scene.Venue.FillsSinceAsync(0, 10, default)).Select(static fill => fill.Fee.ToString()), Has.Some.EqualTo($"0.1 {asset}"));
        Assert.That(scene.Rig.Server.CountOf("/0/private/QueryOrders"), Is.Zero);
    }

    /// <summary>Bug: of several fees the first alone was booked, and an execution told without any was free for good, though the history had its fee.</summary>
    [TestCase("""[{"asset":"USD","qty":0.25},{"asset":"USD","qty":1.5e-01}]""", "0.40 USD")]
    [TestCase("""[{"asset":"USD","qty":0.25},{"asset":"BTC","qty":0.00001}]""", null)]
    [TestCase("[]", null)]
    [TestCase("null", null)]
    public async Task Run_FeesOfAnExecution_AreSummed_OrTheHistorysToTell(string fees, string? told)
    {
        await using var scene = await SceneAsync();
        await scene.SayAsync(2, $$""" "order_id":"O1","cl_ord_id":"{{Orders.Id(1)}}","symbol":"BTC/USD","side":"buy","order_type":"limit","order_qty":0.01,"limit_price":40000.0,"exec_type":"pending_new","order_status":"pending_new","timestamp":"2026-05-01T12:00:00.000001Z" """);
        await scene.SayAsync(3, $$""" "order_id":"O1","exec_id":"T1","exec_type":"trade","last_qty":0.004,"last_price":40000.0,"liquidity_ind":"m","fees":{{fees}},"order_status":"partially_filled","timestamp":"2026-05-01T12:00:02.000001Z" """);
        await scene.SayAsync(4, $$""" "order_id":"O1","exec_id":"T2","exec_type":"trade","last_qty":0.004,"last_price":40000.0,"liquidity_ind":"m","fees":[{"asset":"USD","qty":0.1}],"order_status":"partially_filled","timestamp":"2026-05-01T12:00:03.000001Z" """);
        var first = (await scene.NextAsync<VenueEvent.Executed>()).Fill;
        Assert.That((first.ExecutionId, first.Fee.ToString()), Is.EqualTo(told is null ? ("T2", "0.1 USD") : ("T1", told)));
    }

    [Test]
    public async Task Run_AnExecutionOfAnOrderNobodyKnows_IsAskedWhose()
    {
        await using var scene = await SceneAsync();
        scene.Rig.Private("QueryOrders", KrakenRig.Result($"{{{KrakenRig.Order("O9", Orders.Id(9).Text, "open")}}}"));
        await scene.SayAsync(2, """ "order_id":"O9","exec_id":"T9","exec_type":"trade","last_qty":0.01,"last_price":40000.0,"fees":[{"asset":"USD","qty":0.4}],"timestamp":"2026-05-01T12:00:02.000001Z" """);
        Assert.That((await scene.NextAsync<VenueEvent.Executed>()).Fill.ClientOrderId, Is.EqualTo(Orders.Id(9)));
        Assert.That(scene.Rig.Server.BodyOf("/0/private/QueryOrders"), Does.EndWith("&txid=O9"));
    }

    [Test]
    public async Task Run_TheEndOfAnOrderNobodyKnows_IsAskedWhose()
    {
        await using var scene = await SceneAsync();
        scene.Rig.Private("QueryOrders", KrakenRig.Result($"{{{KrakenRig.Order("O9", Orders.Id(9).Text, "expired")}}}"));
        await scene.SayAsync(2, """ "order_id":"O9","exec_type":"expired","order_status":"expired","cum_qty":0.0,"timestamp":"2026-05-01T12:00:02.000001Z" """);
        Assert.That((await scene.NextAsync<VenueEvent.Expired>()).ClientOrderId, Is.EqualTo(Orders.Id(9)));
    }

    [Test]
    public async Task Run_AnExecutionOfAnOrderTheVenueDoesNotShow_IsNobodysYet()
    {
        await using var scene = await SceneAsync();
        scene.Rig.Private("QueryOrders", KrakenRig.Result("{}"));
        await scene.SayAsync(2, """ "order_id":"O9","exec_id":"T9","exec_type":"trade","last_qty":0.01,"last_price":40000.0,"fees":[{"asset":"USD","qty":0.4}],"timestamp":"2026-05-01T12:00:02.000001Z" """);
        Assert.That((await scene.EndAsync()).Code, Is.EqualTo("CONTRADICTION"));
    }

    [Test]
    public async Task Run_AnExecutionTheStreamLost_IsFoundByThePoll()
    {
        await using var scene = await SceneAsync(static setup => setup with { PollEvery = TimeSpan.FromMilliseconds(200) });
        scene.Rig.Private("QueryOrders", KrakenRig.Result($"{{{KrakenRig.Order("O1", Orders.Id(1).Text, "closed")}}}"));
        scene.Rig.Private("TradesHistory", KrakenRig.Fills(1, ("TLOST", "O1", DateTimeOffset.UtcNow)));
        Assert.That((await scene.NextAsync<VenueEvent.Executed>()).Fill, Has.Property("ExecutionId").EqualTo("TLOST").And.Property("ClientOrderId").EqualTo(Orders.Id(1)));
    }

    [Test]
    public async Task Run_AMissingSequence_EndsTheConnection()
    {
        await using var scene = await SceneAsync();
        await scene.SayAsync(3, """ "order_id":"O1","exec_type":"new","order_status":"new","timestamp":"2026-05-01T12:00:01.000001Z" """);
        Assert.That((await scene.EndAsync()).Code, Is.EqualTo("SEQUENCE_GAP"));
    }

    [Test]
    public async Task Run_Silence_EndsTheConnection()
    {
        await using var scene = await SceneAsync(static setup => setup with { SilenceMax = TimeSpan.FromSeconds(3) });
        Assert.That((await scene.EndAsync()).Code, Is.EqualTo("SILENT"));
    }

    [Test]
    public async Task Run_AFrameThatCannotBeRead_EndsTheConnection()
    {
        await using var scene = await SceneAsync();
        await scene.Rig.Server.SayAsync("CloudFlare WebSocket proxy restarting");
        Assert.That((await scene.EndAsync()).Code, Is.EqualTo("GARBLED"));
    }

    [Test]
    public async Task Run_Maintenance_RefusesOrdersUntilItIsOver()
    {
        await using var scene = await SceneAsync();
        scene.Rig.Private("AddOrder", KrakenRig.Result("""{"txid":["O1"]}"""));
        await scene.Rig.Server.SayAsync(Status.Replace("online", "maintenance", StringComparison.Ordinal));
        Assert.That(async () => await scene.Venue.PlaceAsync(Orders.Limit(1), default), Is.EqualTo(PlacementAnswer.Refused.Here(VenueRefusal.MarketClosed, "kraken takes no orders now: maintenance.")).After(300_000, 20));
        await scene.Rig.Server.SayAsync(Status);
        Assert.That(async () => await scene.Venue.PlaceAsync(Orders.Limit(1), default), Is.InstanceOf<PlacementAnswer.Accepted>().After(300_000, 20));
    }

    [TestCase("ESession:Invalid session", VenueFaultKind.Retry)]
    [TestCase("EGeneral:Permission denied", VenueFaultKind.Authentication)]
    public async Task Run_ARefusedSubscription_IsNoOpening(string text, VenueFaultKind kind)
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Server.OnFrame = _ => [$$"""{"error":"{{text}}","method":"subscribe","success":false,"time_in":"2026-05-01T00:00:00.000001Z","time_out":"2026-05-01T00:00:00.000002Z"}"""];
        var events = Channel.CreateUnbounded<VenueEvent>();
        var refused = await Assert.ThrowsAsync<VenueException>(async () => await rig.Venue().RunAsync(events.Writer, default));
        Assert.That((refused!.Fault.Kind, events.Reader.Count), Is.EqualTo((kind, 0)));
    }

    [Test]
    public async Task Run_ARefusedToken_IsTheVenuesNo()
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Private("GetWebSocketsToken", KrakenRig.Error("EGeneral:Permission denied"));
        var refused = await Assert.ThrowsAsync<VenueException>(async () => await rig.Venue().RunAsync(Channel.CreateUnbounded<VenueEvent>().Writer, default));
        Assert.That(refused!.Fault.Kind, Is.EqualTo(VenueFaultKind.Authentication));
    }

    private static async Task<Scene> SceneAsync(Func<VenueSetup, VenueSetup>? with = null)
    {
        var rig = await KrakenRig.StartAsync();
        rig.Server.Greeting = [Status];
        rig.Server.OnFrame = static frame => frame.Contains("subscribe", StringComparison.Ordinal) ? [Taken, Empty] : [];
        var scene = new Scene(rig, rig.Venue(with));
        await scene.NextAsync<VenueEvent.StreamOpened>();
        return scene;
    }

    private sealed class Scene : IAsyncDisposable
    {
        private readonly CancellationTokenSource _ending = new();
        private readonly Channel<VenueEvent> _events = Channel.CreateUnbounded<VenueEvent>();
        private readonly Task _run;

        public Scene(KrakenRig rig, ILiveVenue venue)
        {
            (Rig, Venue) = (rig, venue);
            _run = venue.RunAsync(_events.Writer, _ending.Token);
        }

        public KrakenRig Rig { get; }

        public ILiveVenue Venue { get; }

        public Task SayAsync(int sequence, string members) => Rig.Server.SayAsync($$"""{"channel":"executions","type":"update","data":[{ {{members}} }],"sequence":{{sequence}} }""");

        public async Task<T> NextAsync<T>()
            where T : VenueEvent
        {
            var next = SandboxRig.NextAsync<T>(_events.Reader);
            if (await Task.WhenAny(next, _run) == _run) await _run;
            return await next;
        }

        public async Task<VenueFault> EndAsync() => (await Assert.ThrowsAsync<VenueException>(async () => await _run.WaitAsync(TimeSpan.FromMinutes(5))))!.Fault;

        public async ValueTask DisposeAsync()
        {
            await _ending.CancelAsync();
            await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _ending.Dispose();
            await Rig.DisposeAsync();
        }
    }
}
