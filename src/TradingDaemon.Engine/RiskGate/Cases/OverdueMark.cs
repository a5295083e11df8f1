using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Engine.RiskGate.Cases;

/// <summary>
/// The prices equity is reckoned with: of every holding, and of every pair that converts a currency held or quoted in. One is overdue when its market is open,
/// trading in it is not halted, and its newest quote is older than the tier allows. A closed market owes nobody a price.
/// </summary>
internal static class OverdueMark
{
    /// <summary>The first instrument whose price is overdue; null when none is, or the tier does not ask.</summary>
    public static Instrument? Find(RiskCase order)
    {
        if (order.Limits.MarkAgeMax is not { } most) return null;
        var positions = order.Books.Positions;
        for (var i = 0; i < positions.Held.Count; i++)
        {
            var instrument = order.Catalog.All[positions.Held[i]];
            if (IsOverdue(order, instrument, most)) return instrument;
            if (Pair(order, instrument.Quote.Code) is { } pair && IsOverdue(order, pair, most)) return pair;
        }

        foreach (var (currency, amount) in order.Books.Cash.Amounts)
            if (amount != 0m && Pair(order, currency) is { } pair && IsOverdue(order, pair, most)) return pair;
        return null;
    }

    private static Instrument? Pair(RiskCase order, string currency) => order.Valuation.PairOf(currency) is { } pair ? order.Catalog[pair] : null;

    // The age first: it is seldom too old, and only then are hours asked.
    private static bool IsOverdue(RiskCase order, Instrument instrument, TimeSpan most) =>
        order.Valuation.QuoteOf(instrument) is { } quote && quote.AgeAt(order.Now) > most && MarketState.IsWithinHours(instrument, order.Now)
        && MarketState.Blocked(order, instrument, BlockCause.MarketClosed) is null && MarketState.Blocked(order, instrument, BlockCause.TradingHalted) is null;
}
