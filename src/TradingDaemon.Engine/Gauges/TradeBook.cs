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
    private readonly Dictionary<string, ImmutableArray<DateTimeOffset>> _times = new(StringComparer.Ordinal); // of the newest returns; those of a version that noted none have none

    /// <summary>As a checkpoint remembers it.</summary>
    public TradeBook(AccountState state)
    {
        foreach (var (strategy, trades) in state.Trades)
        {
            if (trades.Returns.IsEmpty) continue;
            _returns.Add(strategy, trades.Returns);
            _times.Add(strategy, trades.Times);
        }
    }

    /// <summary>What each of a strategy's newest closed trades came to as a fraction of what was closed, net of fees, oldest first.</summary>
    public ImmutableArray<decimal> ReturnsOf(StrategyId strategy) => _returns.GetValueOrDefault(strategy.Text, []);

    /// <summary>The same of those that closed at a time or later; of which nobody knows when, are not among them.</summary>
    /// <param name="strategy">Whose.</param>
    /// <param name="since">The time (UTC); null means all.</param>
    public ImmutableArray<decimal> ReturnsOf(StrategyId strategy, DateTimeOffset? since)
    {
        var returns = ReturnsOf(strategy);
        if (since is not { } first) return returns;
        var recent = 0;
        foreach (var at in TimesOf(strategy)) recent += at >= first ? 1 : 0;
        return returns[^recent..];
    }

    /// <summary>A trade ended.</summary>
    public void Closed(in ClosedTrade trade)
    {
        if (trade.ClosedQuote <= 0m) return; // it went away without being closed: that came to nothing anybody could size by
        var (returns, times) = (ReturnsOf(trade.Strategy), TimesOf(trade.Strategy));
        _times[trade.Strategy.Text] = (times.Length < TradesMax ? times : times.RemoveAt(0)).Add(trade.At);
        _returns[trade.Strategy.Text] = (returns.Length < TradesMax ? returns : returns.RemoveAt(0)).Add(Math.Round(trade.ProfitQuote / trade.ClosedQuote, ReturnDecimals));
    }

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with { Trades = _returns.ToImmutableSortedDictionary(static one => one.Key, one => new ClosedTrades(one.Value) { Times = TimesOf(new StrategyId(one.Key)) }, StringComparer.Ordinal) };

    private ImmutableArray<DateTimeOffset> TimesOf(StrategyId strategy) => _times.GetValueOrDefault(strategy.Text, []);
}
