using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Gauges;

/// <summary>What each strategy's newest trades came to, from flat to flat in one instrument: what Kelly's formula is asked with.</summary>
public sealed class TradeBook
{
    /// <summary>Closed trades remembered of a strategy.</summary>
    public const int TradesMax = 100;

    private const int ReturnDecimals = 8; // a millionth of a percent: what more would say nobody can size by
    private static readonly ClosedTrades None = new([], ImmutableSortedDictionary<string, OpenTrade>.Empty);

    private readonly SortedDictionary<string, ClosedTrades> _byStrategy;

    /// <summary>As a checkpoint remembers it.</summary>
    public TradeBook(AccountState state) => _byStrategy = new(state.Trades, StringComparer.Ordinal);

    /// <summary>What each of a strategy's newest closed trades came to as a fraction of what was closed, net of fees, oldest first.</summary>
    public ImmutableArray<decimal> ReturnsOf(StrategyId strategy) => _byStrategy.GetValueOrDefault(strategy.Text, None).Returns;

    /// <summary>A fill was booked.</summary>
    /// <param name="key">Whose position it changed.</param>
    /// <param name="instrument">What was traded.</param>
    /// <param name="beforeBase">What was held before, signed.</param>
    /// <param name="signedBase">What the fill added, signed.</param>
    /// <param name="realizedQuote">What it realized, net of fees.</param>
    /// <param name="priceQuote">Its price, which also tells what is too little to count.</param>
    public void Booked(PositionKey key, Instrument instrument, decimal beforeBase, decimal signedBase, decimal realizedQuote, decimal priceQuote)
    {
        if (beforeBase * signedBase >= 0m || instrument.IsDust(beforeBase, priceQuote)) return; // it closes nothing
        var trades = _byStrategy.GetValueOrDefault(key.Strategy.Text, None);
        var before = trades.Open.GetValueOrDefault(key.Symbol.Text);
        var closed = instrument.Notional(priceQuote, Math.Min(Math.Abs(beforeBase), Math.Abs(signedBase)));
        var trade = new OpenTrade(before.RealizedQuote + realizedQuote, before.ClosedQuote + closed);
        var after = beforeBase + signedBase;
        var isOver = after * beforeBase <= 0m || instrument.IsDust(after, priceQuote);
        _byStrategy[key.Strategy.Text] = isOver
            ? new(Keep(trades.Returns, Math.Round(trade.RealizedQuote / trade.ClosedQuote, ReturnDecimals)), trades.Open.Remove(key.Symbol.Text))
            : trades with { Open = trades.Open.SetItem(key.Symbol.Text, trade) };
    }

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with { Trades = _byStrategy.ToImmutableSortedDictionary(StringComparer.Ordinal) };

    private static ImmutableArray<decimal> Keep(ImmutableArray<decimal> returns, decimal newest) => (returns.Length < TradesMax ? returns : returns.RemoveAt(0)).Add(newest);
}
