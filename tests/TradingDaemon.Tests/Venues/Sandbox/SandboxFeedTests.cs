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
    // What is silent for so long is asked for again: at a second a busy machine stalls now and then, at a minute never.
    private static readonly TimeSpan Impatient = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(1);

    [Test]
    public async Task Run_GivesQuotesTradesAndBooks_AndGoesOnAfterCuts()
    {
        await using var rig = await SandboxRig.StartAsync(hasMarket: true);
        await using var run = new Run(rig, Patient);
        await run.Until(() => run.Has(MarketEventKind.Quote) && run.Has(MarketEventKind.Trade) && run.Has(MarketEventKind.Book));
        await rig.CutAsync();
        await run.Until(() => run.Changes.Count(static change => change.Kind == FeedChangeKind.Confirmed) >= 2);
        var quote = run.Ticks.First(static tick => tick.Kind == MarketEventKind.Quote && tick.C > 0m);
        Assert.That(quote.A, Is.GreaterThan(0m).And.LessThan(quote.C));
        Assert.That(run.Changes.Select(static change => change.Kind).Take(2), Is.EqualTo(new[] { FeedChangeKind.Connected, FeedChangeKind.Confirmed }));
    }

    [Test]
    public async Task Run_WhereEverythingButHeartbeatsIsMuted_IsBlind_AndSeesAgainAfterwards()
    {
        await using var rig = await SandboxRig.StartAsync(hasMarket: true);
        await using var run = new Run(rig, Impatient);
        await run.Until(() => run.Has(MarketEventKind.Quote));
        rig.Server.Add(new Fault { Kind = FaultKind.MuteStream, Request = "any" });
        await run.Until(() => run.Changes.Any(static change => change.Kind == FeedChangeKind.Blind));
        await run.Until(() => run.Changes.Any(static change => change.Kind == FeedChangeKind.Resubscribed)); // after a stall both come of one look, and blindness is told first
        rig.Server.Replace(new FaultScript());
        await run.Until(() => run.Changes.Any(static change => change.Kind == FeedChangeKind.Seeing));
    }

    [Test]
    public async Task Run_WhereTheFirstSubscriptionsAreIgnored_AsksAgain()
    {
        await using var rig = await SandboxRig.StartAsync(true, new Fault { Kind = FaultKind.IgnoreSubscribe, Request = "any", Count = 3 });
        await using var run = new Run(rig, Impatient);
        await run.Until(() => run.Has(MarketEventKind.Quote));
    }

    [Test]
    public async Task Run_WithABookMessageLost_WithholdsTheInstrumentUntilItIsWholeAgain()
    {
        await using var rig = await SandboxRig.StartAsync(hasMarket: true);
        await using var run = new Run(rig, Patient); // asked again for silence it would be given a whole picture, and the gap would pass unseen
        await run.Until(() => run.Books("BTC/USD") > 0);
        rig.Server.Add(new Fault { Kind = FaultKind.DropFrame, Frame = "book", Symbol = "BTC/USD", Count = 1 });
        await run.Until(() => run.Changes.Any(static change => change is { Kind: FeedChangeKind.Gap, Symbol.Text: "BTC/USD" }));
        var before = run.Books("BTC/USD");
        await run.Until(() => run.Books("BTC/USD") > before);
    }

    [Test]
    public async Task Run_WhereNobodyListens_GoesOnTrying()
    {
        var rig = await SandboxRig.StartAsync();
        await using var run = new Run(rig, Impatient);
        await rig.Server.DisposeAsync();
        await run.Until(() => run.Changes.Count(static change => change.Kind == FeedChangeKind.Lost) >= 2);
    }

    private sealed class Run : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly SandboxFeed _feed;
        private readonly Task _task;

        public Run(SandboxRig rig, TimeSpan quietMax)
        {
            var options = new SandboxFeedOptions
            {
                Url = rig.Server.Address, Books = true, Seed = 5,
                Liveness = new LivenessOptions { QuietMax = quietMax, ConfirmMax = quietMax / 2, CheckEvery = TimeSpan.FromMilliseconds(100) },
                Reconnect = new ReconnectOptions { First = TimeSpan.FromMilliseconds(100), Most = TimeSpan.FromMilliseconds(400) },
            };
            _feed = new SandboxFeed(options, SandboxRig.Catalog, Changes.Enqueue, TimeProvider.System);
            _task = _feed.RunAsync((in RawTick tick) => Ticks.Enqueue(tick), _stopping.Token);
        }

        public ConcurrentQueue<RawTick> Ticks { get; } = new();

        public ConcurrentQueue<FeedChange> Changes { get; } = new();

        public bool Has(MarketEventKind kind) => Ticks.Any(tick => tick.Kind == kind);

        public int Books(string symbol) => Ticks.Count(tick => tick.Kind == MarketEventKind.Book && tick.Instrument == SandboxRig.Catalog.Find(new Symbol(symbol))!.Id);

        public Task Until(Func<bool> holds) =>
            Assert.ThatAsync(() => Task.FromResult(holds()), Is.True.After(300_000, 10), $"The feed said: {this}"); // put into words once it has failed

        public override string ToString() => $"{string.Join("; ", Changes.Select(static change => $"{change.Kind} {change.Symbol} {change.Reason}"))} {_task.Exception}";

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            await _task;
            _feed.Dispose();
            _stopping.Dispose();
        }
    }
}
