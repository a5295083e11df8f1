namespace TradingDaemon.Exchange.Synthetic;

/// <summary>What the instruments of one class share: a random walk and a regime that speeds it up or slows it down.</summary>
internal sealed class ClassFactor
{
    private static readonly double[] VolatilityOf = [0.5, 1.0, 3.0]; // calm, normal, wild
    private static readonly double[] SpreadOf = [0.8, 1.0, 2.0];
    private static readonly double[] DepthOf = [1.3, 1.0, 0.5];
    private static readonly double[] DurationOf = [1.0, 1.5, 0.2]; // of the mean: storms are short

    private int _regime = 1;

    /// <summary>The walk: its variance is <see cref="Variance"/>.</summary>
    public double Level { get; private set; }

    /// <summary>Seconds lived, each counted by the squared volatility of its regime.</summary>
    public double Variance { get; private set; }

    /// <summary>Spread now over spread in the normal regime.</summary>
    public double Spread => SpreadOf[_regime];

    /// <summary>Depth now over depth in the normal regime.</summary>
    public double Depth => DepthOf[_regime];

    private double _lastSeconds;

    /// <summary>Moves on to a time, in seconds since the start.</summary>
    public void MoveTo(double seconds, SeededRandom random, double regimeSeconds)
    {
        var elapsed = seconds - _lastSeconds;
        _lastSeconds = seconds;
        var volatility = VolatilityOf[_regime];
        var variance = volatility * volatility * elapsed;
        Variance += variance;
        Level += Math.Sqrt(variance) * random.NextNormal();
        if (random.NextUniform() < elapsed / (regimeSeconds * DurationOf[_regime]))
            _regime = _regime == 1 ? (random.NextUniform() < 0.6 ? 0 : 2) : 1;
    }
}
