using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.Gauges;

/// <summary>
/// What options cost the account on the trading day: what those held would have fetched when it began, and what was paid for options since, fees told with fills included, less what they brought.
/// Their loss of the day, realized and unrealized, is how much of that those held now would not fetch.
/// </summary>
public sealed class OptionDay
{
    private readonly InstrumentCatalog _catalog;
    private CurrencySums? _costs; // null while nobody knows with what the day began

    /// <summary>As a checkpoint remembers it. One of a version without it knows only of an account that never had an option.</summary>
    /// <param name="catalog">The instruments.</param>
    /// <param name="state">What is remembered.</param>
    public OptionDay(InstrumentCatalog catalog, AccountState state)
    {
        _catalog = catalog;
        if (state.DayOptionsQuote is { } known) _costs = new CurrencySums(known);
        else if (!state.Positions.Any(position => catalog.Find(position.Symbol) is { AssetClass: AssetClass.Option })) _costs = new CurrencySums();
    }

    /// <summary>What the options that are held would fetch now, by quote currency code; null where none is, or one has no price.</summary>
    public static ImmutableSortedDictionary<string, decimal>? WorthQuote(InstrumentCatalog catalog, MarkBoard marks, PositionBooks positions)
    {
        CurrencySums? worth = null;
        foreach (var index in positions.Held)
        {
            var instrument = catalog.All[index];
            if (instrument.AssetClass != AssetClass.Option) continue;
            var net = positions.NetBase(instrument.Id);
            if (marks.ExitPrice(instrument.Id, net) is not { } price) return null;
            (worth ??= new CurrencySums()).Add(instrument.Quote.Code, instrument.Notional(price, net));
        }

        return worth?.ToAmounts();
    }

    /// <summary>Another trading day begins.</summary>
    /// <param name="worthQuote">What the options held are worth; null where none is told.</param>
    /// <param name="positions">What is held: where that is an option and its worth is not told, the day's loss is not known.</param>
    public void Open(ImmutableSortedDictionary<string, decimal>? worthQuote, PositionBooks positions) =>
        _costs = worthQuote is { } known ? new CurrencySums(known) : positions.Held.Any(index => _catalog.All[index].AssetClass == AssetClass.Option) ? null : new CurrencySums();

    /// <summary>An option came or went without a trade: worth this much, quote currency.</summary>
    public void Adopted(Instrument instrument, decimal notionalQuote)
    {
        if (instrument.AssetClass == AssetClass.Option) _costs?.Add(instrument.Quote.Code, notionalQuote);
    }

    /// <summary>A fill is booked.</summary>
    /// <param name="instrument">What was traded.</param>
    /// <param name="fill">The fill.</param>
    /// <param name="feeQuote">What its fee is worth in quote currency, as far as that is known.</param>
    public void Filled(Instrument instrument, Fill fill, decimal feeQuote)
    {
        if (instrument.AssetClass != AssetClass.Option || _costs is null) return;
        _costs.Add(instrument.Quote.Code, instrument.Notional(fill.Price.QuotePerBase, fill.Quantity.Base) * fill.Side.Sign());
        if (fill.Fee.Currency == instrument.Base) return; // it came out of what was bought, and that is worth less
        if (fill.FeeHolding is null) _costs.Add(fill.Fee.Currency.Code, fill.Fee.Amount);
        else _costs.Add(instrument.Quote.Code, feeQuote);
    }

    /// <summary>What options lost since the day began, account currency, below zero for a gain; null while its beginning, a price or a rate is not known.</summary>
    public decimal? LossAccount(Valuation valuation, PositionBooks positions)
    {
        if (_costs?.WorthAccount(valuation) is not { } loss) return null;
        for (var i = 0; i < positions.Held.Count; i++)
        {
            var instrument = _catalog.All[positions.Held[i]];
            if (instrument.AssetClass != AssetClass.Option) continue;
            if (valuation.ValueAccount(instrument, positions.NetBase(instrument.Id)) is not { } worth) return null;
            loss -= worth;
        }

        return loss;
    }

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with { DayOptionsQuote = _costs?.ToAmounts() };
}
