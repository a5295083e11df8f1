using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Streaming;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Live.Feeds;

/// <summary>Turns what a venue tells of its market into ticks of the instruments that are watched, and says of whom something is missing. One caller at a time.</summary>
/// <param name="setup">What is watched.</param>
/// <param name="onTick">Takes the ticks.</param>
/// <param name="isAnswer">Whether what is told answers questions: then it is as old as it says, and what does not say is left out.</param>
internal sealed class TickSink(FeedSetup setup, TickReceiver onTick, bool isAnswer = false) : INormalizedSink
{
    private readonly Dictionary<string, Instrument> _watched = setup.Instruments.ToDictionary(static instrument => instrument.Symbol.Text, StringComparer.Ordinal);
    private readonly FrameTrades _trades = new();
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _halted = new(StringComparer.Ordinal); // with whether this connection told so: an end told between two was lost
    private DateTimeOffset _begunAt;

    /// <summary>What the payload told; the caller empties it.</summary>
    public List<FeedReading> Readings { get; } = [];

    /// <summary>What the venue refused; null for nothing. The caller empties it.</summary>
    public VenueFault? Refused { get; set; }

    /// <summary>A new connection: no book is whole.</summary>
    public void Begin()
    {
        _broken.Clear();
        _whole.Clear();
        _trades.Clear();
        _begunAt = setup.Clock.GetUtcNow();
        foreach (var symbol in _halted.Keys) _halted[symbol] = false;
    }

    /// <inheritdoc/>
    public void Quote(in QuoteTold quote)
    {
        if (Find(quote.Symbol) is not { } instrument) return;
        Readings.Add(new FeedReading(instrument));
        if (setup.Books && !_whole.Contains(instrument.Symbol.Text)) return; // a market we cannot see into is not shown
        if (isAnswer && quote.At is null) return; // nobody would know how old it is
        var now = setup.Clock.GetUtcNow();
        Tell(RawTick.OfQuote(instrument.Id, At(quote.At, now), now, Price(quote.Bid), Size(quote.BidSize), Price(quote.Ask), Size(quote.AskSize)));
    }

    /// <inheritdoc/>
    public void Trade(in TradeTold trade)
    {
        if (Find(trade.Symbol) is not { } instrument) return;
        Readings.Add(new FeedReading(instrument));
        if (isAnswer && trade.At is null) return;
        var now = setup.Clock.GetUtcNow();
        _trades.Add(instrument, RawTick.OfTrade(instrument.Id, At(trade.At, now), now, Price(trade.Price), Size(trade.Size), trade.Aggressor), trade.TradeId, trade.Source, trade.At is not null);
        if (isAnswer) End(); // each stands for itself
    }

    /// <summary>The payload was read to its end: now its trades are told, for only all of them tell in which order they were made.</summary>
    public void End()
    {
        foreach (var trade in _trades.News(_begunAt))
        {
            if (_halted.TryGetValue(trade.Instrument.Symbol.Text, out var isToldHere) && !isToldHere && trade.Tick.SourceTime >= _begunAt)
                Resume(trade.Instrument, "it is traded again; that its halt ended was told while nobody listened");
            Tell(trade.Tick);
        }

        _trades.Clear();
    }

    /// <inheritdoc/>
    public void Book(in BookTold book)
    {
        if (!setup.Books || Find(book.Symbol) is not { } instrument) return;
        var symbol = instrument.Symbol.Text;
        if (book.IsProven == false || book.After is { IsWhole: false })
        {
            _whole.Remove(symbol);
            if (_broken.Add(symbol) || book.IsSnapshot) Readings.Add(new FeedReading(null, instrument, "its book does not add up")); // told and asked for once; what comes before the next picture belongs to the broken book
            return;
        }

        Readings.Add(new FeedReading(instrument));
        if (book.After is not { } whole) return;
        _broken.Remove(symbol);
        _whole.Add(symbol);
        var now = setup.Clock.GetUtcNow();
        onTick(RawTick.OfBook(instrument.Id, At(book.At, now), now, whole.Snapshot(setup.BookLevels)));
    }

    /// <inheritdoc/>
    public void Error(in ErrorTold error) => Refused ??= new VenueFault(error.Kind, error.Code ?? "STREAM", error.Message ?? "The stream was refused.");

    /// <inheritdoc/>
    public void Status(in StatusTold status)
    {
        if (status.IsHalt is { } isHalt && Find(status.Symbol) is { } watched) Halt(watched, isHalt, status.Status, status.Message);
        if (status is not { Of: "session", Status: "gap" }) return; // a market in maintenance sends nothing, and silence is watched
        foreach (var (symbol, instrument) in _watched)
        {
            _whole.Remove(symbol);
            _broken.Add(symbol);
            Readings.Add(new FeedReading(null, instrument, $"{status.Message}: what is missing may be of any of them")); // each is asked for anew, and again should that answer be missing
        }
    }

    /// <inheritdoc/>
    public void Unrecognized(string what) => setup.OnChange(new FeedChange(FeedChangeKind.Unrecognized, null, what, setup.Clock.GetUtcNow())); // no reason to stop, and counted: a channel that got another name looks like silence

    private void Tell(in RawTick tick) => onTick(isAnswer ? tick.AsAnswer() : tick);

    private void Halt(Instrument instrument, bool isHalt, string? word, string? message)
    {
        var reason = string.IsNullOrEmpty(message) ? $"status {word}" : $"status {word}, {message}";
        if (!isHalt) Resume(instrument, reason);
        else if (!_halted.TryGetValue(instrument.Symbol.Text, out var isToldHere) || !isToldHere)
        {
            _halted[instrument.Symbol.Text] = true;
            setup.OnChange(new FeedChange(FeedChangeKind.Halted, instrument.Symbol, reason, setup.Clock.GetUtcNow()));
        }
    }

    private void Resume(Instrument instrument, string reason)
    {
        if (_halted.Remove(instrument.Symbol.Text)) setup.OnChange(new FeedChange(FeedChangeKind.Resumed, instrument.Symbol, reason, setup.Clock.GetUtcNow()));
    }

    private Instrument? Find(string? symbol) => symbol is not null && _watched.TryGetValue(symbol, out var instrument) ? instrument : null;

    private static DateTimeOffset At(WireTime? told, DateTimeOffset now) => told?.Moment ?? now;

    private static decimal Price(ReadOnlySpan<byte> text) => text.IsEmpty ? 0m : WireNumber.Parse(text);

    private static decimal Size(ReadOnlySpan<byte> text) => text.IsEmpty ? RawTick.UnknownSize : WireNumber.Parse(text);
}
