using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Normalized;

/// <summary>
/// Takes what a venue's payloads say, in the words all venues share. Texts and numbers are the venue's own bytes and good during the call only;
/// a value the venue did not give is empty or null. A sink says what it takes; the rest passes it by, but for errors and what nobody knows, which none may overlook.
/// </summary>
internal interface INormalizedSink
{
    /// <summary>Best bid and ask.</summary>
    void Quote(in QuoteTold quote) { }

    /// <summary>A trade of others.</summary>
    void Trade(in TradeTold trade) { }

    /// <summary>A candle.</summary>
    void Bar(in BarTold bar) { }

    /// <summary>A book's picture or difference, already put into the copy it carries.</summary>
    void Book(in BookTold book) { }

    /// <summary>An instrument and its rules.</summary>
    void Instrument(in InstrumentTold instrument) { }

    /// <summary>A subscription taken.</summary>
    void Subscribed(in SubscribedTold subscribed) { }

    /// <summary>A request taken.</summary>
    void Ack(in AckTold ack) { }

    /// <summary>An order of ours, or what changed of it.</summary>
    void Order(in OrderTold order) { }

    /// <summary>An execution of ours.</summary>
    void Fill(in FillTold fill) { }

    /// <summary>An asset of ours.</summary>
    void Balance(in BalanceTold balance) { }

    /// <summary>A position of ours.</summary>
    void Position(in PositionTold position) { }

    /// <summary>The state of the venue, a market, a key or a clock.</summary>
    void Status(in StatusTold status) { }

    /// <summary>A sign of life, and when the venue gave it if it says so.</summary>
    void Heartbeat(WireTime? at) { }

    /// <summary>A refusal or failure.</summary>
    void Error(in ErrorTold error);

    /// <summary>A message of a kind nobody knows: counted, and no reason to stop.</summary>
    void Unrecognized(string what);
}
