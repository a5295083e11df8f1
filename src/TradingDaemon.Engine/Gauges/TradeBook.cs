using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Tilt;

namespace TradingDaemon.Engine.Gauges;

/// <summary>What each strategy's newest trades came to, from flat to flat in one instrument: what Kelly's formula is asked with. Where a trade ends <see cref="TripBook"/> says.</summary>
public sealed class TradeBook
{
    /// <summary>Closed trades remembered of a strategy.</summary>
    public const int TradesMax = 100;

    private const int ReturnDecimals = 8; // a millionth of a percent: what more would say nobody can size by

    private readonly SortedDictionary<string, ImmutableArray<decimal>> _returns = new(StringComparer.Ordinal);

    /// <summary>As a checkpoint remembers it.</summary>
    public TradeBook(AccountState state)
    {
        foreach (var (strategy, trades) in state.Trades)
            if (!trades.Returns.IsEmpty) _returns.Add(strategy, trades.Returns);
    }

    /// <summary>What each of a strategy's newest closed trades came to as a fraction of what was closed, net of fees, oldest first.</summary>
    public ImmutableArray<decimal> ReturnsOf(StrategyId strategy) => _returns.GetValueOrDefault(strategy.Text, []);

    /// <summary>A trade ended.</summary>
    public void Closed(in ClosedTrade trade)
    {
        if (trade.ClosedQuote <= 0m) return; // it went away without being closed: that came to nothing anybody could size by
        var returns = ReturnsOf(trade.Strategy);
        _returns[trade.Strategy.Text] = (returns.Length < TradesMax ? returns : returns.RemoveAt(0)).Add(Math.Round(trade.ProfitQuote / trade.ClosedQuote, ReturnDecimals));
    }

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with { Trades = _returns.ToImmutableSortedDictionary(static one => one.Key, static one => new ClosedTrades(one.Value), StringComparer.Ordinal) };
}
