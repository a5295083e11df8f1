using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Streams;

/// <summary>Tells the stream's clients what happens on the floor, each thing with its number. Works inside the floor only.</summary>
internal sealed class StreamHub : IFloorListener
{
    private readonly ExchangeFloor _floor;
    private readonly List<StreamClient> _clients = [];
    private readonly MarketTold[] _told;

    public StreamHub(ExchangeFloor floor)
    {
        _floor = floor;
        _told = [.. floor.Markets.Select(static _ => new MarketTold())];
    }

    /// <summary>A client came.</summary>
    public void Add(StreamClient client) => _floor.Enter((_, _) => _clients.Add(client));

    /// <summary>A client went.</summary>
    public void Remove(StreamClient client) => _floor.Enter((_, _) => _clients.Remove(client));

    /// <summary>Ends when every client of the account has been sent all there is for it.</summary>
    public Task FramesSentAsync(string account) => _floor.Enter(account, (_, account, _) => Task.WhenAll(_clients.Where(client => client.Account == account).Select(static client => client.Outbox.SentAsync())));

    /// <summary>A client wants to hear of instruments; it is told so, and how things stand. An instrument that is not traded here is refused, and the others with it.</summary>
    public void Subscribe(StreamClient client, Channel channel, string channelWord, IReadOnlyList<string> symbols) => _floor.Enter((floor, _) =>
    {
        if (Resolve(client, floor, symbols) is not { } instruments) return;
        client.Outbox.Send(Frames.Subscribed("subscribed", channelWord, symbols));
        foreach (var instrument in instruments)
        {
            OnBook(instrument); // what the others have not been told yet
            Snapshot(client, channel, instrument);
            client.Subscribe(channel, instrument);
        }
    });

    /// <summary>A client wants to hear of them no longer.</summary>
    public void Unsubscribe(StreamClient client, Channel channel, string channelWord, IReadOnlyList<string> symbols) => _floor.Enter((floor, _) =>
    {
        if (Resolve(client, floor, symbols) is not { } instruments) return;
        foreach (var instrument in instruments) client.Unsubscribe(channel, instrument);
        client.Outbox.Send(Frames.Subscribed("unsubscribed", channelWord, symbols));
    });

    /// <summary>A client has said who it is.</summary>
    public void Authenticate(StreamClient client, string account) => _floor.Enter((_, _) =>
    {
        client.Account = account;
        client.Outbox.Send(Frames.Authenticated());
    });

    /// <inheritdoc/>
    public void OnOrder(in OrderView order)
    {
        if (order.Order.Account is var account && !_clients.Exists(client => client.Account == account)) return;
        var frame = Frames.Order(order);
        foreach (var client in _clients)
            if (client.Account == account) client.Tell(frame, "order", order.Order.Request.Symbol);
    }

    /// <inheritdoc/>
    public void OnExecution(Execution execution, TimeSpan clockOffset)
    {
        if (!_clients.Exists(client => client.Account == execution.Account)) return;
        var frame = Frames.Execution(execution, clockOffset);
        foreach (var client in _clients)
            if (client.Account == execution.Account) client.Tell(frame, "execution", execution.Symbol);
    }

    /// <inheritdoc/>
    public void OnTrade(int instrument, decimal price, decimal quantity, Side aggressor, DateTimeOffset at)
    {
        var symbol = SymbolOf(instrument);
        _told[instrument].LastTrade = Frames.Trade(symbol, ++_told[instrument].TradeSequence, price, quantity, aggressor, at + _floor.ClockOffset);
        Tell(Channel.Trades, instrument, "trade", _told[instrument].LastTrade!);
    }

    /// <inheritdoc/>
    public void OnBook(int instrument)
    {
        var told = _told[instrument];
        if (HasListeners(Channel.Quotes, instrument) && told.IsNewQuote(_floor, instrument)) Tell(Channel.Quotes, instrument, "quote", Frames.Quote(_floor, instrument, ++told.QuoteSequence));
        if (!HasListeners(Channel.Book, instrument)) return;
        var (bids, asks) = told.Book.Update(_floor.Depth(instrument, Side.Buy), _floor.Depth(instrument, Side.Sell));
        if (bids.Count + asks.Count > 0) Tell(Channel.Book, instrument, "book", Frames.Book(SymbolOf(instrument), ++told.BookSequence, false, bids, asks, told.Book.Checksum));
    }

    private void Snapshot(StreamClient client, Channel channel, int instrument)
    {
        var (told, symbol) = (_told[instrument], SymbolOf(instrument));
        switch (channel)
        {
            case Channel.Quotes:
                told.IsNewQuote(_floor, instrument); // where nobody listened, it is told without a new number
                client.Tell(Frames.Quote(_floor, instrument, told.QuoteSequence), "quote", symbol);
                break;
            case Channel.Book:
                told.Book.Update(_floor.Depth(instrument, Side.Buy), _floor.Depth(instrument, Side.Sell));
                client.Tell(Frames.Book(symbol, told.BookSequence, true, told.Book.Of(Side.Buy), told.Book.Of(Side.Sell), told.Book.Checksum), "book", symbol);
                break;
            case Channel.Trades when told.LastTrade is { } last:
                client.Tell(last, "trade", symbol);
                break;
        }
    }

    private static List<int>? Resolve(StreamClient client, ExchangeFloor floor, IReadOnlyList<string> symbols)
    {
        var instruments = symbols.Select(floor.Exchange.Instruments.IndexOf).ToList();
        var unknown = instruments.IndexOf(-1);
        if (unknown < 0) return instruments;
        client.Outbox.Send(Frames.Error(new ApiError(ApiError.UnknownInstrument, $"'{symbols[unknown]}' is not traded here.")));
        return null;
    }

    private string SymbolOf(int instrument) => _floor.Markets[instrument].Rules.Symbol;

    private bool HasListeners(Channel channel, int instrument)
    {
        foreach (var client in _clients)
            if (client.Wants(channel, instrument)) return true;
        return false;
    }

    private void Tell(Channel channel, int instrument, string kind, byte[] frame)
    {
        foreach (var client in _clients)
            if (client.Wants(channel, instrument)) client.Tell(frame, kind, SymbolOf(instrument));
    }
}
