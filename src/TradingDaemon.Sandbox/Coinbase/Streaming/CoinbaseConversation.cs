using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Coinbase.Spelling;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Coinbase.Streaming;

/// <summary>One client of the streams, market and orders alike: whatever it is sent has the next number, in one row over all channels.</summary>
internal sealed class CoinbaseConversation(ExchangeParts exchange, PairTable<CoinbaseProduct> products, Func<string?, TradingKey?> check, StreamClient client) : IConversation
{
    private static readonly string[] Positions = ["perpetual_futures_positions", "expiring_futures_positions", "prediction_market_positions"]; // of none there are any

    private const int SnapshotTrades = 100;
    private const int HistoryMax = 10_000;

    // Trades are told in batches.
    private static readonly TimeSpan BatchEvery = TimeSpan.FromMilliseconds(250);

    // Who asks for nothing by then is closed.
    private static readonly TimeSpan FirstWordsMax = TimeSpan.FromSeconds(5);

    private readonly SortedDictionary<string, SortedSet<string>> _channels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BookPicture> _books = new(StringComparer.Ordinal);
    private readonly List<(CoinbaseProduct Product, PrintedTrade Trade)> _batch = [];
    private DateTimeOffset _opened;
    private long _number = -1;
    private long _beats;
    private bool _hasSpoken;

    /// <inheritdoc/>
    public void Begin() => _opened = exchange.Clock.GetUtcNow();

    /// <inheritdoc/>
    public void Beat()
    {
        if (!_hasSpoken && exchange.Clock.GetUtcNow() - _opened >= FirstWordsMax) _ = client.EndAsync();
        if (_channels.ContainsKey("heartbeats")) client.Send(Frame("heartbeats", json => CoinbaseFrames.Heartbeat(json, exchange.Now, ++_beats)));
    }

