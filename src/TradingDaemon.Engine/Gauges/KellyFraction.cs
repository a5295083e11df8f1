using System.Collections.Immutable;

namespace TradingDaemon.Engine.Gauges;

/// <summary>
/// What Kelly's formula grants trades: f* = (p·b − q) / b, with p the share of trades won, q = 1 − p and b the average gain over the average loss
/// (J. L. Kelly, A New Interpretation of Information Rate, 1956).
/// </summary>
public static class KellyFraction
{
    // Beyond one half a short run of luck would bet the account.
    private const decimal GrantedMax = 0.5m;

    /// <summary>f*, from zero to one half.</summary>
    /// <param name="returns">What each trade came to, as a fraction of what was closed; at least one.</param>
    /// <param name="errors">So many standard errors below the share won it is asked; null for that share itself.</param>
    public static decimal Of(ImmutableArray<decimal> returns, decimal? errors = null)
    {
        var (wins, gained, lost) = (0, 0m, 0m);
        foreach (var one in returns)
        {
            if (one > 0m) (wins, gained) = (wins + 1, gained + one);
            else lost -= one;
        }

        if (wins == 0) return 0m;
        var won = errors is { } below ? WilsonInterval.Lower(wins, returns.Length, below) : (decimal)wins / returns.Length;
        if (lost == 0m) return Math.Min(won, GrantedMax); // never lost yet: the ratio has no bound, the grant has
        var payoff = gained / wins / (lost / (returns.Length - wins));
        return Math.Clamp(won - ((1m - won) / payoff), 0m, GrantedMax);
    }
}
