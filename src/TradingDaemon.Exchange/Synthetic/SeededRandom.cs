using System.Numerics;

namespace TradingDaemon.Exchange.Synthetic;

/// <summary>A small fast random generator (xoshiro256++), the same on every machine and runtime for a seed.</summary>
public sealed class SeededRandom
{
    private ulong _a, _b, _c, _d;
    private double _spareNormal = double.NaN;

    /// <summary>Starts from a seed; any value will do.</summary>
    public SeededRandom(ulong seed) => (_a, _b, _c, _d) = (Mix(ref seed), Mix(ref seed), Mix(ref seed), Mix(ref seed));

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_a + _d, 23) + _a;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in 0 (included) to 1 (excluded).</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number from 0 to <paramref name="count"/> − 1; <paramref name="count"/> is above zero.</summary>
    public int NextIndex(int count) => (int)(((NextBits() >> 32) * (ulong)count) >> 32);

    /// <summary>Exponential with mean 1.</summary>
    public double NextExponential() => -Math.Log(1.0 - NextUniform());

    /// <summary>Normal with mean 0 and variance 1.</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            var spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        double x, y, square;
        do
        {
            x = (2.0 * NextUniform()) - 1.0;
            y = (2.0 * NextUniform()) - 1.0;
            square = (x * x) + (y * y);
        }
        while (square is >= 1.0 or 0.0);
        var scale = Math.Sqrt(-2.0 * Math.Log(square) / square);
        _spareNormal = y * scale;
        return x * scale;
    }

    private static ulong Mix(ref ulong seed) // splitmix64: spreads similar seeds far apart
    {
        var z = seed += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
