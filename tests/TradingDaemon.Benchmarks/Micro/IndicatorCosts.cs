using BenchmarkDotNet.Attributes;
using TradingDaemon.Strategies.Indicators;
using TradingDaemon.Strategies.Momentum;

namespace TradingDaemon.Benchmarks.Micro;

/// <summary>One more observation, for each indicator strategies keep.</summary>
public class IndicatorCosts
{
    private const int Observations = 1_024; // a whole round of the rings, exact recomputation included
    private readonly double[] _prices = new double[Observations];
    private readonly Sma _sma = new(200);
    private readonly Ema _ema = new(200);
    private readonly Rsi _rsi = new(14);
    private readonly Bollinger _bollinger = new(200, 2);
    private readonly NormalisedMomentum _momentum = new(200);

    /// <summary>A seeded walk.</summary>
    [GlobalSetup]
    public void Walk()
    {
        var random = new Random(42);
        var price = 100d;
        for (var i = 0; i < Observations; i++) _prices[i] = price *= 1 + ((random.NextDouble() - 0.5) / 1_000);
    }

    /// <summary>Simple average over 200.</summary>
    [Benchmark(Description = "SMA(200), one observation", OperationsPerInvoke = Observations)]
    public double Sma() => Feed(_sma);

    /// <summary>Exponential average over 200.</summary>
    [Benchmark(Description = "EMA(200), one observation", OperationsPerInvoke = Observations)]
    public double Ema() => Feed(_ema);

    /// <summary>Relative strength over 14.</summary>
    [Benchmark(Description = "RSI(14), one observation", OperationsPerInvoke = Observations)]
    public double Rsi() => Feed(_rsi);

    /// <summary>Bands over 200.</summary>
    [Benchmark(Description = "Bollinger(200), one observation", OperationsPerInvoke = Observations)]
    public double Bollinger() => Feed(_bollinger);

    /// <summary>Momentum over 200.</summary>
    [Benchmark(Description = "normalised momentum(200), one observation", OperationsPerInvoke = Observations)]
    public double Momentum() => Feed(_momentum);

    private double Feed<T>(T indicator)
        where T : class, IIndicator
    {
        foreach (var price in _prices) indicator.Update(price);
        return indicator.Value;
    }
}
