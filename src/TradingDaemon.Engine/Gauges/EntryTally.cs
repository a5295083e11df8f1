using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.Gauges;

/// <summary>Entries of one day and what they spoke for, of one strategy or of all.</summary>
public sealed class EntryTally
{
    private readonly List<(string Currency, decimal Amount)> _spent = []; // by currency, of which there are few; walked with every order, without an enumerator

    /// <summary>Nothing yet.</summary>
    public EntryTally() { }

    /// <summary>As a checkpoint remembers it.</summary>
    public EntryTally(DayEntries remembered)
    {
        Count = remembered.Count;
        foreach (var (currency, amount) in remembered.SpentQuote) _spent.Add((currency, amount));
    }

    /// <summary>Entries decided.</summary>
    public int Count { get; private set; }

    /// <summary>What they are worth that were filled or may still be, in account currency; null when a currency has no rate.</summary>
    public decimal? SpentAccount(Valuation valuation)
    {
        var total = 0m;
        for (var i = 0; i < _spent.Count; i++)
        {
            if (_spent[i].Amount == 0m) continue;
            if (valuation.Rate(_spent[i].Currency) is not { } rate) return null;
            total += _spent[i].Amount * rate;
        }

        return total;
    }

    /// <summary>Counts an entry.</summary>
    public void Add() => Count++;

    /// <summary>Speaks for an amount, or with less than zero gives it back.</summary>
    public void Spend(string currency, decimal amountQuote)
    {
        var at = 0;
        while (at < _spent.Count && string.CompareOrdinal(_spent[at].Currency, currency) < 0) at++;
        if (at < _spent.Count && _spent[at].Currency == currency) _spent[at] = (currency, _spent[at].Amount + amountQuote);
        else _spent.Insert(at, (currency, amountQuote));
    }

    /// <summary>The tally as a checkpoint keeps it.</summary>
    public DayEntries ToEntries() => new(Count, _spent.ToImmutableSortedDictionary(static spent => spent.Currency, static spent => spent.Amount, StringComparer.Ordinal));
}
