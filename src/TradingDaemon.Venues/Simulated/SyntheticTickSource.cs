using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Exchange.Synthetic;

namespace TradingDaemon.Venues.Simulated;

/// <summary>The simulated market as ticks without end, one at a time, for drivers that tell the time. The same options, instruments and start give the same ticks.</summary>
public sealed class SyntheticTickSource
{
    private readonly SyntheticMarket _market;
    private readonly InstrumentId[] _ids;

    /// <summary>Starts the market of these instruments, and of no other.</summary>
    public SyntheticTickSource(SimulatedFeedOptions options, IReadOnlyList<Instrument> instruments, DateTimeOffset start)
    {
        _ids = [.. instruments.Select(static instrument => instrument.Id)];
        var market = new SyntheticMarketOptions
        {
            Seed = options.Seed,
            QuotesPerSecond = options.QuotesPerSecond,
            TradesPerQuote = options.TradesPerQuote,
            GapProbability = options.GapProbability,
            GapSize = options.GapSize,
            RegimeDuration = options.RegimeDuration,
        };
        _market = new SyntheticMarket(market, [.. instruments.Select(instrument => Behaviour(instrument, options))], start);
    }

    /// <summary>The next tick; both its times are the market's.</summary>
    public void Next(out RawTick tick)
    {
        _market.Next(out var next);
        tick = ToTick(next, next.At, next.At);
    }

    internal void NextEvent(out SyntheticEvent next) => _market.Next(out next);

    internal RawTick ToTick(in SyntheticEvent what, DateTimeOffset sourceTime, DateTimeOffset receivedTime)
    {
        var id = _ids[what.Index];
        return what.Kind switch
        {
            SyntheticEventKind.BuyerTrade => RawTick.OfTrade(id, sourceTime, receivedTime, what.Ask, what.AskSize, AggressorSide.Buy),
            SyntheticEventKind.SellerTrade => RawTick.OfTrade(id, sourceTime, receivedTime, what.Bid, what.BidSize, AggressorSide.Sell),
            _ => RawTick.OfQuote(id, sourceTime, receivedTime, what.Bid, what.BidSize, what.Ask, what.AskSize),
        };
    }

    private static SyntheticInstrument Behaviour(Instrument instrument, SimulatedFeedOptions options)
    {
        var symbol = instrument.Symbol.Text;
        var profile = options.Profiles.TryGetValue(symbol, out var own) ? own : Varied(SyntheticProfile.DefaultFor(instrument.AssetClass), symbol, options.Seed);
        return new SyntheticInstrument
        {
            Symbol = symbol,
            AssetClass = instrument.AssetClass.ToString(),
            TickSize = instrument.TickSize,
            LotSize = instrument.LotSize,
            StartPrice = options.StartPrices.TryGetValue(symbol, out var start) ? start : profile.StartPrice,
            VolatilityPerYear = profile.VolatilityPerYear,
            FactorShare = profile.FactorShare,
            SpreadBps = profile.SpreadBps,
            QuotesPerSecond = profile.QuotesPerSecond,
            DepthQuote = profile.DepthQuote / (double)instrument.Multiplier,
        };
    }

    // No two instruments of a class behave quite alike: 0.7 to 1.3 times what is usual, by symbol and seed.
    private static SyntheticProfile Varied(SyntheticProfile usual, string symbol, ulong seed)
    {
        foreach (var letter in symbol) seed = (seed ^ letter) * 1099511628211UL;
        var random = new SeededRandom(seed);
        return usual with
        {
            VolatilityPerYear = usual.VolatilityPerYear * (0.7 + (0.6 * random.NextUniform())),
            SpreadBps = usual.SpreadBps * (0.7 + (0.6 * random.NextUniform())),
            DepthQuote = usual.DepthQuote * (0.7 + (0.6 * random.NextUniform())),
        };
    }
}
