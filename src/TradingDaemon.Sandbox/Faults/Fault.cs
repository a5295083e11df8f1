namespace TradingDaemon.Sandbox.Faults;

/// <summary>One thing that goes wrong: what, when, and for whom.</summary>
public sealed record Fault
{
    /// <summary>What.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>How likely at each occasion, above 0 to 1.</summary>
    public double Probability { get; init; } = 1.0;

    /// <summary>How many occasions pass unharmed first; zero or more.</summary>
    public long Skip { get; init; }

    /// <summary>How often at most; null without end.</summary>
    public long? Count { get; init; }

    /// <summary>Only this account; null for all.</summary>
    public string? Account { get; init; }

    /// <summary>Only this instrument; null for all.</summary>
    public string? Symbol { get; init; }

    /// <summary>
    /// Only these requests: place, replace, cancel, cancelAll, lookup, openOrders, executions, movements, balances, cancelAfter, time, instruments, quote, stream, or any; at other venues than the native one also closedOrders, trades, bars, token. Null means place.
    /// </summary>
    public string? Request { get; init; }

    /// <summary>Only orders of this type: market, limit or stop; null for all.</summary>
    public string? OrderType { get; init; }

    /// <summary>Only frames of this type: quote, trade, book, order or execution, at other venues also bar, balance or instrument; null for all.</summary>
    public string? Frame { get; init; }

    /// <summary>Milliseconds; what of is said at the kind. Null: the kind's usual.</summary>
    public double? Ms { get; init; }

    /// <summary>Upper end of a range that begins at <see cref="Ms"/>; null: exactly that.</summary>
    public double? MaxMs { get; init; }

    /// <summary>The protocol's code to refuse with.</summary>
    public string? Code { get; init; }

    /// <summary>How many frames overtake; 1 or more.</summary>
    public int Frames { get; init; } = 1;

    /// <summary>How many executions; 2 or more.</summary>
    public int Pieces { get; init; } = 2;

    /// <summary>Weight a minute; 0 for no limit.</summary>
    public int WeightPerMinute { get; init; } = 1_200;

    /// <summary>How many requests of a minute are answered 429 before the ban; zero or more.</summary>
    public int BanAfter { get; init; } = 5;

    /// <summary>How long a ban lasts; 1 or more.</summary>
    public int BanSeconds { get; init; } = 120;

    /// <summary>The first thing that makes no sense, in a sentence; null when all does.</summary>
    internal string? Flaw(Predicate<string> isCode) => this switch
    {
        { Probability: not (> 0.0 and <= 1.0) } => $"{Kind}: probability is above 0, at most 1.",
        { Skip: < 0 } or { Count: < 1 } => $"{Kind}: skip is zero or more, count one or more.",
        { Kind: not FaultKind.ClockOffset, Ms: < 0.0 } => $"{Kind}: ms is zero or more.",
        { MaxMs: { } most } when most < (Ms ?? 0.0) => $"{Kind}: maxMs is at least ms.",
        { Kind: FaultKind.Reject } when Code is null || !isCode(Code) => $"{Kind}: code is one of the protocol's.",
        { Frames: < 1 } or { Pieces: < 2 } => $"{Kind}: frames is 1 or more, pieces 2 or more.",
        { WeightPerMinute: < 0 } or { BanAfter: < 0 } or { BanSeconds: < 1 } => $"{Kind}: weightPerMinute and banAfter are zero or more, banSeconds 1 or more.",
        _ => null,
    };

    internal bool Concerns(in Occasion occasion) =>
        (Account is null || Account == occasion.Account) && (Symbol is null || Symbol == occasion.Symbol) && (OrderType is null || OrderType == occasion.OrderType)
        && (Frame is null || Frame == occasion.Frame) && (occasion.Request is null || Request == "any" || (Request ?? "place") == occasion.Request);
}
