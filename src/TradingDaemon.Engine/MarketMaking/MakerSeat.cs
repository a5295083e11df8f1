using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.MarketMaking;

/// <summary>A market maker at one instrument: what it wants now. Nothing of it is remembered over a restart; what rests is in the books.</summary>
/// <param name="key">Whose, in what.</param>
/// <param name="instrument">The instrument.</param>
internal sealed class MakerSeat(PositionKey key, Instrument instrument)
{
    // What was refused is tried again as often, and not with each tick of the clock.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly DateTimeOffset?[] _refusedAt = new DateTimeOffset?[2 * QuoteSet.LayersMax];

    /// <summary>Whose, in what.</summary>
    public PositionKey Key => key;

    /// <summary>The instrument.</summary>
    public Instrument Instrument => instrument;

    /// <summary>The newest set as it was told; null when none counts.</summary>
    public Signal? Told { get; set; }

    /// <summary>The newest set while it is worth something: neither too old, nor of what is the future by now because the clock was set back.</summary>
    public QuoteSet? SetAt(DateTimeOffset now) => Told is { } told && (now - told.At).Duration() < told.ExpiresAt - told.At ? told.Quotes : null;

    /// <summary>The quote was refused just now.</summary>
    public void Refused(WantedQuote quote, DateTimeOffset now) => _refusedAt[PlaceOf(quote)] = now;

    /// <summary>Whether it is too soon to try a quote that was refused again.</summary>
    public bool IsTooSoon(WantedQuote quote, DateTimeOffset now) => _refusedAt[PlaceOf(quote)] is { } at && (now - at).Duration() < Interval;

    private static int PlaceOf(WantedQuote quote) => (2 * quote.Layer) + (quote.IsBid ? 1 : 0);
}
