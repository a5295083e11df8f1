using System.Text.Json;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Native;

/// <summary>What one client of the native stream asked for, and what it was told with which number.</summary>
internal sealed class NativeConversation(ExchangeParts exchange, Entrance entrance, StreamClient client) : IConversation
{
    private const int SymbolsMax = 10_000;
    private const int ChecksumLevels = 10;

    private readonly HashSet<(Channel Channel, int Instrument)> _subscriptions = [];
    private readonly Dictionary<int, Told> _told = [];

    /// <inheritdoc/>
    public void Begin()
    {
        // The client speaks first.
    }

    /// <inheritdoc/>
    public void Beat() => client.Send(Frames.Heartbeat(exchange.Now));

    /// <inheritdoc/>
    public Task HearAsync(ReadOnlyMemory<byte> message)
    {
        var said = ApiRequest.ParseObject(message.Span);
        if (said.ValueKind != JsonValueKind.Object) Refuse(ApiError.BadRequest, "Each message is one JSON object.");
        else
        {
            switch (OrderBody.Text(said, "op"))
            {
                case "subscribe": Subscribe(said, isMore: true); break;
                case "unsubscribe": Subscribe(said, isMore: false); break;
                case "authenticate": Authenticate(said); break;
                default: Refuse(ApiError.BadRequest, "op is subscribe, unsubscribe or authenticate."); break;
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void OnOrder(in OrderView order) => client.Tell(Frames.Order(order), "order", order.Order.Request.Symbol);

    /// <inheritdoc/>
    public void OnExecution(Execution execution, TimeSpan clockOffset) => client.Tell(Frames.Execution(execution, clockOffset), "execution", execution.Symbol);

    /// <inheritdoc/>
    public void OnTrade(in PrintedTrade trade)
    {
        if (Wants(Channel.Trades, trade.Instrument)) TellTrade(trade);
    }

    /// <inheritdoc/>
    public void OnBook(int instrument)
    {
        if (Wants(Channel.Quotes, instrument) && IsNewQuote(instrument)) client.Tell(Frames.Quote(exchange.Floor, instrument, ++ToldOf(instrument).Quotes), "quote", SymbolOf(instrument));
        if (!Wants(Channel.Book, instrument)) return;
        var told = ToldOf(instrument);
        var (bids, asks) = Update(told.Book, instrument);
        if (bids.Count + asks.Count > 0) client.Tell(Frames.Book(SymbolOf(instrument), ++told.Books, false, bids, asks, Checksum(told.Book)), "book", SymbolOf(instrument));
    }

    private void Subscribe(JsonElement said, bool isMore)
    {
        var word = OrderBody.Text(said, "channel") ?? "";
        var channel = word switch { "quotes" => Channel.Quotes, "trades" => Channel.Trades, "book" => Channel.Book, _ => default };
        if (channel == default || SymbolsOf(said) is not { } symbols) Refuse(ApiError.BadRequest, "channel is quotes, trades or book, symbols a list of texts.");
        else if (!isMore || !client.IsSubscriptionIgnored(channel switch { Channel.Quotes => "quote", Channel.Trades => "trade", _ => "book" })) exchange.Floor.Enter((floor, _) => Subscribe(floor, channel, word, symbols, isMore));
    }

    // An instrument that is not traded here is refused, and the others with it.
    private void Subscribe(ExchangeFloor floor, Channel channel, string word, List<string> symbols, bool isMore)
    {
        var instruments = symbols.Select(floor.Exchange.Instruments.IndexOf).ToList();
        if (instruments.IndexOf(-1) is >= 0 and var unknown)
        {
            Refuse(ApiError.UnknownInstrument, $"'{symbols[unknown]}' is not traded here.");
            return;
        }

        client.Send(Frames.Subscribed(isMore ? "subscribed" : "unsubscribed", word, symbols));
        foreach (var instrument in instruments)
        {
            if (!isMore) _subscriptions.Remove((channel, instrument));
            else
            {
                _subscriptions.Add((channel, instrument));
                Snapshot(channel, instrument);
            }
        }
    }

    private void Snapshot(Channel channel, int instrument)
    {
        var (told, symbol) = (ToldOf(instrument), SymbolOf(instrument));
        switch (channel)
        {
            case Channel.Quotes:
                IsNewQuote(instrument); // it is told without a new number
                client.Tell(Frames.Quote(exchange.Floor, instrument, told.Quotes), "quote", symbol);
                break;
            case Channel.Book:
                Update(told.Book, instrument);
                client.Tell(Frames.Book(symbol, told.Books, true, told.Book.Of(Side.Buy), told.Book.Of(Side.Sell), Checksum(told.Book)), "book", symbol);
                break;
            case Channel.Trades when exchange.Floor.Tapes[instrument].Last is { } last:
                TellTrade(last);
                break;
        }
    }

    private void Authenticate(JsonElement said)
    {
        var sender = new Credentials(OrderBody.Text(said, "key"), Word(said, "nonce"), Word(said, "timestamp"), OrderBody.Text(said, "signature"));
        var (account, error) = entrance.Check(sender, "GET", NativeProtocol.Stream, [], exchange.Now);
        if (account is null) client.Send(Frames.Error(error!));
        else
        {
            exchange.Floor.Enter((_, _) =>
            {
                client.Account = account;
                client.Send(Frames.Authenticated());
            });
        }
    }

    private void TellTrade(in PrintedTrade trade) =>
        client.Tell(Frames.Trade(SymbolOf(trade.Instrument), trade.Id, trade.Price, trade.Quantity, trade.Aggressor, trade.At + exchange.Floor.ClockOffset), "trade", SymbolOf(trade.Instrument));

    private bool Wants(Channel channel, int instrument) => _subscriptions.Contains((channel, instrument));

    private bool IsNewQuote(int instrument)
    {
        var (floor, told) = (exchange.Floor, ToldOf(instrument));
        var now = (BestOf(floor.Depth(instrument, Side.Buy)), BestOf(floor.Depth(instrument, Side.Sell)), floor.Markets[instrument].At);
        if (now == told.Quote) return false;
        told.Quote = now;
        return true;
    }

    private (IReadOnlyList<DepthLevel> Bids, IReadOnlyList<DepthLevel> Asks) Update(BookPicture book, int instrument) =>
        book.Update(exchange.Floor.Depth(instrument, Side.Buy), exchange.Floor.Depth(instrument, Side.Sell));

    private static uint Checksum(BookPicture book) => Crc32.Of(string.Join(',', book.Of(Side.Buy).Take(ChecksumLevels).Concat(book.Of(Side.Sell).Take(ChecksumLevels))
        .Select(static level => $"{JsonBytes.Text(level.Price)}:{JsonBytes.Text(level.Size)}")));

    private Told ToldOf(int instrument) => _told.TryGetValue(instrument, out var told) ? told : _told[instrument] = new Told();

    private string SymbolOf(int instrument) => exchange.Floor.Markets[instrument].Rules.Symbol;

    private void Refuse(string code, string message) => client.Send(Frames.Error(new ApiError(code, message)));

    private static DepthLevel BestOf(IReadOnlyList<DepthLevel> levels) => levels is [var best, ..] ? best : default;

    private static List<string>? SymbolsOf(JsonElement said)
    {
        if (!said.TryGetProperty("symbols", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > SymbolsMax) return null;
        return list.EnumerateArray().All(static symbol => symbol.ValueKind == JsonValueKind.String) ? [.. list.EnumerateArray().Select(static symbol => symbol.GetString()!)] : null;
    }

    // Nonce and timestamp may be numbers or texts: what is signed is how they are written.
    private static string? Word(JsonElement said, string name) => !said.TryGetProperty(name, out var value) ? null
        : value.ValueKind switch { JsonValueKind.Number => value.GetRawText(), JsonValueKind.String => value.GetString(), _ => null };

    private sealed class Told
    {
        public long Quotes { get; set; }

        public long Books { get; set; }

        public (DepthLevel Bid, DepthLevel Ask, DateTimeOffset At) Quote { get; set; }

        public BookPicture Book { get; } = new();
    }
}
