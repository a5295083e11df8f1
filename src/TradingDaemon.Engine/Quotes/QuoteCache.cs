using System.Diagnostics.CodeAnalysis;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Engine.Quotes;

/// <summary>The newest validated quote, book and trades of every instrument, each with its lifetime. One owner; no other thread reads it.</summary>
public sealed class QuoteCache
{
    private readonly CacheLimits _limits;
    private readonly Quote[] _quotes;
    private readonly bool[] _hasQuote;
    private readonly BookSnapshot?[] _books;
    private readonly DateTimeOffset[] _bookTimes;
    private readonly Ring<TradePrint>?[] _trades;

    /// <summary>Makes an empty cache for instruments 0…<paramref name="instruments"/>−1.</summary>
    public QuoteCache(int instruments, CacheLimits limits)
    {
        _limits = limits;
        _quotes = new Quote[instruments];
        _hasQuote = new bool[instruments];
        _books = new BookSnapshot?[instruments];
        _bookTimes = new DateTimeOffset[instruments];
        _trades = new Ring<TradePrint>?[instruments];
    }

    /// <summary>The newest quote, or false when there is none or it has outlived its lifetime at <paramref name="now"/>.</summary>
    public bool TryGet(InstrumentId instrument, DateTimeOffset now, out Quote quote)
    {
        quote = _quotes[instrument.Index];
        return _hasQuote[instrument.Index] && quote.AgeAt(now) <= _limits.QuoteLifetime;
    }

    /// <summary>The newest book, or false when there is none or it has outlived its lifetime at <paramref name="now"/>.</summary>
    public bool TryGetBook(InstrumentId instrument, DateTimeOffset now, [NotNullWhen(true)] out BookSnapshot? book)
    {
        book = _books[instrument.Index];
        return book is not null && now - _bookTimes[instrument.Index] <= _limits.BookLifetime;
    }

    /// <summary>A copy of the last trades, oldest first.</summary>
    public IReadOnlyList<TradePrint> TradesOf(InstrumentId instrument) => _trades[instrument.Index]?.ToArray() ?? [];

    /// <summary>Remembers a validated event. Bars are not prices anybody quotes, so they pass by.</summary>
    internal void Take(in RawTick tick)
    {
        switch (tick.Kind)
        {
            case MarketEventKind.Trade:
                TakeTrade(in tick);
                break;
            case MarketEventKind.Book:
                _books[tick.Instrument.Index] = tick.Book;
                _bookTimes[tick.Instrument.Index] = tick.ReceivedTime;
                TakeQuote(in tick);
                break;
            case MarketEventKind.Quote:
                TakeQuote(in tick);
                break;
        }
    }

    /// <summary>The newest quote whatever its age; only after one was taken.</summary>
    internal ref readonly Quote Newest(InstrumentId instrument) => ref _quotes[instrument.Index];

    private void TakeQuote(in RawTick tick)
    {
        _quotes[tick.Instrument.Index] = new Quote(
            tick.Instrument, Price.From(tick.A), SizeOf(tick.B), Price.From(tick.C), SizeOf(tick.D), tick.SourceTime, tick.ReceivedTime);
        _hasQuote[tick.Instrument.Index] = true;
    }

    private void TakeTrade(in RawTick tick)
    {
        var trades = _trades[tick.Instrument.Index] ??= new Ring<TradePrint>(_limits.TradesKept);
        trades.Add(new TradePrint(Price.From(tick.A), SizeOf(tick.B), tick.Aggressor, tick.SourceTime, tick.ReceivedTime));
    }

    private static decimal? SizeOf(decimal size) => decimal.Sign(size) >= 0 ? size : null;
}
