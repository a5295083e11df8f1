using TradingDaemon.Domain.Instruments;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Live.Feeds;

/// <summary>Collects the newest prices that answers tell of instruments: quotes, and trades where quotes do not say the last one.</summary>
/// <param name="instruments">Of which; what is told of others is passed over.</param>
internal sealed class PriceSink(IReadOnlyList<Instrument> instruments) : INormalizedSink
{
    private readonly Dictionary<string, ToldPrice> _told = new(StringComparer.Ordinal);

    /// <summary>What was told, in the order of the instruments; those of which nothing was are left out.</summary>
    public IReadOnlyList<ToldPrice> Prices =>
        [.. from instrument in instruments let told = _told.GetValueOrDefault(instrument.Symbol.Text) where told.Bid is not null || told.Ask is not null || told.Last is not null select told];

    /// <inheritdoc/>
    public void Quote(in QuoteTold quote)
    {
        if (quote.Symbol is not { } symbol) return;
        var known = Known(symbol);
        _told[symbol] = known with { Bid = Number(quote.Bid), Ask = Number(quote.Ask), Last = Number(quote.Last) ?? known.Last, At = Later(known.At, quote.At) };
    }

    /// <inheritdoc/>
    public void Trade(in TradeTold trade)
    {
        if (trade.Symbol is { } symbol && Number(trade.Price) is { } price) _told[symbol] = Known(symbol) with { Last = price, At = Later(Known(symbol).At, trade.At) };
    }

    /// <inheritdoc/>
    public void Error(in ErrorTold error)
    {
        // Who asks looked for refusals before.
    }

    /// <inheritdoc/>
    public void Unrecognized(string what)
    {
        // As above.
    }

    private ToldPrice Known(string symbol) => _told.TryGetValue(symbol, out var told) ? told : new ToldPrice(new Symbol(symbol), null, null, null, null);

    private static DateTimeOffset? Later(DateTimeOffset? known, WireTime? told) => told?.Moment is { } moment && (known is null || moment > known) ? moment : known;

    private static decimal? Number(ReadOnlySpan<byte> text) => text.IsEmpty ? null : WireNumber.Parse(text);
}
