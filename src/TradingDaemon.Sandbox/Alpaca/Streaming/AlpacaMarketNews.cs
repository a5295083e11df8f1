using System.Text.Json;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Alpaca.Spelling;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;

namespace TradingDaemon.Sandbox.Alpaca.Streaming;

/// <summary>The market data one client asked for. Inside the floor only.</summary>
internal sealed class AlpacaMarketNews(ExchangeParts exchange, AlpacaMarkets markets, StreamClient client, string of, Func<byte[], byte[]> spell)
{
    private const string Any = "*";
    private const int SymbolsMax = 30; // of quotes and trades together, in the plan that costs nothing

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly string[] OfShares = ["trades", "quotes", "bars", "updatedBars", "dailyBars", "statuses", "lulds"];
    private static readonly string[] OfCoins = ["trades", "quotes", "bars", "updatedBars", "dailyBars", "orderbooks"];

    private static readonly string[] OfOptions = ["trades", "quotes"];

    private readonly Dictionary<string, HashSet<string>> _asked = (of switch { AlpacaMarket.Coins => OfCoins, AlpacaMarket.Options => OfOptions, _ => OfShares }).ToDictionary(static channel => channel, static _ => new HashSet<string>(StringComparer.Ordinal));
    private readonly Dictionary<string, (DepthLevel Bid, DepthLevel Ask)> _quotes = new(StringComparer.Ordinal); // an entry a symbol
    private readonly Dictionary<string, BookPicture> _books = new(StringComparer.Ordinal); // an entry a symbol
    private readonly HashSet<string> _halted = [.. markets.All.Select(static market => market.Symbol).Where(exchange.Floor.Exchange.Operator.IsHalted)];
    private long _minute = exchange.Clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute;

    /// <summary>Adds or takes away what a message names; on an error everything is as before.</summary>
    public (int Code, string Message)? Change(JsonElement said, bool isMore)
    {
        var named = new List<(string Channel, string Symbol)>();
        foreach (var member in said.EnumerateObject())
        {
            if (member.Name == "action") continue;
            if (!_asked.ContainsKey(member.Name)) return (410, "invalid subscribe action for this feed");
            if (member.Value.ValueKind != JsonValueKind.Array) return (400, "invalid syntax");
            foreach (var symbol in member.Value.EnumerateArray())
            {
                if (symbol.ValueKind != JsonValueKind.String) return (400, "invalid syntax");
                named.Add((member.Name, symbol.GetString()!));
            }
        }

        var counted = named.Where(static one => one.Channel is "trades" or "quotes").Where(one => !_asked[one.Channel].Contains(one.Symbol)).Distinct().Count();
        if (isMore && of != AlpacaMarket.Coins && _asked["trades"].Count + _asked["quotes"].Count + counted > SymbolsMax) return (405, "symbol limit exceeded");
        foreach (var (channel, symbol) in named)
        {
            if (isMore) _asked[channel].Add(symbol);
            else _asked[channel].Remove(symbol);
            if (channel == "orderbooks") _books.Remove(symbol);
        }

        return null;
    }

    /// <summary>Writes everything that is asked for.</summary>
    public void WriteState(Utf8JsonWriter json) => AlpacaJson.WriteObject(json, () =>
    {
        json.WriteString("T", "subscription");
        foreach (var (channel, symbols) in _asked) WriteSymbols(json, channel, symbols);
        if (of != AlpacaMarket.Shares) return;
        WriteSymbols(json, "corrections", _asked["trades"]);
        WriteSymbols(json, "cancelErrors", _asked["trades"]);
    });

    /// <summary>How the books asked for stand, and the touch: a market that stands still shows itself.</summary>
    public void Snapshot(JsonElement said)
    {
        foreach (var market in markets.All.Where(market => market.Class == of))
        {
            if (Names(said, "quotes", market.Symbol)) TellQuote(market);
            if (!Names(said, "orderbooks", market.Symbol)) continue;
            var picture = _books[market.Symbol] = new BookPicture();
            picture.Update(exchange.Floor.Depth(market.Index, Side.Buy), exchange.Floor.Depth(market.Index, Side.Sell));
            Tell(AlpacaRows.Book(picture.Of(Side.Buy), picture.Of(Side.Sell), market, exchange.Now, isWhole: true), "book", market);
        }
    }

