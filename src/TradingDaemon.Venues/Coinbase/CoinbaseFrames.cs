using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Frames of the streams, numbered over all channels of a connection. What concerns our account is read by <see cref="CoinbaseAccountFrames"/>.</summary>
internal sealed class CoinbaseFrames(CoinbaseSymbols symbols)
{
    private readonly List<BookLevel> _bids = [];
    private readonly List<BookLevel> _asks = [];
    private readonly CoinbaseBooks _books = new();
    private readonly CoinbaseAccountFrames _account = new(symbols);
    private long? _number;

    /// <summary>A new connection counts from zero.</summary>
    public void Begin()
    {
        _books.Begin();
        _number = null;
    }

    public void Read(WireValue frame, WireValue events, INormalizedSink sink)
    {
        var at = WireTime.OfText(frame["timestamp"u8]);
        var number = frame["sequence_num"u8].AsLong();
        if (number is { } told && !Follows(told, at, sink)) return;
        var channel = frame["channel"u8];
        foreach (var (_, one) in events)
        {
            if (channel.Is("l2_data"u8)) Book(one, at, sink);
            else if (channel.Is("ticker"u8) || channel.Is("ticker_batch"u8)) foreach (var (_, ticker) in one["tickers"u8]) Ticker(ticker, at, sink);
            else if (channel.Is("market_trades"u8)) foreach (var (_, trade) in one["trades"u8]) Trade(trade, symbols, sink);
            else if (channel.Is("candles"u8)) foreach (var (_, candle) in one["candles"u8]) Bar(candle, symbols.Pair(candle["product_id"u8].Raw), at, sink);
            else if (channel.Is("heartbeats"u8)) sink.Heartbeat(at); // its own time is in a form of its own
            else if (channel.Is("subscriptions"u8)) foreach (var (name, ids) in one["subscriptions"u8]) Subscribed(Encoding.UTF8.GetString(name), ids, at, sink);
            else if (channel.Is("status"u8)) foreach (var (_, product) in one["products"u8]) Product(product, sink);
            else if (channel.Is("user"u8)) _account.Read(one, at, sink);
            else if (channel.Is("futures_balance_summary"u8)) sink.Status(new StatusTold { Of = "futures", At = at });
            else sink.Unrecognized($"channel {channel.AsText()}");
        }

        _number = number ?? _number; // not before: a frame that could not be read to its end is a missing one
    }

    /// <summary>A trade of others, as the stream and REST tell it alike.</summary>
    public static void Trade(WireValue trade, CoinbaseSymbols symbols, INormalizedSink sink) => sink.Trade(new TradeTold
    {
        Symbol = symbols.Pair(trade["product_id"u8].Raw), At = WireTime.OfText(trade["time"u8]), Price = trade["price"u8].Raw, Size = trade["size"u8].Raw,
        Aggressor = CoinbaseWords.Aggressor(trade["side"u8]), TradeId = trade["trade_id"u8].Raw,
    });

    /// <summary>A candle, as the stream and REST tell it alike.</summary>
    public static void Bar(WireValue candle, string? symbol, WireTime? at, INormalizedSink sink) => sink.Bar(new BarTold
    {
        Symbol = symbol, At = at, OpenTime = WireTime.OfSeconds(candle["start"u8]), Open = candle["open"u8].Raw, High = candle["high"u8].Raw, Low = candle["low"u8].Raw,
        Close = candle["close"u8].Raw, Volume = candle["volume"u8].Raw,
    });

    // A number after the next means lost frames; one that was had before, a frame told again; zero, that the venue counts anew.
    private bool Follows(long number, WireTime? at, INormalizedSink sink)
    {
        if (number == 0 && _number > 0) Begin();
        if (_number is { } last && number <= last)
        {
            sink.Status(new StatusTold { Of = "session", Status = "repeated", At = at, Message = string.Create(CultureInfo.InvariantCulture, $"frame {number} after {last}") });
            return false;
        }

        if (_number + 1 < number)
        {
            _books.Doubt();
            sink.Status(new StatusTold { Of = "session", Status = "gap", At = at, Message = string.Create(CultureInfo.InvariantCulture, $"frame {number} after {_number}") });
        }

        return true;
    }

    private void Ticker(WireValue one, WireTime? at, INormalizedSink sink) => sink.Quote(new QuoteTold
    {
        Symbol = symbols.Pair(one["product_id"u8].Raw), At = at, Bid = CoinbaseWords.UnlessZero(one["best_bid"u8]), BidSize = one["best_bid_quantity"u8].Raw,
        Ask = CoinbaseWords.UnlessZero(one["best_ask"u8]), AskSize = one["best_ask_quantity"u8].Raw,
    });

    private void Book(WireValue one, WireTime? at, INormalizedSink sink)
    {
        var symbol = symbols.Pair(one["product_id"u8].Raw) ?? throw new WireFormatException("a book has no product_id");
        _bids.Clear();
        _asks.Clear();
        foreach (var (_, update) in one["updates"u8]) Level(update);
        var isSnapshot = one["type"u8].Is("snapshot"u8);
        var bids = CollectionsMarshal.AsSpan(_bids);
        var asks = CollectionsMarshal.AsSpan(_asks);
        var isProven = _books.Put(symbol, isSnapshot, bids, asks, out var after);
        sink.Book(new BookTold { Symbol = symbol, At = at, IsSnapshot = isSnapshot, Bids = bids, Asks = asks, IsProven = isProven, After = after });
    }

    // One pass over its fields: a picture has tens of thousands of levels.
    private void Level(WireValue update)
    {
        WireValue side = default, price = default, size = default;
        foreach (var (name, value) in update)
        {
            if (name.SequenceEqual("side"u8)) side = value;
            else if (name.SequenceEqual("price_level"u8)) price = value;
            else if (name.SequenceEqual("new_quantity"u8)) size = value;
        }

        (IsBid(side) ? _bids : _asks).Add(new BookLevel(
            price.AsDecimal() ?? throw new WireFormatException("a level of the book has no price"), size.AsDecimal() ?? throw new WireFormatException("a level of the book has no size")));
    }

    private static bool IsBid(WireValue side) =>
        side.Is("bid"u8) || (side.Is("offer"u8) || side.Is("ask"u8) ? false : throw new WireFormatException($"{WireValue.Shown(side.Raw)} is no side of a book"));

    // All that is subscribed to, each time. Our account's channel names its user, not products.
    private void Subscribed(string channel, WireValue ids, WireTime? at, INormalizedSink sink)
    {
        var hasProducts = channel is not ("user" or "heartbeats" or "futures_balance_summary");
        foreach (var (_, id) in ids) sink.Subscribed(new SubscribedTold { Channel = channel, Symbol = hasProducts ? symbols.Pair(id.Raw) : null, At = at });
    }

    private void Product(WireValue one, INormalizedSink sink) => sink.Instrument(new InstrumentTold
    {
        Symbol = symbols.Pair(one["id"u8].Raw) ?? throw new WireFormatException("a product has no id"), VenueSymbol = one["id"u8].AsText()!, Base = CoinbaseWords.Text(one["base_currency"u8]),
        Quote = CoinbaseWords.Text(one["quote_currency"u8]), TickSize = one["quote_increment"u8].Raw, LotSize = one["base_increment"u8].Raw, MinNotional = one["min_market_funds"u8].Raw,
        Status = CoinbaseWords.Text(one["status"u8]), IsTradable = one["status"u8].Is("online"u8),
    });
}
