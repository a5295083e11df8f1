using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Naming;
using TradingDaemon.Venues.Normalized;

namespace TradingDaemon.Tests.Venues.Naming;

/// <summary>Newest prices through a venue's door, whichever way the venue tells them: asked in its names, heard in the daemon's, and the quickest way it has is not lost.</summary>
public sealed class PricesBehindTheDoorTests
{
    private static readonly Instrument Bitcoin = (Instrument)new Samples(new Symbol("BTC/USD@coinbase")).Of(typeof(Instrument));

    [Test]
    public async Task Ask_AVenueThatTellsManyAtOnce_IsOneQuestion([Values] bool areTouches)
    {
        TouchOnly market = areTouches ? new Touches() : new Newest();
        var told = await PriceQuestion.AskAsync(Door(market), [Bitcoin], default);
        Assert.That(told.Single() with { At = null }, Is.EqualTo(new ToldPrice(Bitcoin.Symbol, 1m, 2m, null, null)));
        Assert.That(market.Asked, Is.EqualTo(new[] { "many BTC/USD" }));
    }

    [Test]
    public async Task Ask_AVenueThatTellsOneAfterTheOther_IsAskedInItsNames()
    {
        var market = new TouchOnly();
        Assert.That(await PriceQuestion.AskAsync(Door(market), [Bitcoin], default), Is.EqualTo(new[] { new ToldPrice(Bitcoin.Symbol, 1m, 2m, null, null) }));
        Assert.That(market.Asked, Is.EqualTo(new[] { "one BTC/USD" }));
    }

    private static IVenueMarket Door(IVenueMarket market) =>
        NamedMarket.Make(new FeedSetup { Hosts = null!, Clock = TimeProvider.System, Instruments = [Bitcoin] }, setup => setup.Instruments.Single().Symbol.Text == "BTC/USD" ? market : null)!;

    private class TouchOnly : IVenueMarket
    {
        public List<string> Asked { get; } = [];

        public bool TellsTouchOfNow => true;

        public ValueTask<IReadOnlyList<TradingRule>> RulesAsync(CancellationToken stopping) => throw new InvalidOperationException("Nobody asked for rules.");

        public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping)
        {
            Asked.Add($"one {symbol}");
            return new((1m, 2m));
        }

        public IAsyncEnumerable<RawTick> CandlesAsync(Instrument instrument, TimeSpan interval, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping) => throw new InvalidOperationException("Nobody asked for candles.");

        public void Dispose() => GC.SuppressFinalize(this);
    }

    private sealed class Touches : TouchOnly, ITouches
    {
        public ValueTask<IReadOnlyList<(Symbol Symbol, decimal Bid, decimal Ask)>> TouchesAsync(IReadOnlyList<Instrument> instruments, CancellationToken stopping)
        {
            Asked.Add($"many {string.Join(' ', instruments.Select(static one => one.Symbol))}");
            return new([(instruments[0].Symbol, 1m, 2m)]);
        }
    }

    private sealed class Newest : TouchOnly, INewestPrices
    {
        public ValueTask NewestAsync(IReadOnlyList<Instrument> instruments, INormalizedSink into, CancellationToken stopping)
        {
            Asked.Add($"many {string.Join(' ', instruments.Select(static one => one.Symbol))}");
            into.Quote(new QuoteTold { Symbol = instruments[0].Symbol.Text, Bid = "1"u8, Ask = "2"u8 });
            return default;
        }
    }
}
