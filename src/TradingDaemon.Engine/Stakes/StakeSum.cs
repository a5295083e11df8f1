using System.Collections.Immutable;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.Stakes;

/// <summary>Stakes of many, added up currency by currency: rates move with every quote of a pair, amounts in their own currency do not.</summary>
/// <param name="currencies">Codes of the quote currencies there are.</param>
internal sealed class StakeSum(ImmutableArray<string> currencies)
{
    private readonly Stake[] _cells = new Stake[currencies.Length];

    /// <summary>One of the stakes in it changed.</summary>
    /// <param name="currency">Place of its currency.</param>
    /// <param name="from">What it was.</param>
    /// <param name="to">What it is.</param>
    public void Move(int currency, in Stake from, in Stake to)
    {
        var moved = _cells[currency] - from + to;
        _cells[currency] = moved.IsOfNothing ? default : moved;
    }

    /// <summary>All of it but one stake, in account currency.</summary>
    /// <param name="valuation">Where rates come from.</param>
    /// <param name="currency">Place of that stake's currency.</param>
    /// <param name="less">The stake to leave out, one of those in it.</param>
    public StakeTotal Without(Valuation valuation, int currency, in Stake less)
    {
        var (net, held, buys, sells, risk) = (0m, 0m, 0m, 0m, 0m);
        var (isHeldKnown, areBuysKnown, areSellsKnown) = (true, true, true);
        for (var i = 0; i < _cells.Length; i++)
        {
            ref readonly var whole = ref _cells[i];
            if (whole.IsOfNothing) continue;
            var cell = i == currency ? whole - less : whole;
            if (cell.IsOfNothing) continue;
            isHeldKnown &= cell.Unpriced == 0;
            if (valuation.Rate(currencies[i]) is { } rate)
            {
                if (cell.Holdings > 0) (net, held) = (net + (cell.NetQuote * rate), held + (cell.HeldQuote * rate));
                if (cell.Buys > 0) buys += cell.BuysQuote * rate;
                if (cell.Sells > 0) sells += cell.SellsQuote * rate;
                risk += cell.RiskQuote * rate;
                continue;
            }

            isHeldKnown &= cell.Holdings == 0;
            areBuysKnown &= cell.Buys == 0;
            areSellsKnown &= cell.Sells == 0;
        }

        return new(isHeldKnown ? net : null, isHeldKnown ? held : null, areBuysKnown ? buys : null, areSellsKnown ? sells : null, isHeldKnown && areBuysKnown && areSellsKnown ? risk : null);
    }
}
