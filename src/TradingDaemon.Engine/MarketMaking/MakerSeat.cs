using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Engine.MarketMaking;

/// <summary>A market maker at one instrument: what it wants now. Nothing of it is remembered over a restart; what rests is in the books.</summary>
/// <param name="key">Whose, in what.</param>
/// <param name="instrument">The instrument.</param>
internal sealed class MakerSeat(PositionKey key, Instrument instrument)
{
    // What was refused is tried again after so long, and not with each tick of the clock; what is refused here again and again, ever later: each refusal is stored.
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Last = TimeSpan.FromMinutes(1);

    private readonly (DateTimeOffset At, TimeSpan Wait, ClientOrderId? Sent)?[] _tries = new (DateTimeOffset, TimeSpan, ClientOrderId?)?[2 * QuoteSet.LayersMax];

    /// <summary>Whose, in what.</summary>
    public PositionKey Key => key;

    /// <summary>The instrument.</summary>
    public Instrument Instrument => instrument;

    /// <summary>The newest set as it was told; null when none counts.</summary>
    public Signal? Told { get; private set; }

    /// <summary>Why the set that was told last counts no more; null while it does, and before any was told.</summary>
    public string? Forgotten { get; private set; }

    /// <summary>It wants this from now on.</summary>
    public void Tell(Signal set) => (Told, Forgotten) = (set, null);

    /// <summary>What it wanted counts no more, until it tells another set.</summary>
    public void Forget(string why)
    {
        if (Told is not null) (Told, Forgotten) = (null, why);
    }

    /// <summary>The newest set while it is worth something: neither too old, nor of what is the future by now because the clock was set back.</summary>
    public QuoteSet? SetAt(DateTimeOffset now) => Told is { } told && (now - told.At).Duration() < told.ExpiresAt - told.At ? told.Quotes : null;

    /// <summary>The quote was tried just now.</summary>
    /// <param name="quote">Which.</param>
    /// <param name="sent">The order that was sent for it; null when it was refused here.</param>
    /// <param name="now">The time.</param>
    public void Tried(WantedQuote quote, ClientOrderId? sent, DateTimeOffset now)
    {
        ref var last = ref _tries[PlaceOf(quote)];
        last = (now, sent is null && last is { Sent: null, Wait: var before } ? before + before < Last ? before + before : Last : First, sent);
    }

    /// <summary>Whether it is too soon to try a quote again that was refused, here or by the venue: prices there may be ahead of ours.</summary>
    public bool IsTooSoon(WantedQuote quote, WorkingOrders orders, DateTimeOffset now) =>
        _tries[PlaceOf(quote)] is { } last && (now - last.At).Duration() < last.Wait && (last.Sent is not { } sent || orders.Find(sent) is { Status: OrderStatus.Rejected });

    private static int PlaceOf(WantedQuote quote) => (2 * quote.Layer) + (quote.IsBid ? 1 : 0);
}
