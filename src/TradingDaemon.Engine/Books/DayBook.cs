using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Engine.Gauges;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.Books;

/// <summary>The trading day: what its profit and loss are counted from, and what came or went without a trade and is not counted in yet.</summary>
public sealed class DayBook
{
    private readonly SortedDictionary<string, decimal> _moved;

    /// <summary>As a checkpoint remembers it.</summary>
    public DayBook(InstrumentCatalog catalog, AccountState state)
    {
        Options = new OptionDay(catalog, state);
        (Date, OpenedAtAccount, LosingDays) = (state.TradingDay, state.DayOpenEquityAccount, state.LosingDays);
        _moved = new(state.DayMoved, StringComparer.Ordinal);
    }

    /// <summary>The trading day the daily loss counts from, or null before the first.</summary>
    public DateOnly? Date { get; private set; }

    /// <summary>Equity in account currency when it began, moved by what was counted in since; null before the first.</summary>
    public decimal? OpenedAtAccount { get; private set; }

    /// <summary>What came or went since and is not counted in, by currency code: not yet worth anything in account currency, as a rule for want of a quote.</summary>
    public IReadOnlyDictionary<string, decimal> Moved => _moved;

    /// <summary>What profit and loss of the day are counted from; null before the first day, and while anything that moved is not counted in.</summary>
    public decimal? OpeningAccount => _moved.Count == 0 ? OpenedAtAccount : null;

    /// <summary>Trading days in a row that ended with less than they began with. One whose result nobody knows, because what moved has no worth yet, changes nothing.</summary>
    public int LosingDays { get; private set; }

    /// <summary>What options cost on it.</summary>
    public OptionDay Options { get; }

    /// <summary>A day begins, or the same one with what moved.</summary>
    public void Open(Fact.DayOpened opened, PositionBooks positions)
    {
        if (opened.Day != Date) Options.Open(opened.OptionsQuote, positions);
        if (opened.Day > Date && OpeningAccount is { } before) LosingDays = opened.EquityAccount < before ? LosingDays + 1 : 0;
        (Date, OpenedAtAccount) = (opened.Day, opened.EquityAccount);
        _moved.Clear();
    }

    /// <summary>Money, or a holding worth it, came or went without a trade.</summary>
    public void Move(string currency, decimal amount)
    {
        if (amount != 0m) _moved[currency] = _moved.GetValueOrDefault(currency) + amount;
    }

    /// <summary>A holding worth so much came or went without a trade.</summary>
    public void Adopt(Instrument instrument, decimal notionalQuote)
    {
        Move(instrument.Quote.Code, notionalQuote);
        Options.Adopted(instrument, notionalQuote);
    }

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => Options.Into(state) with
    {
        TradingDay = Date, LosingDays = LosingDays, DayOpenEquityAccount = OpenedAtAccount, DayMoved = _moved.ToImmutableSortedDictionary(StringComparer.Ordinal),
    };
}
