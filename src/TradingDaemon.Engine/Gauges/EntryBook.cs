using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Gauges;

/// <summary>The trading day's entries: how many, of whom, and what they spoke for. What an order did not fill is given back when it ends. Exits are not counted.</summary>
public sealed class EntryBook
{
    private static readonly EntryTally None = new();

    private readonly SortedDictionary<string, EntryTally> _byStrategy = new(StringComparer.Ordinal);
    private readonly InstrumentCatalog _catalog;
    private DateTimeOffset? _since;

    /// <summary>As a checkpoint remembers it.</summary>
    public EntryBook(InstrumentCatalog catalog, AccountState state)
    {
        _catalog = catalog;
        (_since, NewestAt) = (state.EntriesSince, state.NewestEntryAt);
        foreach (var (strategy, remembered) in state.DayEntries) _byStrategy.Add(strategy, new EntryTally(remembered));
        All = state.AllDayEntries is { } all ? new EntryTally(all) : new EntryTally();
    }

    /// <summary>Of all strategies.</summary>
    public EntryTally All { get; private set; }

    /// <summary>When the newest entry was decided (UTC), of whichever day; null before the first.</summary>
    public DateTimeOffset? NewestAt { get; private set; }

    /// <summary>Of one strategy; an empty tally when it decided none today.</summary>
    public EntryTally Of(StrategyId strategy) => _byStrategy.TryGetValue(strategy.Text, out var tally) ? tally : None;

    /// <summary>Another trading day begins.</summary>
    public void Open(DateTimeOffset at)
    {
        _since = at;
        _byStrategy.Clear();
        All = new EntryTally();
    }

    /// <summary>An order was decided.</summary>
    public void Decided(OrderIntent intent)
    {
        if (intent.IsReduceOnly) return;
        NewestAt = intent.DecidedAt;
        if (!_byStrategy.TryGetValue(intent.Strategy.Text, out var tally)) _byStrategy.Add(intent.Strategy.Text, tally = new EntryTally());
        if (intent.Child is not { Number: > 1 } && intent.QuoteOf is null) Count(tally); // an entry in parts is one, and a quote that is taken back was none
        Spend(intent, intent.Terms.Quantity.Base);
    }

    /// <summary>A fill of an order is about to be booked: with its first one a quote is an entry.</summary>
    public void Filled(OrderState order)
    {
        if (order is { FilledBase: 0m, Intent: { QuoteOf: not null, IsReduceOnly: false } intent } && _byStrategy.TryGetValue(intent.Strategy.Text, out var tally)) Count(tally);
    }

    /// <summary>An order ended with so much of it not filled, or with less than zero: was filled after it had ended.</summary>
    public void GaveBack(OrderIntent intent, decimal quantityBase)
    {
        if (!intent.IsReduceOnly && quantityBase != 0m && !(intent.DecidedAt < _since)) Spend(intent, -quantityBase);
    }

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with
    {
        EntriesSince = _since, NewestEntryAt = NewestAt, AllDayEntries = All.ToEntries(),
        DayEntries = _byStrategy.ToImmutableSortedDictionary(static pair => pair.Key, static pair => pair.Value.ToEntries(), StringComparer.Ordinal),
    };

    private void Count(EntryTally tally)
    {
        tally.Add();
        All.Add();
    }

    private void Spend(OrderIntent intent, decimal quantityBase)
    {
        if (_catalog.Find(intent.Symbol) is not { } instrument || !_byStrategy.TryGetValue(intent.Strategy.Text, out var tally)) return;
        var amount = instrument.Notional(intent.ValuedAtQuote, quantityBase);
        tally.Spend(instrument.Quote.Code, amount);
        All.Spend(instrument.Quote.Code, amount);
    }
}
