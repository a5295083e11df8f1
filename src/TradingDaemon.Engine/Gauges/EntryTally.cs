using TradingDaemon.Domain.Account;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.Gauges;

/// <summary>Entries of one day and what they spoke for, of one strategy or of all.</summary>
public sealed class EntryTally
{
    private readonly CurrencySums _spent;

    /// <summary>Nothing yet.</summary>
    public EntryTally() => _spent = new CurrencySums();

    /// <summary>As a checkpoint remembers it.</summary>
    public EntryTally(DayEntries remembered) => (Count, _spent) = (remembered.Count, new CurrencySums(remembered.SpentQuote));

    /// <summary>Entries decided.</summary>
    public int Count { get; private set; }

    /// <summary>What they are worth that were filled or may still be, in account currency; null when a currency has no rate.</summary>
    public decimal? SpentAccount(Valuation valuation) => _spent.WorthAccount(valuation);

    /// <summary>Counts an entry.</summary>
    public void Add() => Count++;

    /// <summary>Speaks for an amount, or with less than zero gives it back.</summary>
    public void Spend(string currency, decimal amountQuote) => _spent.Add(currency, amountQuote);

    /// <summary>The tally as a checkpoint keeps it.</summary>
    public DayEntries ToEntries() => new(Count, _spent.ToAmounts());
}
