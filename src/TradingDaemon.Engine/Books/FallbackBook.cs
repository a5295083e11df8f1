using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Engine.Books;

/// <summary>
/// What of the holdings exists in the simulation alone: the fold of fills of <see cref="Venue"/>. The instrument's own venue knows
/// nothing of it, so it is taken off our side wherever books and venue are compared. Its cash is kept as that of any other venue.
/// </summary>
public sealed class FallbackBook
{
    /// <summary>The venue such fills name; no real one and no configured one is called so.</summary>
    public const string Venue = "fallback";

    private readonly SortedDictionary<string, decimal> _netBase;

    /// <summary>As a checkpoint remembers it.</summary>
    public FallbackBook(AccountState state) =>
        _netBase = new(state.FallbackNetBase ?? ImmutableSortedDictionary<string, decimal>.Empty, StringComparer.Ordinal);

    /// <summary>Signed simulated holdings by symbol, those of zero left out.</summary>
    public ImmutableSortedDictionary<string, decimal> NetBase => _netBase.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Signed simulated holding of an instrument, all strategies together; zero without any.</summary>
    public decimal NetBaseOf(Symbol symbol) => _netBase.GetValueOrDefault(symbol.Text);

    /// <summary>Takes a fill that was booked; one of a venue's own changes nothing here. Simulated fills carry no fee.</summary>
    public void Add(Fill fill)
    {
        if (fill.Venue != Venue) return;
        var total = NetBaseOf(fill.Symbol) + (fill.Quantity.Base * fill.Side.Sign());
        if (total == 0m) _netBase.Remove(fill.Symbol.Text);
        else _netBase[fill.Symbol.Text] = total;
    }
}
