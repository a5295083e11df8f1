using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Engine.Portfolio;

/// <summary>What the account is worth: one number for every rule and every page.</summary>
/// <param name="catalog">The instruments.</param>
/// <param name="marks">Newest quotes.</param>
/// <param name="rates">Currency rates.</param>
public sealed class Valuation(InstrumentCatalog catalog, MarkBoard marks, CurrencyRates rates)
{
    /// <summary>Cash plus what every holding would fetch now, in account currency; null when one of them has no price or no rate.</summary>
    public decimal? Equity(ReadOnlySpan<KeyValuePair<string, decimal>> cash, PositionBooks positions)
    {
        var equity = 0m;
        foreach (var (currency, amount) in cash)
        {
            if (amount == 0m) continue;
            if (rates.ToAccount(currency) is not { } rate) return null;
            equity += amount * rate;
        }

        for (var i = 0; i < positions.Held.Count; i++)
        {
            var instrument = catalog.All[positions.Held[i]];
            if (ValueAccount(instrument, positions.NetBase(instrument.Id)) is not { } value) return null;
            equity += value;
        }

        return equity;
    }

    /// <summary>What a signed holding would fetch now in account currency; null without a quote or a rate.</summary>
    public decimal? ValueAccount(Instrument instrument, decimal netBase) =>
        marks.ExitPrice(instrument.Id, netBase) is { } price && rates.ToAccount(instrument.Quote.Code) is { } rate
            ? instrument.Notional(price, netBase) * rate
            : null;

    /// <summary>The same, and zero of nothing whatever its price.</summary>
    public decimal? ValueOf(Instrument instrument, decimal netBase) => netBase == 0m ? 0m : ValueAccount(instrument, netBase);

    /// <summary>The newest quote of an instrument, or null before the first.</summary>
    public Quote? QuoteOf(Instrument instrument) => marks.Find(instrument.Id);

    /// <summary>Unrealized P&amp;L of one position in its quote currency; zero when flat, null without a quote.</summary>
    public decimal? UnrealizedQuote(LotBook book)
    {
        if (book.NetBase == 0m) return 0m;
        return catalog.Find(book.Key.Symbol) is { } instrument && marks.ExitPrice(instrument.Id, book.NetBase) is { } price
            ? book.UnrealizedQuote(price)
            : null;
    }

    /// <summary>Account currency per unit of a currency, or null when nothing tells.</summary>
    public decimal? Rate(string currency) => rates.ToAccount(currency);

    /// <summary>The pair whose price converts a currency; null where none does, or none is needed.</summary>
    public InstrumentId? PairOf(string currency) => rates.PairOf(currency);

    /// <summary>Account currency per unit of an instrument's quote currency, or null when nothing tells.</summary>
    public decimal? Rate(Instrument instrument) => rates.ToAccount(instrument.Quote.Code);
}
