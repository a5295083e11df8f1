using System.Runtime.InteropServices;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Books;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Binance;

/// <summary>Events of the market streams, by their kind or by the name of their stream. What concerns our account is read by <see cref="BinanceAccountFrames"/>.</summary>
internal sealed class BinanceFrames(BinanceSymbols symbols)
{
    private readonly List<BookLevel> _bids = [];
    private readonly List<BookLevel> _asks = [];
    private readonly BinanceBooks _books = new();
    private readonly BinanceAccountFrames _account = new(symbols);

    /// <summary>The names of its pairs.</summary>
    public BinanceSymbols Symbols => symbols;

    /// <summary>The symbol in a stream's name, as the venue spells it there; empty of a stream over all symbols.</summary>
    public static ReadOnlySpan<byte> SymbolOf(ReadOnlySpan<byte> stream) => stream.IndexOf((byte)'@') is > 0 and var at && stream[0] != '!' ? stream[..at] : default;

    /// <summary>What a stream tells, e.g. <c>depth@100ms</c>.</summary>
    public static ReadOnlySpan<byte> ChannelOf(ReadOnlySpan<byte> stream) => SymbolOf(stream) is { IsEmpty: false } symbol ? stream[(symbol.Length + 1)..] : stream;

    /// <summary>Whether an event without a kind tells best prices: they are the only ones with both sizes in capitals.</summary>
    public static bool IsBestPrices(WireValue one) => !one["B"u8].IsMissing && !one["A"u8].IsMissing && !one["u"u8].IsMissing;

    public void Begin() => _books.Begin();

    /// <summary>Reads an event under the name of its stream, which alone tells the kind of some.</summary>
    public void OfStream(ReadOnlySpan<byte> stream, WireValue data, in PayloadHint about, INormalizedSink sink)
    {
        if (data.IsArray) foreach (var (_, one) in data) Event(one, sink);
        else if (data["e"u8].IsString) Event(data, sink);
        else if (data["event"u8].IsObject) Event(data["event"u8], sink);
        else if (IsBestPrices(data)) BestPrices(data, sink);
        else if (!data["lastUpdateId"u8].IsMissing) Picture(data, symbols.Pair(SymbolOf(stream)) ?? about.Symbol, sink);
        else sink.Unrecognized($"stream {WireValue.Shown(stream)}");
    }

    /// <summary>Reads an event that says what it is.</summary>
    public void Event(WireValue one, INormalizedSink sink)
    {
        var kind = one["e"u8];
        if (kind.Is("trade"u8)) Trade(one, one["t"u8], sink);
        else if (kind.Is("aggTrade"u8)) Trade(one, one["a"u8], sink);
        else if (kind.Is("depthUpdate"u8)) Difference(one, sink);
        else if (kind.Is("kline"u8)) Bar(one, sink);
        else if (kind.Is("bookTicker"u8) || kind.Is("24hrTicker"u8)) BestPrices(one, sink);
        else if (kind.Is("24hrMiniTicker"u8) || kind.Is("avgPrice"u8)) sink.Status(new StatusTold { Of = "market", Status = kind.AsText(), Symbol = Symbol(one), At = BinanceWords.Time(one["E"u8]) });
        else if (kind.Is("serverShutdown"u8)) sink.Status(new StatusTold { Of = "venue", Status = "shutdown", At = BinanceWords.Time(one["E"u8]) });
        else if (!_account.Read(kind, one, sink)) sink.Unrecognized($"event {kind.AsText()}");
    }

    /// <summary>Best bid and ask.</summary>
    public void BestPrices(WireValue one, INormalizedSink sink) => sink.Quote(new QuoteTold
    {
        Symbol = Symbol(one), At = BinanceWords.Time(one["E"u8]), Bid = BinanceWords.UnlessZero(one["b"u8]), BidSize = one["B"u8].Raw, Ask = BinanceWords.UnlessZero(one["a"u8]), AskSize = one["A"u8].Raw,
    });

    /// <summary>A whole book.</summary>
    public void Picture(WireValue book, string? symbol, INormalizedSink sink)
    {
        var id = book["lastUpdateId"u8].AsLong() ?? throw new WireFormatException("a book has no lastUpdateId");
        Levels(book["bids"u8], _bids);
        Levels(book["asks"u8], _asks);
        var bids = CollectionsMarshal.AsSpan(_bids);
        var asks = CollectionsMarshal.AsSpan(_asks);
        var isProven = _books.Picture(symbol, id, bids, asks, out var after);
        sink.Book(new BookTold { Symbol = symbol, IsSnapshot = true, Bids = bids, Asks = asks, IsProven = isProven, After = after });
    }

    private string? Symbol(WireValue one) => symbols.Pair(one["s"u8].Raw);

    private void Trade(WireValue one, WireValue id, INormalizedSink sink) => sink.Trade(new TradeTold
    {
        Symbol = Symbol(one), At = BinanceWords.Time(one["T"u8]), Price = one["p"u8].Raw, Size = one["q"u8].Raw, Aggressor = BinanceWords.Aggressor(one["m"u8]), TradeId = id.Raw,
    });

    private void Bar(WireValue one, INormalizedSink sink)
    {
        var bar = one["k"u8];
        sink.Bar(new BarTold
        {
            Symbol = Symbol(one), At = BinanceWords.Time(one["E"u8]), OpenTime = BinanceWords.Time(bar["t"u8]), Open = bar["o"u8].Raw, High = bar["h"u8].Raw, Low = bar["l"u8].Raw,
            Close = bar["c"u8].Raw, Volume = bar["v"u8].Raw, IsClosed = bar["x"u8].IsMissing ? null : bar["x"u8].IsTrue,
        });
    }

    private void Difference(WireValue one, INormalizedSink sink)
    {
        var symbol = Symbol(one) ?? throw new WireFormatException("a difference of a book has no symbol");
        if (one["U"u8].AsLong() is not { } first || one["u"u8].AsLong() is not { } last) throw new WireFormatException("a difference of a book has no update ids");
        Levels(one["b"u8], _bids);
        Levels(one["a"u8], _asks);
        var bids = CollectionsMarshal.AsSpan(_bids);
        var asks = CollectionsMarshal.AsSpan(_asks);
        var isProven = _books.Difference(symbol, first, last, bids, asks, out BookCopy? after);
        sink.Book(new BookTold { Symbol = symbol, At = BinanceWords.Time(one["E"u8]), IsSnapshot = false, Bids = bids, Asks = asks, IsProven = isProven, After = after });
    }

    private static void Levels(WireValue side, List<BookLevel> into)
    {
        into.Clear();
        foreach (var (_, row) in side)
            into.Add(new BookLevel(row[0].AsDecimal() ?? throw new WireFormatException("a level of the book has no price"), row[1].AsDecimal() ?? throw new WireFormatException("a level of the book has no size")));
    }
}
