using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Engine.Books;

/// <summary>
/// What of cash and holdings exists in the simulation alone: the fold of fills of <see cref="Venue"/>. The venue knows
/// nothing of it, so it is taken off our side wherever books and venue are compared.
/// </summary>
public sealed class FallbackBook
{
    /// <summary>The venue such fills name; no real one and no configured one is called so.</summary>
    public const string Venue = "fallback";

    private readonly SortedDictionary<string, decimal> _cash;
    private readonly SortedDictionary<string, decimal> _netBase;

    /// <summary>As a checkpoint remembers it.</summary>
    public FallbackBook(AccountState state) => (_cash, _netBase) = (Remembered(state.FallbackCash), Remembered(state.FallbackNetBase));

    /// <summary>Cash by currency code that simulated fills brought (above zero) or took (below), amounts of zero left out.</summary>
    public ImmutableSortedDictionary<string, decimal> Cash => _cash.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Signed simulated holdings by symbol, those of zero left out.</summary>
    public ImmutableSortedDictionary<string, decimal> NetBase => _netBase.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Simulated cash in a currency; zero without any.</summary>
    public decimal CashOf(string currency) => _cash.GetValueOrDefault(currency);

    /// <summary>Signed simulated holding of an instrument, all strategies together; zero without any.</summary>
    public decimal NetBaseOf(Symbol symbol) => _netBase.GetValueOrDefault(symbol.Text);

    /// <summary>Takes a fill that was booked; one of a venue's own changes nothing here. Simulated fills carry no fee.</summary>
    public void Add(Fill fill, Instrument instrument)
    {
        if (fill.Venue != Venue) return;
        Move(_cash, instrument.Quote.Code, -instrument.Notional(fill.Price.QuotePerBase, fill.Quantity.Base) * fill.Side.Sign());
        Move(_netBase, fill.Symbol.Text, fill.Quantity.Base * fill.Side.Sign());
    }

    private static SortedDictionary<string, decimal> Remembered(ImmutableSortedDictionary<string, decimal>? amounts) =>
        new(amounts ?? ImmutableSortedDictionary<string, decimal>.Empty, StringComparer.Ordinal);

    private static void Move(SortedDictionary<string, decimal> amounts, string key, decimal by)
    {
        var total = amounts.GetValueOrDefault(key) + by;
        if (total == 0m) amounts.Remove(key);
        else amounts[key] = total;
    }
}
