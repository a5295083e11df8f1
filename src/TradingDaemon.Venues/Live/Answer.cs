using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Live.Told;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Live;

/// <summary>Collects what one answer or frame tells, in the order it tells it.</summary>
/// <param name="body">The answer itself.</param>
/// <param name="call">What it answers, in the venue's word; empty for a frame.</param>
internal sealed class Answer(ReadOnlyMemory<byte> body, string call = "") : INormalizedSink
{
    /// <summary>What a frame tells. Throws <see cref="VenueException"/> when it cannot be read.</summary>
    public static Answer OfFrame(ReadOnlyMemory<byte> frame, Action<ReadOnlyMemory<byte>, Answer> read)
    {
        var told = new Answer(frame);
        try
        {
            read(frame, told);
            return told;
        }
        catch (WireFormatException garbled)
        {
            throw new VenueException(new VenueFault(VenueFaultKind.Retry, "GARBLED", LineReply.Sentence($"A frame of the stream cannot be read: {garbled.Message}.")), garbled);
        }
    }

    /// <summary>The answer's bytes; those of a frame are good until the next one.</summary>
    public ReadOnlyMemory<byte> Body => body;

    /// <summary>Why it is no answer to what was asked; null when it is one.</summary>
    public VenueFault? Fault { get; set; }

    /// <summary>What the refusal means for an order.</summary>
    public VenueRefusal Refusal { get; private set; }

    /// <summary>The first error told; null for none.</summary>
    public (VenueFaultKind Kind, string? Code, string Message)? Said { get; private set; }

    /// <summary>Something nobody knows; null for nothing.</summary>
    public string? Unknown { get; private set; }

    public List<ToldOrder> Orders { get; } = [];

    public List<ToldFill> Fills { get; } = [];

    /// <summary>Totals by asset, those that hold nothing too.</summary>
    public List<(string Asset, decimal Total)> Balances { get; } = [];

    /// <summary>Signed positions by symbol.</summary>
    public List<(Symbol Symbol, decimal NetBase)> Positions { get; } = [];

    public List<TradingRule> Rules { get; } = [];

    /// <summary>Candles by when they begin.</summary>
    public List<(DateTimeOffset Start, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume)> Bars { get; } = [];

    /// <summary>Quotes by symbol; a side nobody is on is null.</summary>
    public List<(Symbol? Symbol, decimal? Bid, decimal? Ask)> Quotes { get; } = [];

    /// <summary>Symbols of trades, which are prices of anybody's.</summary>
    public List<string> Priced { get; } = [];

    /// <summary>The venue's ids of orders whose request was taken.</summary>
    public List<string> Taken { get; } = [];

    /// <summary>Whether any request was taken.</summary>
    public bool IsTaken { get; private set; }

    /// <summary>Channels a stream says are subscribed to.</summary>
    public List<string> Channels { get; } = [];

    /// <summary>The venue's time (UTC); null when it is not told.</summary>
    public DateTimeOffset? Time { get; private set; }

    /// <summary>States told: of what, of which symbol, the venue's word, and more of its words.</summary>
    public List<(string Of, string? Symbol, string? Status, string? Said)> States { get; } = [];

    /// <summary>Best bid and ask of the first quote, quote currency; null when either side is empty.</summary>
    public (decimal Bid, decimal Ask)? Touch => Quotes is [{ Bid: > 0m and { } bid, Ask: > 0m and { } ask }, ..] ? (bid, ask) : null;

    /// <summary>The venue's time (UTC); throws <see cref="VenueException"/> when this does not tell it.</summary>
    public DateTimeOffset TimeOrThrow() => OrThrow().Time ?? throw Without(LineReply.Garbled with { Kind = VenueFaultKind.Retry });

    /// <summary>The candles that are finished, oldest first, each once.</summary>
    /// <param name="instrument">Of what.</param>
    /// <param name="interval">Their length.</param>
    /// <param name="last">Told before: the candle that begins here and those before it (UTC).</param>
    /// <param name="until">None ends later (UTC).</param>
    /// <param name="now">When they were asked for (UTC).</param>
    public IEnumerable<RawTick> Candles(Instrument instrument, TimeSpan interval, DateTimeOffset last, DateTimeOffset until, DateTimeOffset now)
    {
        foreach (var (start, open, high, low, close, volume) in Bars.OrderBy(static bar => bar.Start))
        {
            if (start <= last || start + interval > until || start + interval > now) continue;
            last = start;
            yield return RawTick.OfBar(instrument.Id, start, now, interval, open, high, low, close, volume);
        }
    }

    /// <summary>The answer of a question; throws <see cref="VenueException"/>, which names the call, when there is none. A question may be asked again, whatever became of it.</summary>
    public Answer OrThrow() => Fault is not { } fault ? this : throw Without(fault.Kind == VenueFaultKind.OutcomeUnknown ? fault with { Kind = VenueFaultKind.Retry } : fault);

