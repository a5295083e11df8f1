using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;

namespace TradingDaemon.Sandbox.Kraken.Streaming;

/// <summary>The market data one client asked for. Inside the floor only.</summary>
internal sealed class KrakenMarketNews(ExchangeParts exchange, PairTable<KrakenPair> pairs, StreamClient client)
{
    private const int SnapshotTrades = 50;
    private const int SnapshotBars = 720;

    private readonly Dictionary<string, (bool IsByQuotes, DepthLevel Bid, DepthLevel Ask)> _tickers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _trades = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Depth, BookPicture Picture)> _books = new(StringComparer.Ordinal);
    private readonly HashSet<(string Symbol, int Interval)> _bars = [];

    /// <summary>Whether anything was asked for.</summary>
    public bool IsAny => _tickers.Count + _trades.Count + _books.Count + _bars.Count > 0;

    /// <summary>Begins to tell of a pair; false when that was asked for before.</summary>
    public bool Add(KrakenSubscription asked, KrakenPair pair) => asked.Channel switch
    {
        "ticker" => _tickers.TryAdd(pair.Symbol, (asked.IsByQuotes, BestOf(pair, Side.Buy), BestOf(pair, Side.Sell))),
        "trade" => _trades.Add(pair.Symbol),
        "book" => _books.TryAdd(pair.Symbol, (asked.Depth, new BookPicture())),
        _ => _bars.Add((pair.Symbol, asked.Interval)),
    };

    /// <summary>Tells of a pair no longer; false when that was not asked for.</summary>
    public bool Remove(KrakenSubscription asked, KrakenPair pair) => asked.Channel switch
    {
        "ticker" => _tickers.Remove(pair.Symbol),
        "trade" => _trades.Remove(pair.Symbol),
        "book" => _books.Remove(pair.Symbol),
        _ => _bars.Remove((pair.Symbol, asked.Interval)),
    };

    /// <summary>How things stand. A book is told whole even where no snapshot is wanted here: what follows would make no sense.</summary>
    public void Snapshot(KrakenSubscription asked, KrakenPair pair)
    {
        var (floor, now) = (exchange.Floor, exchange.Clock.GetUtcNow());
        switch (asked.Channel)
        {
            case "ticker" when asked.IsSnapshotWanted:
                client.Tell(KrakenFrames.Ticker(floor, pair, isSnapshot: true, now), "quote", pair.Symbol);
                break;
            case "trade" when asked.IsSnapshotWanted:
                client.Tell(KrakenFrames.Trades(pair, isSnapshot: true, floor.Tapes[pair.Index].Trades.TakeLast(SnapshotTrades), floor.ClockOffset), "trade", pair.Symbol);
                break;
            case "book":
                var picture = Look(pair, asked.Depth, _books[pair.Symbol].Picture).Picture;
                client.Tell(KrakenFrames.Book(pair, true, picture.Of(Side.Buy), picture.Of(Side.Sell), KrakenFrames.Checksum(pair, picture), exchange.Now), "book", pair.Symbol);
                break;
            case "ohlc" when asked.IsSnapshotWanted:
                var bars = floor.Tapes[pair.Index].Bars(TimeSpan.FromMinutes(asked.Interval), now, SnapshotBars);
                client.Tell(KrakenFrames.Bars(pair, asked.Interval, isSnapshot: true, bars, exchange.Now), "bar", pair.Symbol);
                break;
        }
    }

    public void OnBook(int instrument)
    {
        if (pairs.OfSymbol(exchange.Floor.Markets[instrument].Rules.Symbol) is not { } pair) return;
        if (_tickers.TryGetValue(pair.Symbol, out var told) && told.IsByQuotes && (BestOf(pair, Side.Buy), BestOf(pair, Side.Sell)) is var (bid, ask) && (bid != told.Bid || ask != told.Ask))
        {
            _tickers[pair.Symbol] = (true, bid, ask);
            TellTicker(pair);
        }

        if (!_books.TryGetValue(pair.Symbol, out var book)) return;
        var (picture, bids, asks) = Look(pair, book.Depth, book.Picture);
        if (bids.Count + asks.Count > 0) client.Tell(KrakenFrames.Book(pair, false, bids, asks, KrakenFrames.Checksum(pair, picture), exchange.Now), "book", pair.Symbol);
    }

    public void OnTrade(in PrintedTrade trade)
    {
        if (pairs.OfSymbol(exchange.Floor.Markets[trade.Instrument].Rules.Symbol) is not { } pair) return;
        if (_trades.Contains(pair.Symbol)) client.Tell(KrakenFrames.Trades(pair, isSnapshot: false, [trade], exchange.Floor.ClockOffset), "trade", pair.Symbol);
        if (_tickers.TryGetValue(pair.Symbol, out var told) && !told.IsByQuotes) TellTicker(pair);
        foreach (var (symbol, interval) in _bars)
            if (symbol == pair.Symbol) client.Tell(KrakenFrames.Bars(pair, interval, isSnapshot: false, exchange.Floor.Tapes[pair.Index].Bars(TimeSpan.FromMinutes(interval), trade.At, 1), exchange.Now), "bar", symbol);
    }

    private void TellTicker(KrakenPair pair) => client.Tell(KrakenFrames.Ticker(exchange.Floor, pair, isSnapshot: false, exchange.Clock.GetUtcNow()), "quote", pair.Symbol);

    private DepthLevel BestOf(KrakenPair pair, Side side) => exchange.Floor.Depth(pair.Index, side) is [var best, ..] ? best : default;

    // A level that fell out of the depth asked for is forgotten, not told as gone.
    private (BookPicture Picture, IReadOnlyList<DepthLevel> Bids, IReadOnlyList<DepthLevel> Asks) Look(KrakenPair pair, int depth, BookPicture picture)
    {
        var (bids, asks) = picture.Update([.. exchange.Floor.Depth(pair.Index, Side.Buy).Take(depth)], [.. exchange.Floor.Depth(pair.Index, Side.Sell).Take(depth)]);
        var (lowest, highest) = (WorstOf(picture, Side.Buy, depth), WorstOf(picture, Side.Sell, depth));
        return (picture, [.. bids.Where(level => level.Size > 0m || lowest is null || level.Price > lowest)], [.. asks.Where(level => level.Size > 0m || highest is null || level.Price < highest)]);
    }

    private static decimal? WorstOf(BookPicture picture, Side side, int depth) => picture.Of(side) is var levels && levels.Count >= depth ? levels[^1].Price : null;
}
