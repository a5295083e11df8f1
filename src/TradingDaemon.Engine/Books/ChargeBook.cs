using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Charges;
using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Engine.Books;

/// <summary>
/// The one place that says what is booked of fees a venue takes apart from any trade: each by the venue's own id, as far as the venue tells it now, and when cash has moved by it.
/// They are a cost of the day they are booked on, and nobody's deposit.
/// </summary>
public sealed class ChargeBook
{
    /// <summary>Days before the newest charge of a venue for which its ids are remembered: several times what is ever asked for again.</summary>
    public const int DaysKept = 90;

    /// <summary>Ids remembered of a venue at most, the newest days'.</summary>
    public const int KnownMax = 5_000;

    private readonly SortedDictionary<string, Dictionary<string, VenueCharge>> _known = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, decimal> _paid;

    /// <summary>As a checkpoint remembers it.</summary>
    public ChargeBook(AccountState state)
    {
        foreach (var (venue, charges) in state.Charges) _known.Add(venue, charges.ToDictionary(static charge => charge.Id, StringComparer.Ordinal));
        _paid = new(state.ChargesPaid, StringComparer.Ordinal);
    }

    /// <summary>What was paid since the store began, by currency code; below zero where more was given back.</summary>
    public IReadOnlyDictionary<string, decimal> Paid => _paid;

    /// <summary>
    /// What is to be booked now of what a venue tells. What it tells when it is asked for the first time is in the balance the account was opened with, unless cash says otherwise; after that a
    /// fee is booked once it explains what is missing from cash, and waits until then: the venue may tell it before it takes it.
    /// </summary>
    /// <param name="venue">Whose.</param>
    /// <param name="told">Every fee it tells; those known as they are change nothing.</param>
    /// <param name="missing">The venue's cash less ours in a currency.</param>
    /// <param name="isNothing">Whether so much in a currency is no difference.</param>
    /// <returns>Null when there is nothing to book; empty when there is nothing but that the venue was asked.</returns>
    public ImmutableArray<BookedCharge>? Due(string venue, IReadOnlyList<VenueCharge> told, Func<string, decimal> missing, Func<string, decimal, bool> isNothing)
    {
        var known = _known.GetValueOrDefault(venue);
        var due = ImmutableArray.CreateBuilder<BookedCharge>();
        var news = told.DistinctBy(static charge => charge.Id).Select(charge => new BookedCharge(charge, charge.Amount - (known?.GetValueOrDefault(charge.Id)?.Amount ?? 0m))).Where(static one => one.Moved != 0m);
        foreach (var some in news.GroupBy(static one => one.Charge.Currency, StringComparer.Ordinal).OrderBy(static some => some.Key, StringComparer.Ordinal))
        {
            var explained = Explaining(missing(some.Key), [.. some.OrderBy(static one => one.Charge.On).ThenBy(static one => one.Charge.Id, StringComparer.Ordinal)], left => isNothing(some.Key, left));
            due.AddRange(known is not null ? explained : some.Select(one => explained.Contains(one) ? one : one with { Moved = 0m }));
        }

        return due.Count > 0 || known is null ? due.ToImmutable() : null;
    }

    /// <summary>Makes a booking so.</summary>
    public void Book(Fact.ChargesBooked booked)
    {
        if (!_known.TryGetValue(booked.Venue, out var known)) _known.Add(booked.Venue, known = new(StringComparer.Ordinal));
        foreach (var (charge, moved) in booked.Charges)
        {
            known[charge.Id] = charge;
            if (moved != 0m) _paid[charge.Currency] = _paid.GetValueOrDefault(charge.Currency) - moved;
        }

        Forget(known);
    }

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with
    {
        Charges = _known.ToImmutableSortedDictionary(static venue => venue.Key, static venue => venue.Value.Values.OrderBy(static charge => charge.On).ThenBy(static charge => charge.Id, StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal),
        ChargesPaid = _paid.ToImmutableSortedDictionary(StringComparer.Ordinal),
    };

    // Those that leave no difference: all of them, as a fee and a correction that moved together; or one; or, oldest first, each that fits into what is left. Else none: something else moved.
    private static List<BookedCharge> Explaining(decimal gap, List<BookedCharge> news, Predicate<decimal> isNothing)
    {
        if (isNothing(gap)) return [];
        if (isNothing(gap - news.Sum(static one => one.Moved))) return news;
        if (news.Find(one => isNothing(gap - one.Moved)) is { } alone) return [alone];
        List<BookedCharge> fitting = [];
        foreach (var one in news)
        {
            if (Math.Sign(one.Moved) != Math.Sign(gap) || Math.Abs(one.Moved) > Math.Abs(gap)) continue;
            fitting.Add(one);
            gap -= one.Moved;
        }

        return isNothing(gap) ? fitting : [];
    }

    private static void Forget(Dictionary<string, VenueCharge> known)
    {
        if (known.Count == 0) return;
        var oldest = known.Values.Max(static charge => charge.On).AddDays(-DaysKept);
        var over = Math.Max(0, known.Count - KnownMax);
        foreach (var charge in known.Values.OrderBy(static charge => charge.On).ThenBy(static charge => charge.Id, StringComparer.Ordinal).TakeWhile((charge, place) => place < over || charge.On < oldest).ToList()) known.Remove(charge.Id);
    }
}
