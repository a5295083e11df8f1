using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.Books;

/// <summary>The trading day: what the account was worth when it began, and what came or went since without a trade, which is nobody's profit or loss.</summary>
public sealed class DayBook
{
    private readonly SortedDictionary<string, decimal> _moved; // by currency; what is brought before its rate is known counts once it is

    /// <summary>As a checkpoint remembers it.</summary>
    public DayBook(AccountState state)
    {
        (Date, OpenedAtAccount) = (state.TradingDay, state.DayOpenEquityAccount);
        _moved = new(state.DayMoved, StringComparer.Ordinal);
    }

    /// <summary>The trading day the daily loss counts from, or null before the first.</summary>
    public DateOnly? Date { get; private set; }

    /// <summary>Equity in account currency when it began, without what came or went since; null before the first.</summary>
    public decimal? OpenedAtAccount { get; private set; }

    /// <summary>What profit and loss of the day are counted from: equity when it began, with what came or went since; null while one of those has no rate.</summary>
    public decimal? OpeningAccount(Valuation valuation)
    {
        var opening = OpenedAtAccount;
        foreach (var (currency, amount) in _moved)
            if (amount != 0m) opening += amount * valuation.Rate(currency);
        return opening;
    }

    /// <summary>A day begins.</summary>
    public void Open(Fact.DayOpened opened)
    {
        (Date, OpenedAtAccount) = (opened.Day, opened.EquityAccount);
        _moved.Clear();
    }

    /// <summary>Money, or a holding worth it, came or went without a trade.</summary>
    public void Move(string currency, decimal amount) => _moved[currency] = _moved.GetValueOrDefault(currency) + amount;

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with
    {
        TradingDay = Date, DayOpenEquityAccount = OpenedAtAccount, DayMoved = _moved.ToImmutableSortedDictionary(StringComparer.Ordinal),
    };
}
