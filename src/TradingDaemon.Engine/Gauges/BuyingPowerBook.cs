using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Engine.Gauges;

/// <summary>
/// What venues told of their buying power, and what was spent of it since: every entry that is not in the figure counts with what of it works and what of it filled.
/// What a sale brings, and what a cancel frees, counts when the venue tells it.
/// </summary>
public sealed class BuyingPowerBook
{
    private readonly InstrumentCatalog _catalog;
    private readonly SortedDictionary<string, VenueBuyingPower> _venues;

    /// <summary>As a checkpoint remembers it.</summary>
    public BuyingPowerBook(InstrumentCatalog catalog, AccountState state) =>
        (_catalog, _venues) = (catalog, new(state.BuyingPowers ?? ImmutableSortedDictionary<string, VenueBuyingPower>.Empty, StringComparer.Ordinal));

    /// <summary>What the venue told last, and what was spent since; null while it has told none.</summary>
    public VenueBuyingPower? Of(string venue) => _venues.GetValueOrDefault(venue);

    /// <summary>What is to be remembered of a statement; null where the venue tells none, or nothing but what is known and not old.</summary>
    /// <param name="statement">What the venue said.</param>
    /// <param name="open">Our orders that can still change.</param>
    /// <param name="ageMax">How long a figure counts.</param>
    public VenueBuyingPower? Due(VenueStatement statement, IEnumerable<OrderState> open, TimeSpan ageMax)
    {
        if (statement.Holdings?.BuyingPower is not { } told) return null;
        var shown = statement.OpenOrders.Select(static order => order.ClientOrderId).ToHashSet(); // asked for before the figure: what works there is in it
        var power = new VenueBuyingPower(told, 0m, [.. open.Where(order => !shown.Contains(order.Intent.ClientOrderId) && WorthQuote(order.Intent, order.RemainingBase, statement.Venue, told) is not null)
            .Select(order => new SentWorth(order.Intent.ClientOrderId, WorthQuote(order.Intent, order.RemainingBase, statement.Venue, told)!.Value))]);
        return Of(statement.Venue) is { } known && known with { Told = known.Told with { At = told.At } } == power && told.At - known.Told.At < ageMax / 2d ? null : power;
    }

    /// <summary>A venue told it.</summary>
    public void Told(Fact.BuyingPowerTold told) => _venues[told.Venue] = told.Power;

    /// <summary>An order was decided.</summary>
    public void Decided(OrderIntent intent)
    {
        if (Of(intent.Venue) is { } known && WorthQuote(intent, intent.Terms.Quantity.Base, intent.Venue, known.Told) is { } worth)
            _venues[intent.Venue] = known with { Working = known.Working.Add(new SentWorth(intent.ClientOrderId, worth)) };
    }

    /// <summary>An order ended, but for a fill.</summary>
    public void Ended(OrderIntent intent)
    {
        if (Of(intent.Venue) is { } known && Find(known, intent.ClientOrderId) is >= 0 and var at) _venues[intent.Venue] = known with { Working = known.Working.RemoveAt(at) };
    }

    /// <summary>An order of ours filled.</summary>
    /// <param name="fill">The fill.</param>
    /// <param name="order">The order before it.</param>
    /// <param name="status">The order's status after it.</param>
    public void Filled(Fill fill, OrderState order, OrderStatus status)
    {
        var intent = order.Intent;
        if (fill.Venue != intent.Venue || Of(intent.Venue) is not { } known) return; // what the simulation filled, no venue knows
        var at = Find(known, intent.ClientOrderId);
        if (at < 0 && !order.Status.IsTerminal()) return; // it was in the figure
        if (WorthQuote(intent, 1m, intent.Venue, known.Told) is null) return;
        var left = status.IsTerminal() ? 0m : WorthQuote(intent, order.RemainingBase - fill.Quantity.Base, intent.Venue, known.Told)!.Value;
        var working = at < 0 ? known.Working : left > 0m ? known.Working.SetItem(at, new SentWorth(intent.ClientOrderId, left)) : known.Working.RemoveAt(at);
        _venues[intent.Venue] = known with { FilledQuote = known.FilledQuote + _catalog.Find(intent.Symbol)!.Notional(fill.Price.QuotePerBase, fill.Quantity.Base), Working = working };
    }

    /// <summary>The book as a checkpoint keeps it; of venues that tell none it keeps nothing.</summary>
    public AccountState Into(AccountState state) => _venues.Count == 0 ? state : state with { BuyingPowers = _venues.ToImmutableSortedDictionary(StringComparer.Ordinal) };

    // Null of what the figure does not speak of: exits, other venues, other currencies.
    private decimal? WorthQuote(OrderIntent intent, decimal quantityBase, string venue, ToldBuyingPower told) =>
        !intent.IsReduceOnly && intent.Venue == venue && _catalog.Find(intent.Symbol) is { } instrument && instrument.Quote.Code == told.Currency ? instrument.Notional(intent.ValuedAtQuote, quantityBase) : null;

    private static int Find(VenueBuyingPower known, ClientOrderId order)
    {
        for (var i = 0; i < known.Working.Length; i++)
            if (known.Working[i].ClientOrderId == order) return i;
        return -1;
    }
}