    /// <summary>What no reader tells: page marks, tokens. Throws <see cref="VenueException"/> when it cannot be read.</summary>
    /// <param name="read">Takes it out of the answer.</param>
    /// <param name="otherwise">What it means when it cannot be: a question may be asked again, an order may have been placed.</param>
    public T Read<T>(Func<WireValue, T> read, VenueFaultKind otherwise = VenueFaultKind.Retry)
    {
        try
        {
            return read(new WirePayload().Read(body.Span));
        }
        catch (WireFormatException garbled)
        {
            throw Without(LineReply.Unreadable(garbled.Message) with { Kind = otherwise }, garbled);
        }
    }

    /// <summary>The placed order's answer in the engine's words. Some venues acknowledge it, others show the order.</summary>
    public PlacementAnswer ToPlacement() => Fault switch
    {
        null => (Taken.FirstOrDefault() ?? Orders.FirstOrDefault()?.VenueOrderId) is { Length: > 0 } id ? new PlacementAnswer.Accepted(id) : new PlacementAnswer.Failed(LineReply.Garbled),
        { Kind: VenueFaultKind.Rejected or VenueFaultKind.InsufficientFunds or VenueFaultKind.MarketClosed } no => new PlacementAnswer.Refused(Refusal == 0 ? VenueRefusal.Other : Refusal, $"{no.Code}: {no.Message}"),
        { } fault => new PlacementAnswer.Failed(fault),
    };

    /// <inheritdoc/>
    public void Quote(in QuoteTold quote) => Quotes.Add((NameOf(quote.Symbol), Number(quote.Bid), Number(quote.Ask)));

    /// <inheritdoc/>
    public void Trade(in TradeTold trade)
    {
        if (trade is { Symbol: { } symbol, Price.IsEmpty: false }) Priced.Add(symbol);
    }

    /// <inheritdoc/>
    public void Bar(in BarTold bar)
    {
        if (bar.OpenTime is { } start) Bars.Add((start.Moment, WireNumber.Parse(bar.Open), WireNumber.Parse(bar.High), WireNumber.Parse(bar.Low), WireNumber.Parse(bar.Close), Number(bar.Volume) ?? RawTick.UnknownSize));
    }

    /// <inheritdoc/>
    public void Instrument(in InstrumentTold told) => Rules.Add(new TradingRule(
        new Symbol(told.Symbol), told.VenueSymbol, Number(told.TickSize), Number(told.LotSize), Number(told.MinQuantity), Number(told.MinNotional), told.Status, told.IsTradable));

    /// <inheritdoc/>
    public void Subscribed(in SubscribedTold subscribed)
    {
        IsTaken = true;
        if (subscribed.Channel is { } channel) Channels.Add(channel);
    }

    /// <inheritdoc/>
    public void Ack(in AckTold ack)
    {
        IsTaken = true;
        if (ack.VenueOrderId is { } id) Taken.Add(id);
    }

    /// <inheritdoc/>
    public void Order(in OrderTold order) => Orders.Add(ToldOrder.Of(order));

    /// <inheritdoc/>
    public void Fill(in FillTold fill) => Fills.Add(ToldFill.Of(fill));

    /// <inheritdoc/>
    public void Balance(in BalanceTold balance)
    {
        if (Number(balance.Total) is { } total) Balances.Add((balance.Asset, total));
    }

    /// <inheritdoc/>
    public void Position(in PositionTold position) => Positions.Add((new Symbol(position.Symbol), Number(position.Quantity) ?? 0m));

    /// <inheritdoc/>
    public void Status(in StatusTold status)
    {
        if (status.Of == "clock") Time = status.At?.Moment;
        States.Add((status.Of, status.Symbol, status.Status, status.Message));
    }

    /// <inheritdoc/>
    public void Error(in ErrorTold error)
    {
        if (Said is not null) return;
        Refusal = error.Refusal;
        var code = error.Code is { Length: > 0 } ? error.Code : null;
        Said = (error.Kind, code, error.Message is { Length: > 0 } words ? words : code ?? "The venue says no more.");
    }

    /// <inheritdoc/>
    public void Unrecognized(string what) => Unknown ??= what;

    /// <inheritdoc cref="Read{T}"/>
    public void Read(Action<WireValue> read) => Read(body =>
    {
        read(body);
        return true;
    });

    private VenueException Without(VenueFault fault, Exception? inner = null) => new(call.Length == 0 ? fault : fault with { Message = $"{call} failed: {fault.Message}" }, inner);

    private static Symbol? NameOf(string? symbol) => symbol is null ? null : new Symbol(symbol);

    private static decimal? Number(ReadOnlySpan<byte> text) => text.IsEmpty ? null : WireNumber.Parse(text);
}
