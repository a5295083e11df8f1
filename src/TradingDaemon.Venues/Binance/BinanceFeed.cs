using System.Text;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Streaming;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Binance;

/// <summary>Binance's quotes, trades and books, by the streams' own names. The stream tells differences of books only: their pictures are asked for beside it.</summary>
internal sealed class BinanceFeed(bool withBooks) : IFeedWords
{
    private int _messages;

    /// <summary>The feed, put together.</summary>
    public static LiveFeed Of(FeedSetup setup) => new("binance", setup, new BinanceReader(setup.Instruments), new BinanceFeed(setup.Books), async (invoker, stopping) =>
        new Link(await WebSocketLink.ConnectAsync(setup.Hosts.Stream!, invoker, setup.Line.ConnectMax, setup.Line.FrameBytesMax, setup.Clock, stopping), BinanceMarket.NewDesk(setup), setup.Hosts.Rest, setup.Clock), fallback: () => BinanceMarket.Of(setup));

    /// <inheritdoc/>
    public IEnumerable<byte[]> Subscribe(IReadOnlyList<Instrument> instruments) => [Message("SUBSCRIBE", instruments)];

    /// <inheritdoc/>
    public IEnumerable<byte[]> Unsubscribe(IReadOnlyList<Instrument> instruments) => [Message("UNSUBSCRIBE", instruments)];

    private byte[] Message(string method, IReadOnlyList<Instrument> instruments) =>
        BinanceRequests.Ask(method, BinanceRequests.StreamsOf(instruments.Select(static instrument => instrument.Symbol.Text), withBooks), ++_messages);

    /// <summary>
    /// The stream, with a picture of each book among its messages: asked for when the subscription is acknowledged, so that no difference after it is missing,
    /// and again while it is older than the first difference. Messages of ours leave at a pace the venue bears.
    /// </summary>
    private sealed class Link(IStreamLink stream, VenueDesk desk, Uri rest, TimeProvider clock) : IStreamLink
    {
        // Five a second end the connection, and answers to pings count.
        private static readonly TimeSpan SendEvery = TimeSpan.FromMilliseconds(300);

        // The first difference comes within a tenth of a second, where there is one.
        private static readonly TimeSpan FirstPictureAfter = TimeSpan.FromMilliseconds(200);

        // A picture weighs 50, and the minute 6,000: half of it is left to others.
        private static readonly TimeSpan PictureEvery = TimeSpan.FromSeconds(1);

        private const long PictureLevels = 1_000;

        private readonly Lock _gate = new();
        private readonly Dictionary<long, string[]> _unanswered = []; // books by the message that asks for them
        private readonly Dictionary<string, long> _wanted = new(StringComparer.Ordinal); // the first update told of each book without a picture; zero before it
        private readonly Queue<string> _due = [];
        private readonly WirePayload _payload = new();
        private Task<ReadOnlyMemory<byte>>? _receiving;
        private Task<byte[]?>? _asking;
        private string _asked = "";
        private long _pictureAt;
        private long _sentAt;

        public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken stopping)
        {
            if (_sentAt != 0 && SendEvery - clock.GetElapsedTime(_sentAt) is var wait && wait > TimeSpan.Zero) await Task.Delay(wait, clock, stopping);
            _sentAt = clock.GetTimestamp();
            Note(new WirePayload().Read(message.Span));
            await stream.SendAsync(message, stopping);
        }

        public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken stopping)
        {
            while (true)
            {
                _receiving ??= stream.ReceiveAsync(stopping).AsTask();
                if (_asking is null && _due.TryDequeue(out var next)) _asking = AskAsync(_asked = next, stopping);
                if (_asking is not null && await Task.WhenAny(_asking, _receiving) == _asking)
                {
                    var picture = await _asking;
                    _asking = null;
                    if (picture is not null && IsNewEnough(picture)) return Named(picture);
                    continue;
                }

                var frame = await _receiving;
                _receiving = null;
                TryLook(frame);
                return frame;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await stream.DisposeAsync();
            desk.Line.Dispose();
        }

        private void Note(WireValue message)
        {
            var books = new List<string>();
            foreach (var (_, name) in message["params"u8])
                if (name.AsText() is { } text && text.EndsWith(BinanceRequests.Book, StringComparison.Ordinal)) books.Add(text);
            lock (_gate)
            {
                foreach (var book in books) _wanted.Remove(book);
                if (books.Count > 0 && message["method"u8].Is("SUBSCRIBE"u8)) _unanswered[message["id"u8].AsLong() ?? 0] = [.. books];
            }
        }

        private void TryLook(ReadOnlyMemory<byte> frame)
        {
            try
            {
                lock (_gate)
                    if (_unanswered.Count + _wanted.Count > 0) Look(frame);
            }
            catch (WireFormatException)
            {
                // Whoever reads the frame next says why it cannot be read.
            }
        }

        private void Look(ReadOnlyMemory<byte> frame)
        {
            var root = _payload.Read(frame.Span);
            if (root["id"u8].AsLong() is { } id && root["code"u8].IsMissing && _unanswered.Remove(id, out var books))
            {
                foreach (var book in books)
                {
                    _wanted[book] = 0;
                    _due.Enqueue(book);
                }
            }
            else if (root["stream"u8].AsText() is { } name && _wanted.TryGetValue(name, out var first) && first == 0) _wanted[name] = root["data"u8]["U"u8].AsLong() ?? 0;
        }

        private async Task<byte[]?> AskAsync(string book, CancellationToken stopping)
        {
            var wait = _pictureAt == 0 ? FirstPictureAfter : PictureEvery - clock.GetElapsedTime(_pictureAt);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, stopping);
            _pictureAt = clock.GetTimestamp();
            var name = book[..book.IndexOf('@', StringComparison.Ordinal)].ToUpperInvariant();
            var told = await desk.AskAsync("depth", BinanceRequests.Public(rest, "depth", new FormBody().Add("symbol", name).Add("limit", PictureLevels)), stopping, name);
            if (told.Fault is { Kind: VenueFaultKind.Rejected }) return null; // a symbol the venue does not have: nothing will come of it, and silence is watched
            return told.OrThrow().Body.ToArray();
        }

        private bool IsNewEnough(byte[] picture)
        {
            var id = new WirePayload().Read(picture)["lastUpdateId"u8].AsLong() ?? 0;
            lock (_gate)
            {
                if (!_wanted.TryGetValue(_asked, out var first)) return false; // asked for anew meanwhile, or no longer
                if (id + 1 < first) _due.Enqueue(_asked);
                else _wanted.Remove(_asked);
                return id + 1 >= first;
            }
        }

        private byte[] Named(byte[] picture) => [.. Encoding.UTF8.GetBytes($$"""{"stream":"{{_asked}}","data":"""), .. picture, (byte)'}'];
    }
}
