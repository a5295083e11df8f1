using System.Collections.Immutable;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.Gauges;

/// <summary>Amounts by currency, of which there are few: walked with orders, without an enumerator.</summary>
public sealed class CurrencySums
{
    private readonly List<(string Currency, decimal Amount)> _amounts = [];

    /// <summary>Nothing yet.</summary>
    public CurrencySums() { }

    /// <summary>As a checkpoint or a fact remembers them.</summary>
    public CurrencySums(ImmutableSortedDictionary<string, decimal> remembered)
    {
        foreach (var (currency, amount) in remembered) _amounts.Add((currency, amount));
    }

    /// <summary>All of them in account currency; null when one that is not zero has no rate.</summary>
    public decimal? WorthAccount(Valuation valuation)
    {
        var total = 0m;
        for (var i = 0; i < _amounts.Count; i++)
        {
            if (_amounts[i].Amount == 0m) continue;
            if (valuation.Rate(_amounts[i].Currency) is not { } rate) return null;
            total += _amounts[i].Amount * rate;
        }

        return total;
    }

    /// <summary>Adds an amount, or with less than zero takes it off.</summary>
    public void Add(string currency, decimal amount)
    {
        var at = 0;
        while (at < _amounts.Count && string.CompareOrdinal(_amounts[at].Currency, currency) < 0) at++;
        if (at < _amounts.Count && _amounts[at].Currency == currency) _amounts[at] = (currency, _amounts[at].Amount + amount);
        else _amounts.Insert(at, (currency, amount));
    }

    /// <summary>The amounts as a checkpoint keeps them.</summary>
    public ImmutableSortedDictionary<string, decimal> ToAmounts() => _amounts.ToImmutableSortedDictionary(static sum => sum.Currency, static sum => sum.Amount, StringComparer.Ordinal);
}
