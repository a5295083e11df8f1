using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Engine.Portfolio;

/// <summary>What one unit of a currency is worth in account currency: by configured parity, or by the mid of a pair that joins the two.</summary>
public sealed class CurrencyRates
{
    private readonly Currency _account;
    private readonly ImmutableSortedDictionary<string, decimal> _parity;
    private readonly MarkBoard _marks;
    private readonly Dictionary<string, (InstrumentId Pair, bool IsInverse)> _pairs = new(StringComparer.Ordinal);

    /// <summary>Finds, once, the pair that converts each currency.</summary>
    /// <param name="catalog">The instruments.</param>
    /// <param name="account">The account currency.</param>
    /// <param name="parity">Units of account currency per unit, by code, e.g. USDT → 1.</param>
    /// <param name="marks">Where mids come from.</param>
    public CurrencyRates(InstrumentCatalog catalog, Currency account, ImmutableSortedDictionary<string, decimal> parity, MarkBoard marks)
    {
        (_account, _parity, _marks) = (account, parity, marks);
        foreach (var instrument in catalog.All)
        {
            if (instrument.AssetClass is not (AssetClass.Forex or AssetClass.Crypto)) continue;
            if (instrument.Quote == account) _pairs.TryAdd(instrument.Base.Code, (instrument.Id, false));
            if (instrument.Base == account) _pairs.TryAdd(instrument.Quote.Code, (instrument.Id, true));
        }
    }

    /// <summary>Account currency per unit of <paramref name="currency"/>, or null when nothing tells.</summary>
    public decimal? ToAccount(string currency)
    {
        if (currency == _account.Code) return 1m;
        if (_parity.TryGetValue(currency, out var rate)) return rate;
        if (!_pairs.TryGetValue(currency, out var by) || _marks.Find(by.Pair) is not { } quote) return null;
        return by.IsInverse ? 1m / quote.Mid : quote.Mid;
    }

    /// <summary>Whether anything converts a currency: once quotes have come, <see cref="ToAccount"/> tells.</summary>
    public bool Converts(string currency) => currency == _account.Code || _parity.ContainsKey(currency) || _pairs.ContainsKey(currency);

    /// <summary>The pair whose price tells that; null for the account's own currency, one at parity, and one no pair knows.</summary>
    public InstrumentId? PairOf(string currency) => currency != _account.Code && !_parity.ContainsKey(currency) && _pairs.TryGetValue(currency, out var by) ? by.Pair : null;
}
