using TradingDaemon.Domain.Instruments;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.RiskGate.Cases;

/// <summary>Says why equity cannot be valued: the first cash or holding that has no value, and where it is. Asked only when an entry is refused for it.</summary>
internal static class Unvalued
{
    /// <summary>One sentence, as <see cref="Rules.Funds.EquityKnown"/> announces it.</summary>
    public static string Text(AccountBooks books, InstrumentCatalog catalog, Valuation valuation) => $"Equity cannot be valued: {Why(books, catalog, valuation)}.";

    private static string Why(AccountBooks books, InstrumentCatalog catalog, Valuation valuation)
    {
        foreach (var (currency, amount) in books.Cash.Amounts)
        {
            if (amount == 0m || valuation.Rate(currency) is not null) continue;
            var venues = books.Cash.ByVenue.Where(one => one.Cash.GetValueOrDefault(currency) != 0m).Select(static one => one.Venue);
            return Unconverted(currency, $"which is cash at {string.Join(" and ", venues)}", catalog, valuation);
        }

        for (var i = 0; i < books.Positions.Held.Count; i++)
        {
            var instrument = catalog.All[books.Positions.Held[i]];
            if (valuation.ValueAccount(instrument, books.Positions.NetBase(instrument.Id)) is not null) continue;
            return valuation.Rate(instrument) is null
                ? Unconverted(instrument.Quote.Code, $"in which {instrument.Symbol} at {instrument.Venue} is priced", catalog, valuation)
                : $"{instrument.Symbol}, held at {instrument.Venue}, has no quote yet";
        }

        return "a holding has no quote yet";
    }

    private static string Unconverted(string currency, string whereToFind, InstrumentCatalog catalog, Valuation valuation) => valuation.PairOf(currency) is { } pair
        ? $"{catalog[pair].Symbol} at {catalog[pair].Venue} has no quote yet, and converts {currency}, {whereToFind}"
        : $"nothing converts {currency}, {whereToFind}: an instrument or a currencyParity of it would";
}