    public void OnBook(int instrument)
    {
        if (Of(instrument) is not { } market) return;
        if (Has("quotes", market.Symbol) && _quotes.GetValueOrDefault(market.Symbol) != (AlpacaRows.Best(exchange.Floor, market, Side.Buy), AlpacaRows.Best(exchange.Floor, market, Side.Sell))) TellQuote(market);
        if (!_books.TryGetValue(market.Symbol, out var picture)) return;
        var (bids, asks) = picture.Update(exchange.Floor.Depth(market.Index, Side.Buy), exchange.Floor.Depth(market.Index, Side.Sell));
        if (bids.Count + asks.Count > 0) Tell(AlpacaRows.Book(bids, asks, market, exchange.Now, isWhole: false), "book", market);
    }

    public void OnTrade(PrintedTrade trade)
    {
        if (Of(trade.Instrument) is { } market && Has("trades", market.Symbol)) Tell(json => AlpacaRows.WriteTrade(json, trade, market, exchange.Floor.ClockOffset, isFrame: true), "trade", market);
    }

    /// <summary>Tells of what was halted or resumed, and of the minutes that ended.</summary>
    public void Beat()
    {
        TellHalts();
        var now = exchange.Clock.GetUtcNow();
        if (now.UtcTicks / TimeSpan.TicksPerMinute == _minute) return;
        _minute = now.UtcTicks / TimeSpan.TicksPerMinute;
        foreach (var market in markets.All.Where(market => market.Class == of && Has("bars", market.Symbol)))
            if (exchange.Floor.Tapes[market.Index].Bars(Minute, now, 2) is [{ Trades: > 0 } bar, _]) Tell(json => AlpacaRows.WriteBar(json, bar, market), "bar", market);
    }

    // What is halted when somebody subscribes is not told: only what becomes so.
    private void TellHalts()
    {
        if (of != AlpacaMarket.Shares) return;
        foreach (var market in markets.All.Where(static market => market.Class == AlpacaMarket.Shares))
        {
            var isHalted = exchange.Floor.Exchange.Operator.IsHalted(market.Symbol);
            if (isHalted == _halted.Contains(market.Symbol)) continue;
            if (isHalted) _halted.Add(market.Symbol);
            else _halted.Remove(market.Symbol);
            if (Has("statuses", market.Symbol)) Tell(AlpacaRows.Status(market, isHalted, exchange.Now), "status", market);
        }
    }

    private AlpacaMarket? Of(int instrument) => markets.Find(exchange.Floor.Markets[instrument].Rules.Symbol) is { } market && market.Class == of ? market : null;

    private bool Has(string channel, string symbol) => _asked[channel].Contains(symbol) || _asked[channel].Contains(Any);

    private static bool Names(JsonElement said, string channel, string symbol) =>
        said.TryGetProperty(channel, out var symbols) && symbols.ValueKind == JsonValueKind.Array && symbols.EnumerateArray().Any(one => one.GetString() == symbol || one.GetString() == Any);

    private void TellQuote(AlpacaMarket market)
    {
        _quotes[market.Symbol] = (AlpacaRows.Best(exchange.Floor, market, Side.Buy), AlpacaRows.Best(exchange.Floor, market, Side.Sell));
        Tell(AlpacaRows.Quote(exchange.Floor, market, exchange.Now, isFrame: true), "quote", market);
    }

    private void Tell(Action<Utf8JsonWriter> write, string kind, AlpacaMarket market) => client.Tell(spell(AlpacaJson.Bytes(json => AlpacaJson.WriteList(json, [write], one => one(json)))), kind, market.Symbol);

    private static void WriteSymbols(Utf8JsonWriter json, string name, IEnumerable<string> symbols)
    {
        json.WriteStartArray(name);
        foreach (var symbol in symbols) json.WriteStringValue(symbol);
        json.WriteEndArray();
    }
}
