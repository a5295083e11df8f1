using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Tilt;

/// <summary>
/// Positions on their way from flat to flat: where a trade ends, whoever asks. An exit in pieces is one trade, and what is left below a lot or a hundredth of the most that was held is
/// dust, not a position.
/// </summary>
public sealed class TripBook
{
    private const decimal DustFraction = 0.01m;

    private readonly SortedDictionary<(string Strategy, string Symbol), OpenTrip> _open = [];

    /// <summary>As a checkpoint remembers it.</summary>
    public TripBook(AccountState state)
    {
        foreach (var trip in state.Trips) _open.Add((trip.Strategy.Text, trip.Symbol.Text), trip with { ClosedQuote = trip.ClosedQuote + KeptBeside(state, trip) });
    }

    /// <summary>A fill was booked.</summary>
    /// <param name="strategy">Whose position it changed.</param>
    /// <param name="instrument">In what.</param>
    /// <param name="isBuy">Whether it was bought.</param>
    /// <param name="priceQuote">At which price.</param>
    /// <param name="netBase">What is held after it, signed.</param>
    /// <param name="realizedQuote">What it realized, net of fees.</param>
    /// <param name="at">When (UTC).</param>
    /// <returns>The trade it ended, or null.</returns>
    public ClosedTrade? Booked(StrategyId strategy, Instrument instrument, bool isBuy, decimal priceQuote, decimal netBase, decimal realizedQuote, DateTimeOffset at)
    {
        var key = (strategy.Text, instrument.Symbol.Text);
        var held = Math.Abs(netBase);
        var worth = instrument.Notional(priceQuote, held);
        if (!_open.TryGetValue(key, out var trip))
        {
            if (held >= instrument.LotSize && isBuy == netBase > 0m) _open.Add(key, new OpenTrip(strategy, instrument.Symbol, netBase, held, worth, realizedQuote));
            return null;
        }

        var profit = trip.ProfitQuote + realizedQuote;
        var isTurned = Math.Sign(netBase) == -Math.Sign(trip.NetBase);
        var left = isTurned ? 0m : Math.Min(held, Math.Abs(trip.NetBase));
        var closed = trip.ClosedQuote + (isBuy == trip.NetBase > 0m ? 0m : instrument.Notional(priceQuote, Math.Abs(trip.NetBase) - left));
        if (!isTurned && held >= instrument.LotSize && held > trip.PeakBase * DustFraction)
        {
            var isLarger = held > trip.PeakBase;
            _open[key] = trip with { NetBase = netBase, PeakBase = isLarger ? held : trip.PeakBase, CostQuote = isLarger ? worth : trip.CostQuote, ProfitQuote = profit, ClosedQuote = closed };
            return null;
        }

        _open.Remove(key);
        if (isTurned && held >= instrument.LotSize) _open.Add(key, new OpenTrip(strategy, instrument.Symbol, netBase, held, worth, 0m));
        return new ClosedTrade(strategy, at, profit, trip.CostQuote > 0m ? profit / trip.CostQuote : 0m, closed);
    }

    /// <summary>The position went to another owner: that is no trade.</summary>
    public void Dropped(StrategyId strategy, Symbol symbol) => _open.Remove((strategy.Text, symbol.Text));

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with { Trips = [.. _open.Values] };

    // A version before this one kept it with the closed trades.
    private static decimal KeptBeside(AccountState state, OpenTrip trip) =>
        state.Trades.TryGetValue(trip.Strategy.Text, out var trades) && trades.Open?.TryGetValue(trip.Symbol.Text, out var open) == true ? open.ClosedQuote : 0m;
}
