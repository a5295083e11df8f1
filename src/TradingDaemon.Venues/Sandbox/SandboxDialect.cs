using System.Text.Json;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Sandbox;

/// <summary>Market data in the sandbox's words. A quote frame is a whole picture, so a gap among quotes loses only what it replaces; books are kept by differences.</summary>
internal sealed class SandboxDialect(InstrumentCatalog catalog, SandboxFeedOptions options, TickReceiver onTick, TimeProvider clock) : IFeedDialect
{
    private readonly string[] _channels = options.Books ? ["book", "quotes", "trades"] : ["quotes", "trades"];
    private readonly Dictionary<string, Instrument> _named = (options.Instruments ?? catalog.All).ToDictionary(static instrument => instrument.Symbol.Text, StringComparer.Ordinal);
    private readonly Lock _gate = new(); // who is silent is asked for again while others are read
    private readonly Dictionary<(string, InstrumentId), SequenceTrack> _tracks = [];
    private readonly Dictionary<InstrumentId, BookReplica> _books = [];
    private readonly Dictionary<InstrumentId, (long, long, string?, string?)> _lastTrades = []; // kept over connections: a subscription begins with the newest trade once more

    /// <inheritdoc/>
    public void Begin()
    {
        lock (_gate)
        {
            _tracks.Clear();
            _books.Clear();
        }
    }

    /// <inheritdoc/>
    public IEnumerable<byte[]> Subscribe(IReadOnlyList<Instrument> instruments) => Each("subscribe", instruments);

    /// <inheritdoc/>
    public IEnumerable<byte[]> Unsubscribe(IReadOnlyList<Instrument> instruments) => Each("unsubscribe", instruments);

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<byte> message, List<FeedReading> readings) => readings.Add(Read(message));

    private FeedReading Read(ReadOnlySpan<byte> message)
    {
        var frame = SandboxTranslation.Frame(message);
        if (frame.Type == "error") throw new VenueException(SandboxErrors.Read(frame.Code, frame.Message));
        if (frame.Symbol is null || !_named.TryGetValue(frame.Symbol, out var instrument)) return default;
        lock (_gate)
            return frame.Type switch
            {
                "quote" => Quote(instrument, frame),
                "trade" => Trade(instrument, frame),
                "book" => Book(instrument, frame),
                _ => default,
            };
    }

    private FeedReading Quote(Instrument instrument, StreamFrame frame)
    {
        if (Track("quote", instrument).Missing(frame.Sequence) is not { } missing) return new FeedReading(instrument); // older than one we have
        if (options.Books && !Copy(instrument).IsWhole) return new FeedReading(instrument); // a market we cannot see into is not shown
        var now = clock.GetUtcNow();
        onTick(RawTick.OfQuote(instrument.Id, Time(frame, now), now, Price(frame.Bid), Size(frame.BidSize), Price(frame.Ask), Size(frame.AskSize)));
        return new FeedReading(instrument, null, missing == 0 ? null : $"{missing} quotes missing; this one replaces them");
    }

    // Lost trades are lost: the venue keeps no history of them. Who counts on them is told.
    private FeedReading Trade(Instrument instrument, StreamFrame frame)
    {
        if (Track("trade", instrument).Missing(frame.Sequence) is not { } missing) return new FeedReading(instrument);
        var trade = (frame.Sequence, frame.Time, frame.Price, frame.Quantity);
        if (_lastTrades.TryGetValue(instrument.Id, out var last) && last == trade) return new FeedReading(instrument);
        _lastTrades[instrument.Id] = trade;
        var now = clock.GetUtcNow();
        var aggressor = frame.Aggressor switch { "buy" => AggressorSide.Buy, "sell" => AggressorSide.Sell, _ => AggressorSide.Unknown };
        onTick(RawTick.OfTrade(instrument.Id, Time(frame, now), now, Price(frame.Price), Size(frame.Quantity), aggressor));
        return new FeedReading(instrument, null, missing == 0 ? null : $"{missing} trades missing");
    }

    private FeedReading Book(Instrument instrument, StreamFrame frame)
    {
        var (track, book) = (Track("book", instrument), Copy(instrument));
        if (frame.Snapshot)
        {
            track.Forget();
            book.Clear();
        }

        if (track.Missing(frame.Sequence) is not { } missing) return new FeedReading(instrument);
        var wasWhole = book.IsWhole;
        if (missing > 0) book.Break();
        Put(book, isBid: true, frame.Bids);
        Put(book, isBid: false, frame.Asks);
        if (!book.Seal(frame.Snapshot, frame.Checksum))
        {
            // Told and asked for once; what comes before the snapshot belongs to the broken book.
            return wasWhole || frame.Snapshot ? new FeedReading(null, instrument, missing > 0 ? $"{missing} book messages missing" : "its book does not add up") : default;
        }

        var now = clock.GetUtcNow();
        onTick(RawTick.OfBook(instrument.Id, Time(frame, now), now, book.Snapshot(options.BookLevels)));
        return new FeedReading(instrument);
    }

    private static void Put(BookReplica book, bool isBid, IReadOnlyList<IReadOnlyList<string>>? levels)
    {
        foreach (var level in levels ?? [])
        {
            if (level is not [not null, not null]) throw new VenueException(new VenueFault(VenueFaultKind.Retry, "GARBLED", "A level of a book has a price and a size."));
            book.Put(isBid, SandboxTranslation.Number(level[0]), SandboxTranslation.Number(level[1]), $"{level[0]}:{level[1]}");
        }
    }

    private IEnumerable<byte[]> Each(string op, IReadOnlyList<Instrument> instruments)
    {
        lock (_gate)
            foreach (var instrument in instruments)
            {
                foreach (var channel in (string[])["quote", "trade", "book"]) _tracks.Remove((channel, instrument.Id));
                _books.Remove(instrument.Id);
            }

        string[] symbols = [.. instruments.Select(static instrument => instrument.Symbol.Text)];
        return _channels.Select(channel => JsonSerializer.SerializeToUtf8Bytes(new StreamRequest { Op = op, Channel = channel, Symbols = symbols }, SandboxWire.Default.StreamRequest));
    }

    private SequenceTrack Track(string channel, Instrument instrument)
    {
        if (!_tracks.TryGetValue((channel, instrument.Id), out var track)) _tracks.Add((channel, instrument.Id), track = new SequenceTrack());
        return track;
    }

    private BookReplica Copy(Instrument instrument)
    {
        if (!_books.TryGetValue(instrument.Id, out var book)) _books.Add(instrument.Id, book = new BookReplica());
        return book;
    }

    private static decimal Price(string? text) => text is null ? 0m : SandboxTranslation.Number(text);

    private static decimal Size(string? text) => text is null ? RawTick.UnknownSize : SandboxTranslation.Number(text);

    private static DateTimeOffset Time(StreamFrame frame, DateTimeOffset now) => frame.Time > 0 ? SandboxTranslation.Time(frame.Time) : now;
}
