using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Ingest;
using TradingDaemon.Pipeline;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Execution.Support;
using TradingDaemon.Tests.Gating;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;

namespace TradingDaemon.Tests.Ingest;

public sealed class GreeksPollingTests
{
    private static readonly OptionGreeks Told = new(0.5m, 0.01m, TestMarket.Start);

    [Test]
    public async Task Poll_OfOptions_TellsTheEngineEachMinute_AndAQuestionWithoutAnAnswerIsAskedAgain()
    {
        var (clock, market) = (new SessionClock(TestMarket.Start), new Market());
        using var topology = new Topology(1, static (_, _) => { });
        using var polling = Polling(clock, market, topology);
        await polling.StartAsync(default);
        Assert.That(await TakenAsync(), Is.EqualTo((TestMarket.Call, Told)));
        market.Fails = true;
        await UntilAsync(() => market.Failed > 1);
        while (topology.Signals.Reader.TryRead(out _)) { } // of a minute before it failed
        market.Fails = false;
        Assert.That(await TakenAsync(), Is.EqualTo((TestMarket.Call, Told)));
        await polling.StopAsync(default);
        Assert.That(market.Asked.SelectMany(static asked => asked).Distinct().Select(static symbol => symbol.Text), Is.EqualTo(new[] { TestMarket.Catalog.All[TestMarket.Call].Symbol.Text }), "nothing but options");
        Assert.That(market.IsDisposed);

        async Task<(int Option, OptionGreeks Told)> TakenAsync()
        {
            MarketMessage message = default;
            await UntilAsync(() => topology.Signals.Reader.TryRead(out message));
            return (message.Greeks!.Value.Option.Index, message.Greeks.Value.Told);
        }

        async Task UntilAsync(Func<bool> isSo)
        {
            using var late = new CancellationTokenSource(GatingRig.Patience);
            for (; !isSo(); await Task.Delay(1, late.Token)) clock.Advance(GreeksPolling.Every);
        }
    }

    [Test]
    public async Task Gating_ThatIsToldGreeks_HasThemOnItsBoard()
    {
        var bench = AccountBench.Running();
        using var rig = new GatingRig(bench);
        var option = new InstrumentId(TestMarket.Call);
        rig.Topology.Signals.Writer.TryWrite(new MarketMessage(default, null, 0) { Greeks = (option, Told) });
        await rig.Gating.StartAsync(default);
        var seen = await rig.Gating.LookAsync(engine => engine.Account.Greeks.Find(option, TimeSpan.FromDays(36_500), bench.Now)).WaitAsync(GatingRig.Patience);
        Assert.That(seen, Is.EqualTo((OptionGreeks?)Told));
    }

    private static GreeksPolling Polling(SessionClock clock, Market market, Topology topology) => new(
        static instrument => instrument.AssetClass == AssetClass.Option ? "alpaca" : "kraken", (venue, _) => venue == "alpaca" ? market : throw new InvalidOperationException(venue),
        TestMarket.Catalog, topology, new Clocks(clock, clock), NullLogger<GreeksPolling>.Instance);

    private sealed class Market : IVenueMarket, IOptionMarket
    {
        public List<IReadOnlyList<Symbol>> Asked { get; } = [];

        public volatile bool Fails;

        public volatile int Failed;

        public bool IsDisposed { get; private set; }

        public bool TellsTouchOfNow => false;

        public int GreeksAtOnceMax => 100;

        public ValueTask<IReadOnlyList<(Symbol Option, OptionGreeks Greeks)>> GreeksAsync(IReadOnlyList<Symbol> options, CancellationToken stopping)
        {
            Asked.Add(options);
            if (Fails)
            {
                Failed++;
                throw new VenueException(new VenueFault(VenueFaultKind.Retry, "503", "Not now."));
            }

            return new([.. options.Select(static option => (option, Told))]);
        }

        public ValueTask<IReadOnlyList<TradingRule>> RulesAsync(CancellationToken stopping) => throw new NotSupportedException();

        public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping) => throw new NotSupportedException();

        public IAsyncEnumerable<RawTick> CandlesAsync(Instrument instrument, TimeSpan interval, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping) => throw new NotSupportedException();

        public void Dispose() => IsDisposed = true;
    }
}
