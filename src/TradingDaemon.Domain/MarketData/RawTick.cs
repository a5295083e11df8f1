using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Domain.MarketData;

/// <summary>
/// One market event as its source told it, unchecked: what feeds write and validation reads. A flat value, so a tick
/// costs no allocation; which fields mean something depends on <see cref="Kind"/>.
/// </summary>
public readonly record struct RawTick
{
    /// <summary>What the event tells.</summary>
    public MarketEventKind Kind { get; private init; }

    /// <summary>Which instrument.</summary>
    public InstrumentId Instrument { get; private init; }

    /// <summary>When the source says it happened (UTC); for a bar, its start.</summary>
    public DateTimeOffset SourceTime { get; private init; }

    /// <summary>When this daemon received it (UTC).</summary>
    public DateTimeOffset ReceivedTime { get; private init; }

    /// <summary>Quote: bid price, 0 when that side is absent. Trade: price. Bar: open.</summary>
    public decimal A { get; private init; }

    /// <summary>Quote: bid size in base, <see cref="UnknownSize"/> when not recorded. Trade: size. Bar: high.</summary>
    public decimal B { get; private init; }

    /// <summary>Quote: ask price, 0 when that side is absent. Bar: low.</summary>
    public decimal C { get; private init; }

    /// <summary>Quote: ask size in base, <see cref="UnknownSize"/> when not recorded. Bar: close.</summary>
    public decimal D { get; private init; }

    /// <summary>Bar: volume in base, <see cref="UnknownSize"/> when not recorded.</summary>
    public decimal E { get; private init; }

    /// <summary>Trade: who crossed the spread.</summary>
    public AggressorSide Aggressor { get; private init; }

    /// <summary>Whether it answers a question and was not told when it happened: then it is as old as its source says, however lately it came.</summary>
    public bool IsAnswer { get; private init; }

    /// <summary>Bar: its length; else zero.</summary>
    public TimeSpan Interval { get; private init; }

    /// <summary>Book: the depth; else null.</summary>
    public BookSnapshot? Book { get; private init; }

    /// <summary>When its age begins to count (UTC): when it came; of an answer that is older, when the source says it was so.</summary>
    public DateTimeOffset KnownTime => IsAnswer && SourceTime < ReceivedTime ? SourceTime : ReceivedTime;

    /// <summary>Stands for a size the source did not record; any other negative size is bad data.</summary>
    public const decimal UnknownSize = -1m;

    /// <summary>A best bid and ask; 0 as price means that side is absent.</summary>
    public static RawTick OfQuote(InstrumentId instrument, DateTimeOffset sourceTime, DateTimeOffset receivedTime, decimal bid, decimal bidSizeBase, decimal ask, decimal askSizeBase) =>
        new() { Kind = MarketEventKind.Quote, Instrument = instrument, SourceTime = sourceTime, ReceivedTime = receivedTime, A = bid, B = bidSizeBase, C = ask, D = askSizeBase };

    /// <summary>A trade print.</summary>
    public static RawTick OfTrade(InstrumentId instrument, DateTimeOffset sourceTime, DateTimeOffset receivedTime, decimal price, decimal sizeBase, AggressorSide aggressor) =>
        new() { Kind = MarketEventKind.Trade, Instrument = instrument, SourceTime = sourceTime, ReceivedTime = receivedTime, A = price, B = sizeBase, Aggressor = aggressor };

    /// <summary>A finished bar; <paramref name="startTime"/> is its start, known only at start + interval.</summary>
    public static RawTick OfBar(InstrumentId instrument, DateTimeOffset startTime, DateTimeOffset receivedTime, TimeSpan interval, decimal open, decimal high, decimal low, decimal close, decimal volumeBase) =>
        new() { Kind = MarketEventKind.Bar, Instrument = instrument, SourceTime = startTime, ReceivedTime = receivedTime, Interval = interval, A = open, B = high, C = low, D = close, E = volumeBase };

    /// <summary>A depth snapshot; the best level of each side also fills the quote fields.</summary>
    public static RawTick OfBook(InstrumentId instrument, DateTimeOffset sourceTime, DateTimeOffset receivedTime, BookSnapshot book) => new()
    {
        Kind = MarketEventKind.Book, Instrument = instrument, SourceTime = sourceTime, ReceivedTime = receivedTime, Book = book,
        A = book.Bids.Count > 0 ? book.Bids[0].PriceQuote : 0m, B = book.Bids.Count > 0 ? book.Bids[0].SizeBase : UnknownSize,
        C = book.Asks.Count > 0 ? book.Asks[0].PriceQuote : 0m, D = book.Asks.Count > 0 ? book.Asks[0].SizeBase : UnknownSize,
    };

    /// <summary>The same event as the answer to a question, see <see cref="IsAnswer"/>.</summary>
    public RawTick AsAnswer() => this with { IsAnswer = true };

    /// <summary>The same event, counted as of another moment: how prints that overtook one another are put in one row.</summary>
    public RawTick CountedAt(DateTimeOffset sourceTime) => this with { SourceTime = sourceTime };

    /// <summary>The same event with another receive time: how a replay re-stamps recorded rows.</summary>
    public RawTick ReceivedAt(DateTimeOffset receivedTime) => this with { ReceivedTime = receivedTime };
}
