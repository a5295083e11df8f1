using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Streaming;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[NonParallelizable] // one looks at the memory of the process
public sealed class FeedLoopTests
{
    private static readonly IReadOnlyList<Instrument> Both = SandboxRig.Catalog.All;

    private const long HeapGrowthMax = 1 << 20; // in 22 hours, of which this test's list of 4,800 links is a quarter

    private readonly List<WeakReference> _links = [];
    private readonly TimerClock _clock = new();
    private readonly ScriptedStream _stream;

    public FeedLoopTests() => _stream = new ScriptedStream(_clock, Both);

    [Test]
    public void Run_WithDataFlowing_IsConfirmedOnceAndLeftAlone()
    {
        Run(() => _clock.Advance(TimeSpan.FromHours(1)));
        Assert.That(_stream.Log.Select(static entry => entry.What), Is.EqualTo(new[] { "connect", "+BTC/USD", "+ETH/USD", "Connected", "Confirmed" }));
    }

    // The socket is open, pongs come, data does not.
    [Test]
    public void Run_WhereTheSocketGoesMute_IsBlindWithinThirtySeconds_AfterAskingAgain_AndConnectsAnew()
    {
        var mutedAt = TimeSpan.FromSeconds(60);
        Run(() =>
        {
            _clock.Advance(mutedAt);
            _stream.Muted.Add("*");
            _clock.Advance(TimeSpan.FromSeconds(40));
            _stream.Muted.Clear();
            _clock.Advance(TimeSpan.FromSeconds(60));
        });
        var (again, blind, anew) = (_stream.When("Resubscribed").First(), _stream.When("Blind").Single(), _stream.When("connect").ElementAt(1));
        TestContext.Out.WriteLine($"asked again after {again - mutedAt}, blind after {blind - mutedAt}, connected anew after {anew - mutedAt}");
        Assert.Multiple(() =>
        {
            Assert.That(again, Is.LessThan(blind));
            Assert.That(blind - mutedAt, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(30)));
            Assert.That(anew, Is.GreaterThanOrEqualTo(blind));
            Assert.That(_stream.When("Seeing").Count(), Is.EqualTo(1));
            Assert.That(_stream.When("Fresh").Count(), Is.EqualTo(2));
        });
    }

    // Full jitter alone would try some twenty times.
    [Test]
    public void Run_WhereConnectionsAreRefused_TriesAtMostTwelveTimesInFiveMinutes([Range(1, 20)] int seed)
    {
        _stream.RefusesConnections = true;
        Run(() => _clock.Advance(TimeSpan.FromHours(2)), seed);
        var attempts = _stream.When("connect").ToArray();
        var most = attempts.Max(from => attempts.Count(at => at >= from && at < from + TimeSpan.FromMinutes(5)));
        TestContext.Out.WriteLine($"seed {seed}: {attempts.Length} attempts in two hours, at most {most} in five minutes; first waits {string.Join(", ", attempts.Skip(1).Take(6).Zip(attempts, static (then, before) => (then - before).TotalSeconds.ToString("0.0", null)))} s");
        Assert.Multiple(() =>
        {
            Assert.That(most, Is.LessThanOrEqualTo(12));
            Assert.That(attempts, Has.Length.GreaterThan(24 * 8), "It goes on trying.");
            Assert.That(_stream.When("Blind").Single(), Is.LessThanOrEqualTo(TimeSpan.FromSeconds(30)));
        });
    }

    /// <summary>Bug: a message nobody foresaw ended the feed, and with it the process.</summary>
    [Test]
    public void Run_WhereAMessageBreaksTheReader_SaysSoAndConnectsAnew()
    {
        Run(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            _stream.Says = "nonsense";
            _clock.Advance(TimeSpan.FromSeconds(60));
        });
        Assert.Multiple(() =>
        {
            Assert.That(_stream.When("Broken").Count(), Is.EqualTo(1));
            Assert.That(_stream.When("connect").Count(), Is.EqualTo(2));
            Assert.That(_stream.When("Confirmed").Count(), Is.EqualTo(2), "data comes again");
        });
    }

    // Connected, subscribed, and nothing comes of it.
    [Test]
    public void Run_WhereTheSubscriptionIsIgnored_AsksAgainWithinTenSeconds_ThenConnectsAnew()
    {
        _stream.IgnoresSubscriptions = true;
        Run(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            _stream.IgnoresSubscriptions = false;
            _clock.Advance(TimeSpan.FromSeconds(60));
        });
        Assert.Multiple(() =>
        {
            Assert.That(_stream.When("+BTC").ElementAt(1), Is.LessThanOrEqualTo(TimeSpan.FromSeconds(10)));
            Assert.That(_stream.When("connect").Count(), Is.GreaterThan(1));
            Assert.That(_stream.When("Confirmed").Count(), Is.EqualTo(1), "Good with the first data, not before.");
        });
    }

    [Test]
    public void Run_WhereOneInstrumentIsSilent_SaysSoOfItAlone_AndConnectsAnewAtMostOnceAMinute()
    {
        Run(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            _stream.Muted.Add("ETH/USD");
            _clock.Advance(TimeSpan.FromMinutes(10));
        });
        Assert.Multiple(() =>
        {
            Assert.That(_stream.When("Stale ETH/USD").Count(), Is.EqualTo(1));
            Assert.That(_stream.When("Stale BTC/USD"), Is.Empty);
            Assert.That(_stream.When("Blind"), Is.Empty);
            Assert.That(_stream.When("Resubscribed ETH/USD").Count(), Is.GreaterThan(10));
            Assert.That(_stream.When("connect").Count(), Is.InRange(2, 11));
        });
    }

    [Test]
    public void Run_WhereTheMarketIsClosed_TakesSilenceForNothing()
    {
        _stream.Muted.Add("*");
        Run(() => _clock.Advance(TimeSpan.FromDays(1)), options: new LivenessOptions { IsOpen = static (_, _) => false });
        Assert.That(_stream.Log.Select(static entry => entry.What), Is.EqualTo(new[] { "connect", "+BTC/USD", "+ETH/USD", "Connected", "Closed" }));
    }

    // A connection that is cut every 18 seconds for a day.
    [Test]
    public void Run_CutTwoHundredTimesAnHourForADay_ComesBackEachTimeAndKeepsNothing()
    {
        const int CutsAnHour = 200;
        var (timers, heap, connects) = (new List<int>(), new List<long>(), 0);
        Run(() =>
        {
            for (var hour = 0; hour < 24; hour++)
            {
                for (var i = 0; i < CutsAnHour; i++)
                {
                    _clock.Advance(TimeSpan.FromSeconds(18));
                    Cut?.Invoke();
                }

                Assert.That(_stream.When("Confirmed").Count(), Is.EqualTo(_stream.When("Connected").Count()));
                Assert.That(_stream.When("Blind"), Is.Empty);
                connects += _stream.When("connect").Count();
                _stream.Log.Clear();
                timers.Add(_clock.TimerCount);
                heap.Add(GC.GetTotalMemory(forceFullCollection: true));
            }
        });
        var alive = _links.Count(static link => link.IsAlive);
        TestContext.Out.WriteLine($"{connects} connections in a day, {alive} still in memory; {timers[^1]} timers; heap after 2 hours {heap[1] / 1024:N0} kB, after 24 {heap[^1] / 1024:N0} kB");
        Assert.Multiple(() =>
        {
            Assert.That(connects, Is.EqualTo(24 * CutsAnHour), "one attempt a cut: each is taken back at the first");
            Assert.That(timers, Is.All.EqualTo(timers[0]));
            Assert.That(alive, Is.LessThanOrEqualTo(2), "the newest, and the one it took the place of");
            Assert.That(heap[^1] - heap[1], Is.LessThan(HeapGrowthMax));
        });
    }

    private Action? Cut { get; set; }

    private void Run(Action script, int seed = 1, LivenessOptions? options = null) => PumpContext.Run(async () =>
    {
        using var stopping = new CancellationTokenSource();
        var loop = new FeedLoop(Both, _stream, ConnectAsync, options ?? new LivenessOptions(), new ReconnectOptions(), _stream.Tell, _clock, new Random(seed));
        var run = loop.RunAsync(stopping.Token);
        script();
        stopping.Cancel();
        await run.ContinueWith(static ended => Assert.That(ended.IsCanceled, Is.True, ended.Exception?.ToString()), TaskScheduler.FromCurrentSynchronizationContext());
    });

    private async ValueTask<IStreamLink> ConnectAsync(CancellationToken stopping)
    {
        var link = new CuttableLink(await _stream.ConnectAsync(stopping));
        Cut = link.Cut;
        _links.Add(new WeakReference(link));
        return link;
    }

    private sealed class CuttableLink(IStreamLink link) : IStreamLink
    {
        private readonly CancellationTokenSource _cut = new();

        public void Cut() => _cut.Cancel();

        public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken stopping) => link.SendAsync(message, stopping);

        public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken stopping)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_cut.Token, stopping);
            try
            {
                return await link.ReceiveAsync(either.Token);
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                throw new VenueException(new VenueFault(VenueFaultKind.Retry, "STREAM_ENDED", "Cut."));
            }
        }

        public ValueTask DisposeAsync() => link.DisposeAsync();
    }
}
