namespace TradingDaemon.Engine.Gauges;

/// <summary>How low the true share of successes may be when so many were seen (E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, 1927).</summary>
public static class WilsonInterval
{
    /// <summary>(p + z²/2n − z·√(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n), from zero to p.</summary>
    /// <param name="successes">How many of them, from zero to all.</param>
    /// <param name="trials">One or more.</param>
    /// <param name="errors">z, in standard errors; above zero. 1.96 is what is exceeded once in forty.</param>
    public static decimal Lower(int successes, int trials, decimal errors)
    {
        var (share, square) = ((decimal)successes / trials, errors * errors);
        var spread = (decimal)Math.Sqrt((double)((share * (1m - share) / trials) + (square / (4m * trials * trials))));
        return Math.Clamp((share + (square / (2m * trials)) - (errors * spread)) / (1m + (square / trials)), 0m, share);
    }
}
