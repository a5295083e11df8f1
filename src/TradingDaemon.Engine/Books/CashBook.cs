using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Engine.Books;

/// <summary>
/// Cash at each venue, by currency, with its sums over all venues. Facts and checkpoints of versions that knew one venue do not
/// name it: what they tell belongs to the first venue that anything else names, or to the only one instruments are traded at.
/// </summary>
public sealed class CashBook
{
    private const string Unnamed = ""; // where such cash waits for its venue's name

    private readonly SortedDictionary<string, SortedDictionary<string, decimal>> _byVenue = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, decimal> _total = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _funded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeyValuePair<string, decimal>[]> _amountsAt = new(StringComparer.Ordinal);
    private string? _first;

    /// <summary>As a checkpoint remembers it.</summary>
    public CashBook(InstrumentCatalog catalog, AccountState state)
    {
        _first = FirstNamed(state) ?? (state.Cash.Count > 0 ? Only(catalog) : null);
        if (state.VenueCash is { } byVenue)
        {
            foreach (var (venue, cash) in byVenue)
                foreach (var (currency, amount) in cash) Add(venue, currency, amount);
            _funded.UnionWith(state.FundedVenues ?? []);
        }
        else
        {
            var simulated = state.FallbackCash ?? ImmutableSortedDictionary<string, decimal>.Empty;
            foreach (var (currency, amount) in state.Cash) Add(VenueOf(null), currency, amount - simulated.GetValueOrDefault(currency));
            foreach (var (currency, amount) in simulated) Add(FallbackBook.Venue, currency, amount);
            if (state.IsFunded) _funded.Add(VenueOf(null));
        }

        Amounts = [.. _total];
    }

    /// <summary>The sums by currency code.</summary>
    public IReadOnlyDictionary<string, decimal> Total => _total;

    /// <summary>The same, to be walked with every valuation.</summary>
    public KeyValuePair<string, decimal>[] Amounts { get; private set; }

    /// <summary>Whether any venue was funded.</summary>
    public bool IsAnyFunded => _funded.Count > 0;

    /// <summary>Every venue with its cash by currency code; the fallback simulation counts as one.</summary>
    public IEnumerable<(string Venue, IReadOnlyDictionary<string, decimal> Cash)> ByVenue => _byVenue.Select(static pair => (pair.Key, (IReadOnlyDictionary<string, decimal>)pair.Value));

    /// <summary>Cash of one venue in one currency; zero where there never was any.</summary>
    public decimal Of(string venue, string currency) => _byVenue.TryGetValue(venue, out var cash) ? cash.GetValueOrDefault(currency) : 0m;

    /// <summary>The same of one venue; empty where there never was any.</summary>
    public KeyValuePair<string, decimal>[] AmountsAt(string venue) => _amountsAt.TryGetValue(venue, out var amounts) ? amounts : [];

    /// <summary>Cash of one venue by currency code; empty where there never was any.</summary>
    public IReadOnlyDictionary<string, decimal> At(string venue) =>
        _byVenue.TryGetValue(venue, out var cash) ? cash : ImmutableSortedDictionary<string, decimal>.Empty;

    /// <summary>Whether the venue's opening balance was booked.</summary>
    public bool IsFunded(string venue) => _funded.Contains(venue);

    /// <summary>The venue cash belongs to: as told, else the first one named, else an empty name until one is.</summary>
    public string VenueOf(string? told) => told ?? _first ?? Unnamed;

    /// <summary>Hears of a venue; the first one gets what was told without a name.</summary>
    public void Name(string venue)
    {
        if (_first is not null || venue == FallbackBook.Venue) return;
        _first = venue;
        if (_byVenue.Remove(Unnamed, out var waiting))
        {
            _byVenue.Add(venue, waiting);
            _amountsAt[venue] = [.. waiting];
        }

        if (_funded.Remove(Unnamed)) _funded.Add(venue);
    }

    /// <summary>Moves cash at a venue; null where the fact does not say which.</summary>
    public void Move(string? venue, string currency, decimal amount)
    {
        if (venue is not null) Name(venue);
        Add(VenueOf(venue), currency, amount);
        Amounts = [.. _total];
    }

    /// <summary>Notes that a venue's opening balance, or a part of it, was booked.</summary>
    public void Fund(string? venue) => _funded.Add(VenueOf(venue));

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with
    {
        VenueCash = _byVenue.ToImmutableSortedDictionary(static pair => pair.Key, static pair => pair.Value.ToImmutableSortedDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
        Cash = _total.ToImmutableSortedDictionary(StringComparer.Ordinal), FundedVenues = [.. _funded], IsFunded = IsAnyFunded,
    };

    private void Add(string venue, string currency, decimal amount)
    {
        if (!_byVenue.TryGetValue(venue, out var cash)) _byVenue.Add(venue, cash = new(StringComparer.Ordinal));
        cash[currency] = cash.GetValueOrDefault(currency) + amount;
        _amountsAt[venue] = [.. cash];
        _total[currency] = _total.GetValueOrDefault(currency) + amount;
    }

    private static string? Only(InstrumentCatalog catalog) => catalog.All.Select(static instrument => instrument.Venue).Distinct().ToList() is [var only] ? only : null;

    private static string? FirstNamed(AccountState state) =>
        (state.VenueCash?.Keys ?? [])
            .Concat(state.FillCursors.Keys)
            .Concat(state.OpenOrders.Concat(state.EndedOrders).Select(static order => order.Intent.Venue))
            .Concat(state.Blocks.Select(static block => block.Venue))
            .FirstOrDefault(static venue => venue is not (Unnamed or FallbackBook.Venue));
}
