using System.Collections.Concurrent;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Venues.Sandbox;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Sandbox;

public sealed class SandboxFeedTests
{
    [Test]
    public async Task Run_GivesQuotesTradesAndBooks_AndGoesOnAfterCuts()
    {
        await using var rig = await SandboxRig.StartAsync(hasMarket: true);
        await using var run = new Run(rig);
        await run.Until(() => run.Has(MarketEventKind.Quote) && run.Has(MarketEventKind.Trade) && run.Has(MarketEventKind.Book));
        await rig.CutAsync();
        await run.Until(() => run.Changes.Count(static change => change.Kind == FeedChangeKind.Confirmed) == 2);
        var quote = run.Ticks.First(static tick => tick.Kind == MarketEventKind.Quote && tick.C > 0m);
        Assert.That(quote.A, Is.GreaterThan(0m).And.LessThan(quote.C));
        Assert.That(run.Changes.Select(static change => change.Kind).Where(static kind => kind is not (FeedChangeKind.Stale or FeedChangeKind.Blind)).Take(2), Is.EqualTo(new[] { FeedChangeKind.Connected, FeedChangeKind.Confirmed }), "a machine busy with others may be slow to its first data");
    }

    [Test]
    public async Task Run_WhereEverythingButHeartbeatsIsMuted_IsBlind_AndSeesAgainAfterwards()
    {
        await using var rig = await SandboxRig.StartAsync(hasMarket: true);
        await using var run = new Run(rig);
        await run.Until(() => run.Has(MarketEventKind.Quote));
        rig.Server.Add(new Fault { Kind = FaultKind.MuteStream, Request = "any" });
        await run.Until(() => run.Changes.Any(static change => change.Kind == FeedChangeKind.Blind));
        Assert.That(run.Changes.Any(static change => change.Kind == FeedChangeKind.Resubscribed), Is.True, "It was asked again first.");
        rig.Server.Replace(new FaultScript());
        await run.Until(() => run.Changes.Any(static change => change.Kind == FeedChangeKind.Seeing));
    }

    [Test]
    public async Task Run_WhereTheFirstSubscriptionsAreIgnored_AsksAgain()
    {
        await using var rig = await SandboxRig.StartAsync(true, new Fault { Kind = FaultKind.IgnoreSubscribe, Request = "any", Count = 3 });
        await using var run = new Run(rig);
        await run.Until(() => run.Has(MarketEventKind.Quote));
    }

    [Test]
    public async Task Run_WithABookMessageLost_WithholdsTheInstrumentUntilItIsWholeAgain()
    {
        await using var rig = await SandboxRig.StartAsync(hasMarket: true);
        await using var run = new Run(rig);
        await run.Until(() => run.Has(MarketEventKind.Book));
        rig.Server.Add(new Fault { Kind = FaultKind.DropFrame, Frame = "book", Symbol = "BTC/USD", Count = 1 });
        await run.Until(() => run.Changes.Any(static change => change is { Kind: FeedChangeKind.Gap, Symbol.Text: "BTC/USD" }));
        var before = run.Books("BTC/USD");
        await run.Until(() => run.Books("BTC/USD") > before);
    }

    [Test]
    public async Task Run_WhereNobodyListens_GoesOnTrying()
    {
        var rig = await SandboxRig.StartAsync();
        await using var run = new Run(rig);
        await rig.Server.DisposeAsync();
        await run.Until(() => run.Changes.Count(static change => change.Kind == FeedChangeKind.Lost) >= 2);
    }

    private sealed class Run : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly SandboxFeed _feed;
        private readonly Task _task;

        public Run(SandboxRig rig)
        {
            var options = new SandboxFeedOptions
            {
                Url = rig.Server.Address, Books = true, Seed = 5,
                Liveness = new LivenessOptions { QuietMax = TimeSpan.FromSeconds(1), ConfirmMax = TimeSpan.FromMilliseconds(500), CheckEvery = TimeSpan.FromMilliseconds(100) },
                Reconnect = new ReconnectOptions { First = TimeSpan.FromMilliseconds(100), Most = TimeSpan.FromMilliseconds(400) },
            };
            _feed = new SandboxFeed(options, SandboxRig.Catalog, Changes.Enqueue, TimeProvider.System);
            _task = _feed.RunAsync((in RawTick tick) => Ticks.Enqueue(tick), _stopping.Token);
        }

        public ConcurrentQueue<RawTick> Ticks { get; } = new();

        public ConcurrentQueue<FeedChange> Changes { get; } = new();

        public bool Has(MarketEventKind kind) => Ticks.Any(tick => tick.Kind == kind);

        public int Books(string symbol) => Ticks.Count(tick => tick.Kind == MarketEventKind.Book && tick.Instrument == SandboxRig.Catalog.Find(new Symbol(symbol))!.Id);

        public async Task Until(Func<bool> holds)
        {
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (!holds())
            {
                if (late.IsCancellationRequested || _task.IsFaulted) Assert.Fail($"Not so after 20 s; the feed said: {string.Join("; ", Changes.Select(static change => $"{change.Kind} {change.Symbol} {change.Reason}"))} {_task.Exception}");
                await Task.Delay(10);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            await _task;
            _feed.Dispose();
            _stopping.Dispose();
        }
    }
}
