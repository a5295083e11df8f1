using System.Text;

namespace TradingDaemon.Exchange.Synthetic;

/// <summary>
/// The plainest repeatable price history, for tests and demonstrations: a 64-bit linear congruential generator seeded with the sum of the
/// symbol's UTF-8 bytes, start 100, drift 0.0001 and volatility 0.02 a bar, never below 1. The same symbol always gives the same bars.
/// </summary>
public sealed class LinearCongruentialBars
{
    private const ulong Multiplier = 6364136223846793005UL;
    private const double Start = 100.0;
    private const double DriftPerBar = 0.0001;
    private const double VolatilityPerBar = 0.02;
    private const double Floor = 1.0;

    private ulong _state;
    private double _close = Start;

    /// <summary>Starts the history of a symbol.</summary>
    public LinearCongruentialBars(string symbol)
    {
        foreach (var octet in Encoding.UTF8.GetBytes(symbol)) _state += octet;
    }

    /// <summary>The next bar.</summary>
    public SyntheticBar Next()
    {
        var open = _close;
        var move = DriftPerBar + (VolatilityPerBar * ((2.0 * NextUniform()) - 1.0));
        _close = Math.Max(Floor, open * (1.0 + move));
        var high = Math.Max(open, _close) * (1.0 + (VolatilityPerBar / 2.0 * NextUniform()));
        var low = Math.Max(Floor, Math.Min(open, _close) * (1.0 - (VolatilityPerBar / 2.0 * NextUniform())));
        return new SyntheticBar(open, high, low, _close, Math.Floor(1_000.0 + (9_000.0 * NextUniform())));
    }

    private double NextUniform()
    {
        _state = (_state * Multiplier) + 1UL;
        return (_state >> 11) * (1.0 / (1UL << 53)); // the low bits of such a generator are poor
    }
}