    /// <inheritdoc/>
    public Task HearAsync(ReadOnlyMemory<byte> message)
    {
        var said = ApiRequest.ParseObject(message.Span);
        var (type, channel) = (OrderBody.Text(said, "type"), OrderBody.Text(said, "channel") ?? "");
        if (type == "subscribe" && client.IsSubscriptionIgnored(channel switch { "ticker" or "ticker_batch" => "quote", "market_trades" => "trade", "level2" => "book", "user" => "order", _ => channel })) return Task.CompletedTask;
        exchange.Floor.Enter((_, _) =>
        {
            if (type is not ("subscribe" or "unsubscribe")) client.Send(CoinbaseFrames.Error("unknown type"));
            else if (channel is not ("ticker" or "market_trades" or "level2" or "heartbeats" or "user")) client.Send(CoinbaseFrames.Error($"unknown channel {channel}"));
            else if (MayHear(said, channel)) Change(type == "subscribe", channel, said);
            else client.Send(CoinbaseFrames.Error("authentication failure"));
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void OnOrder(in OrderView order)
    {
        if (!_channels.TryGetValue("user", out var asked) || products.OfSymbol(order.Order.Request.Symbol) is not { } product || (!asked.Contains("") && !asked.Contains(product.Id))) return;
        var (told, trades) = (order, TradesOf(order));
        client.Tell(Frame("user", json => WriteOrders(json, isSnapshot: false, [(product, told, trades)])), "order", product.Symbol);
    }

    /// <inheritdoc/>
    public void OnExecution(Execution execution, TimeSpan clockOffset)
    {
        // The channel tells how far its order came, with the order.
    }

    /// <inheritdoc/>
    public void OnBook(int instrument)
    {
        if (ProductOf(instrument) is not { } product || !_books.TryGetValue(product.Id, out var picture)) return;
        var (bids, asks) = picture.Update(exchange.Floor.Depth(instrument, Side.Buy), exchange.Floor.Depth(instrument, Side.Sell));
        if (bids.Count + asks.Count > 0) client.Tell(Frame("l2_data", json => CoinbaseFrames.Book(json, product, false, bids, asks, exchange.Now)), "book", product.Symbol);
    }

    /// <inheritdoc/>
    public void OnTrade(in PrintedTrade trade)
    {
        if (ProductOf(trade.Instrument) is not { } product) return;
        if (Hears("market_trades", product)) Batch(product, trade);
        if (Hears("ticker", product)) client.Tell(Frame("ticker", json => CoinbaseFrames.Ticker(json, exchange.Floor, product, false, exchange.Clock.GetUtcNow())), "quote", product.Symbol);
    }

    private void Batch(CoinbaseProduct product, in PrintedTrade trade)
    {
        _batch.Add((product, trade));
        if (_batch.Count == 1) _ = TellBatchAsync(client.Ending);
    }

    // A client that is gone meanwhile hears of none.
    private async Task TellBatchAsync(CancellationToken ending)
    {
        await Task.Delay(BatchEvery, exchange.Clock, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ending.IsCancellationRequested) exchange.Floor.Enter((_, _) => TellBatch());
    }

    private void TellBatch()
    {
        foreach (var (product, trades) in _batch.GroupBy(static printed => printed.Product, static printed => printed.Trade).Select(static group => (group.Key, group.Reverse().ToArray())))
            if (Hears("market_trades", product)) client.Tell(Frame("market_trades", json => CoinbaseFrames.Trades(json, product, false, trades, exchange.Floor.ClockOffset)), "trade", product.Symbol);
        _batch.Clear();
    }

    private bool MayHear(JsonElement said, string channel)
    {
        var token = OrderBody.Text(said, "jwt");
        if (token is null) return channel != "user";
        if (check(token) is not { } key || (client.Account is { } known && known != key.Account)) return false;
        if (channel == "user") client.Account = key.Account;
        return true;
    }

    private void Change(bool isMore, string channel, JsonElement said)
    {
        _hasSpoken = true;
        string[] ids = said.TryGetProperty("product_ids", out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(static id => id.ToString())] : [];
        if (channel is "heartbeats") ids = [channel];
        else if (channel is "user" && ids.Length == 0) ids = [""];
        else ids = [.. ids.Where(id => products.Find(id) is not null)]; // others are passed over in silence
        if (ids.Length == 0 && channel is not "user") client.Send(CoinbaseFrames.Error("failure to subscribe"));
        if (ids.Length == 0) return;
        if (isMore) Add(channel, ids);
        else Remove(channel, ids);
        client.Send(Frame("subscriptions", WriteSubscriptions)); // after the pictures
    }

    private void Add(string channel, string[] ids)
    {
        if (!_channels.TryGetValue(channel, out var asked)) _channels.Add(channel, asked = new SortedSet<string>(StringComparer.Ordinal));
        var news = ids.Where(asked.Add).ToArray();
        if (channel == "user" && news.Length > 0) TellOpenOrders(asked);
        if (channel is "user" or "heartbeats") return;
        foreach (var product in news.Select(id => products.Find(id)!)) Picture(channel, product);
    }

    private void Remove(string channel, string[] ids)
    {
        if (!_channels.TryGetValue(channel, out var asked)) return;
        foreach (var id in ids)
        {
            asked.Remove(id);
            if (channel == "level2") _books.Remove(id);
        }

        if (asked.Count == 0) _channels.Remove(channel);
    }

    private void Picture(string channel, CoinbaseProduct product)
    {
        var floor = exchange.Floor;
        switch (channel)
        {
            case "level2":
                var picture = _books[product.Id] = new BookPicture();
                picture.Update(floor.Depth(product.Index, Side.Buy), floor.Depth(product.Index, Side.Sell));
                client.Tell(Frame("l2_data", json => CoinbaseFrames.Book(json, product, true, picture.Of(Side.Buy), picture.Of(Side.Sell), exchange.Now)), "book", product.Symbol);
                break;
            case "market_trades":
                client.Tell(Frame(channel, json => CoinbaseFrames.Trades(json, product, true, floor.Tapes[product.Index].Trades.TakeLast(SnapshotTrades).Reverse(), floor.ClockOffset)), "trade", product.Symbol);
                break;
            default:
                client.Tell(Frame(channel, json => CoinbaseFrames.Ticker(json, floor, product, true, exchange.Clock.GetUtcNow())), "quote", product.Symbol);
                break;
        }
    }

    private void TellOpenOrders(SortedSet<string> asked)
    {
        var orders = exchange.Accounts.OpenOrders(client.Account!).Select(order => (Product: products.OfSymbol(order.Order.Request.Symbol)!, order, TradesOf(order)))
            .Where(one => one.Product is not null && (asked.Contains("") || asked.Contains(one.Product.Id))).ToArray();
        client.Tell(Frame("user", json => WriteOrders(json, isSnapshot: true, orders)), "order", null);
    }

    private static void WriteOrders(Utf8JsonWriter json, bool isSnapshot, IEnumerable<(CoinbaseProduct Product, OrderView Order, Execution[] Trades)> orders)
    {
        json.WriteString("type", isSnapshot ? "snapshot" : "update");
        json.WriteEach("orders", orders, one => CoinbaseUserOrder.Write(json, one.Product, one.Order, one.Trades));
        if (!isSnapshot) return;
        json.WriteObject("positions", positions =>
        {
            foreach (var none in Positions) positions.WriteNone(none);
        });
    }

    private void WriteSubscriptions(Utf8JsonWriter json) => json.WriteObject("subscriptions", all =>
    {
        foreach (var (channel, ids) in _channels)
        {
            all.WriteStartArray(channel);
            foreach (var id in channel == "user" ? [CoinbaseNames.User(client.Account!)] : ids) all.WriteStringValue(id);
            all.WriteEndArray();
        }
    });

    private Execution[] TradesOf(OrderView order) => order.Filled == 0m ? [] : [.. exchange.Accounts.NewestExecutions(order.Order.Account, HistoryMax).Where(trade => trade.IsTrade && trade.OrderId == order.Order.OrderId)];

    private bool Hears(string channel, CoinbaseProduct product) => _channels.TryGetValue(channel, out var asked) && asked.Contains(product.Id);

    private CoinbaseProduct? ProductOf(int instrument) => products.OfSymbol(exchange.Floor.Markets[instrument].Rules.Symbol);

    private byte[] Frame(string channel, Action<Utf8JsonWriter> write) => CoinbaseFrames.Of(channel, ++_number, exchange.Now, write);
}
