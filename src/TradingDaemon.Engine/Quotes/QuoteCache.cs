using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Engine.Quotes;

/// <summary>The newest validated quote of every instrument, with its lifetime. One owner; no other thread reads it.</summary>
public sealed class QuoteCache
{
    private readonly CacheLimits _limits;
    private readonly Quote[] _quotes;
    private readonly bool[] _hasQuote;

    /// <summary>Makes an empty cache for instruments 0…<paramref name="instruments"/>−1.</summary>
    public QuoteCache(int instruments, CacheLimits limits)
    {
        _limits = limits;
        _quotes = new Quote[instruments];
        _hasQuote = new bool[instruments];
    }

    /// <summary>The newest quote, or false when there is none or it has outlived its lifetime at <paramref name="now"/>.</summary>
    public bool TryGet(InstrumentId instrument, DateTimeOffset now, out Quote quote)
    {
        quote = _quotes[instrument.Index];
        return _hasQuote[instrument.Index] && quote.AgeAt(now) <= _limits.QuoteLifetime;
    }

    /// <summary>Remembers the quote of a validated event: of a book, its touch. Trades and bars are not prices anybody quotes, so they pass by.</summary>
    internal void Take(in RawTick tick)
    {
        if (tick.Kind is MarketEventKind.Quote or MarketEventKind.Book) TakeQuote(in tick);
    }

    /// <summary>The newest quote whatever its age; only after one was taken.</summary>
    internal ref readonly Quote Newest(InstrumentId instrument) => ref _quotes[instrument.Index];

    private void TakeQuote(in RawTick tick)
    {
        _quotes[tick.Instrument.Index] = new Quote(
            tick.Instrument, Price.From(tick.A), SizeOf(tick.B), Price.From(tick.C), SizeOf(tick.D), tick.SourceTime, tick.KnownTime);
        _hasQuote[tick.Instrument.Index] = true;
    }

    private static decimal? SizeOf(decimal size) => decimal.Sign(size) >= 0 ? size : null;
}
