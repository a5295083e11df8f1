using TradingDaemon.Venues.Books;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Kraken;

/// <summary>Frames of WebSocket v2: market data by channel. What concerns our account is read by <see cref="KrakenAccountFrames"/>, answers to requests by <see cref="KrakenReplies"/>.</summary>
internal sealed class KrakenFrames(KrakenSymbols symbols)
{
    private readonly ToldLevels _bids = new();
    private readonly ToldLevels _asks = new();
    private readonly KrakenAccountFrames _account = new(symbols);

    /// <summary>The copies of its books.</summary>
    public KrakenBooks Books { get; } = new();

    public void Begin() => Books.Begin();

    public void Read(WireValue frame, INormalizedSink sink)
    {
        var channel = frame["channel"u8];
        if (channel.IsMissing)
        {
            KrakenReplies.Read(frame, symbols, Books, sink);
            return;
        }

        var isSnapshot = frame["type"u8].Is("snapshot"u8);
        var data = frame["data"u8];
        if (channel.Is("heartbeat"u8)) sink.Heartbeat(null);
        else if (channel.Is("ticker"u8)) foreach (var (_, one) in data) Ticker(one, sink);
        else if (channel.Is("trade"u8)) foreach (var (_, one) in data) Trade(one, sink);
        else if (channel.Is("book"u8)) foreach (var (_, one) in data) Book(one, isSnapshot, sink);
        else if (channel.Is("ohlc"u8)) foreach (var (_, one) in data) Bar(one, frame["timestamp"u8], sink);
        else if (channel.Is("instrument"u8)) Instruments(data, sink);
        else if (channel.Is("executions"u8)) foreach (var (_, one) in data) _account.Execution(one, sink);
        else if (channel.Is("balances"u8)) foreach (var (_, one) in data) KrakenAccountFrames.Balance(one, sink);
        else if (channel.Is("status"u8)) foreach (var (_, one) in data) sink.Status(new StatusTold { Of = "venue", Status = one["system"u8].AsText() });
        else sink.Unrecognized($"channel {channel.AsText()}");
    }

    private void Ticker(WireValue one, INormalizedSink sink) => sink.Quote(new QuoteTold
    {
        Symbol = symbols.Pair(one["symbol"u8].Raw), At = WireTime.OfText(one["timestamp"u8]),
        Bid = one["bid"u8].Raw, BidSize = one["bid_qty"u8].Raw, Ask = one["ask"u8].Raw, AskSize = one["ask_qty"u8].Raw,
    });

    private void Trade(WireValue one, INormalizedSink sink) => sink.Trade(new TradeTold
    {
        Symbol = symbols.Pair(one["symbol"u8].Raw), At = WireTime.OfText(one["timestamp"u8]),
        Price = one["price"u8].Raw, Size = one["qty"u8].Raw, Aggressor = KrakenWords.Aggressor(one["side"u8]), TradeId = one["trade_id"u8].Raw,
    });

    // The element's own timestamp is the end of the interval and about to go; the envelope's says when it was told.
    private void Bar(WireValue one, WireValue told, INormalizedSink sink) => sink.Bar(new BarTold
    {
        Symbol = symbols.Pair(one["symbol"u8].Raw), At = WireTime.OfText(told), OpenTime = WireTime.OfText(one["interval_begin"u8]),
        Open = one["open"u8].Raw, High = one["high"u8].Raw, Low = one["low"u8].Raw, Close = one["close"u8].Raw, Volume = one["volume"u8].Raw,
    });

    private void Book(WireValue one, bool isSnapshot, INormalizedSink sink)
    {
        var symbol = symbols.Pair(one["symbol"u8].Raw);
        Levels(one["bids"u8], _bids);
        Levels(one["asks"u8], _asks);
        var isProven = Books.Put(symbol, isSnapshot, _bids.Levels, _asks.Levels, one["checksum"u8].AsLong());
        sink.Book(new BookTold
        {
            Symbol = symbol, At = WireTime.OfText(one["timestamp"u8]), IsSnapshot = isSnapshot, Bids = _bids.Levels, Asks = _asks.Levels,
            BidsSpelled = _bids.Spelled(one), AsksSpelled = _asks.Spelled(one), IsProven = isProven, After = Books.Of(symbol),
        });
    }

    private static void Levels(WireValue told, ToldLevels into)
    {
        into.Clear();
        foreach (var (_, level) in told) into.Add(level["price"u8], level["qty"u8]);
    }

    private void Instruments(WireValue data, INormalizedSink sink)
    {
        foreach (var (_, pair) in data["pairs"u8])
        {
            var symbol = symbols.Pair(pair["symbol"u8].Raw);
            if (pair["price_precision"u8].AsLong() is { } price && pair["qty_precision"u8].AsLong() is { } quantity) Books.Learn(symbol, price, quantity);
            sink.Instrument(new InstrumentTold
            {
                Symbol = symbol, VenueSymbol = pair["symbol"u8].AsText()!, Base = pair["base"u8].AsText(), Quote = pair["quote"u8].AsText(),
                TickSize = pair["price_increment"u8].Raw, LotSize = pair["qty_increment"u8].Raw, MinQuantity = pair["qty_min"u8].Raw, MinNotional = pair["cost_min"u8].Raw,
                Status = pair["status"u8].AsText(), IsTradable = pair["status"u8].Is("online"u8),
            });
        }

        foreach (var (_, asset) in data["assets"u8]) sink.Status(new StatusTold { Of = "asset", Symbol = asset["id"u8].AsText(), Status = asset["status"u8].AsText() });
    }
}
