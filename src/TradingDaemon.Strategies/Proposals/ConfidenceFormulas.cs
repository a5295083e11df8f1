namespace TradingDaemon.Strategies.Proposals;

/// <summary>Every way a built-in strategy arrives at a confidence: always 0…1, never NaN.</summary>
internal static class ConfidenceFormulas
{
    /// <summary>An exit is a rule, not an estimate.</summary>
    public const double Exit = 1d;

    /// <summary>
    /// Separation: ½ + ½·tanh(|fast − slow| / (slow · σ · √n)). A bare cross is a coin toss; averages apart by one standard
    /// deviation of an n-step random walk give 0.88.
    /// </summary>
    /// <param name="fast">Fast average, price units.</param>
    /// <param name="slow">Slow average, price units, above zero.</param>
    /// <param name="volatility">σ, fraction of price per observation.</param>
    /// <param name="slowPeriod">n, observations in the slow average.</param>
    public static double Separation(double fast, double slow, double volatility, int slowPeriod)
    {
        var distance = Math.Abs(fast - slow) / slow;
        if (distance == 0d) return 0.5d;                    // a still market has no volatility either: 0 / 0 is a bare cross
        return Bounded(0.5d + (0.5d * Math.Tanh(distance / (volatility * Math.Sqrt(slowPeriod)))));
    }

    /// <summary>Momentum: the normalised momentum itself, its sign dropped.</summary>
    public static double Momentum(double momentum) => Bounded(Math.Abs(momentum));

    /// <summary>Oversold: (threshold − RSI) / threshold. Zero at the threshold, one at RSI 0.</summary>
    public static double Oversold(double rsi, double threshold) => Bounded((threshold - rsi) / threshold);

    /// <summary>Overbought: (RSI − threshold) / (100 − threshold). Zero at the threshold, one at RSI 100.</summary>
    public static double Overbought(double rsi, double threshold) => Bounded((rsi - threshold) / (100d - threshold));

    /// <summary>Clamps to 0…1; what is not a number inspires no confidence.</summary>
    public static double Bounded(double confidence) => double.IsNaN(confidence) ? 0d : Math.Clamp(confidence, 0d, 1d);
}
