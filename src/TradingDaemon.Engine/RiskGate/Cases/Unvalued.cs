using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.RiskGate.Cases;

/// <summary>Says why equity cannot be valued: the first cash or holding that has no value, and where it is. Asked only when an entry is refused for it.</summary>
internal static class Unvalued
{
    /// <summary>One sentence, as <see cref="Rules.Funds.EquityKnown"/> announces it.</summary>
    public static string Text(AccountBooks books, InstrumentCatalog catalog, Valuation valuation) => $"Equity cannot be valued: {Why(books, catalog, valuation)}.";

    /// <summary>The same of what one strategy holds and has in flight: against another's it may be nothing to the account, whose equity is known then.</summary>
    public static string Text(StrategyId strategy, AccountBooks books, InstrumentCatalog catalog, Valuation valuation)
    {
        var held = books.Positions.All.Where(book => book.Key.Strategy == strategy && book.NetBase != 0m).Select(static book => (book.Key.Symbol, SignedBase: book.NetBase));
        var flying = books.Orders.Open.Where(order => order.Intent.Strategy == strategy).Select(static order => (order.Intent.Symbol, SignedBase: order.RemainingBase * order.Intent.Side.Sign()));
        foreach (var (symbol, signedBase) in held.Concat(flying))
            if (catalog.Find(symbol) is { } instrument && Why(instrument, signedBase, catalog, valuation) is { } why) return $"Equity cannot be valued: of what {strategy} holds or has in flight, {why}.";
        return $"Equity cannot be valued: something that {strategy} holds has no quote yet.";
    }

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
            if (Why(instrument, books.Positions.NetBase(instrument.Id), catalog, valuation) is { } why) return why;
        }

        return "a holding has no quote yet";
    }

    private static string? Why(Instrument instrument, decimal signedBase, InstrumentCatalog catalog, Valuation valuation)
    {
        if (valuation.ValueAccount(instrument, signedBase) is not null) return null;
        return valuation.Rate(instrument) is null
            ? Unconverted(instrument.Quote.Code, $"in which {instrument.Symbol} at {instrument.Venue} is priced", catalog, valuation)
            : $"{instrument.Symbol}, held at {instrument.Venue}, has no quote yet";
    }

    private static string Unconverted(string currency, string whereToFind, InstrumentCatalog catalog, Valuation valuation) => valuation.PairOf(currency) is { } pair
        ? $"{catalog[pair].Symbol} at {catalog[pair].Venue} has no quote yet, and converts {currency}, {whereToFind}"
        : $"nothing converts {currency}, {whereToFind}: an instrument or a currencyParity of it would";
}
