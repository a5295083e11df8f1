namespace TradingDaemon.Engine.Emergency;

/// <summary>The recent past of one held instrument: what the triggers compare the moment with.</summary>
internal sealed class HeldTrail
{
    /// <summary>Samples kept: ten minutes at one a second, the longest window there may be.</summary>
    internal const int SamplesMax = 600;

    private const int SamplesMin = 60; // fewer say nothing of what is usual

    private readonly Queue<(DateTimeOffset At, decimal Price)> _prices = new();
    private readonly Queue<decimal> _touches = new();
    private readonly Queue<double> _returns = new();
    private decimal _last;

    /// <summary>Takes one sample.</summary>
    public void Add(HeldSample sample, DateTimeOffset at)
    {
        if (_last > 0m) Keep(_returns, Math.Log((double)sample.PriceQuote / (double)_last));
        _last = sample.PriceQuote;
        Keep(_prices, (at, sample.PriceQuote));
        if (sample.TouchNotionalQuote is { } touch) Keep(_touches, touch);
    }

    /// <summary>How far the price has moved against a holding from its best within the window; zero or more.</summary>
    public decimal AdverseMove(bool isLong, DateTimeOffset now, TimeSpan window)
    {
        var recent = _prices.Where(sample => now - sample.At <= window).Select(static sample => sample.Price);
        var best = isLong ? recent.DefaultIfEmpty(_last).Max() : recent.DefaultIfEmpty(_last).Min();
        return Math.Max(0m, (isLong ? best - _last : _last - best) / best);
    }

    /// <summary>The newest displayed value over the median of those before; null while too few are known.</summary>
    public decimal? LiquidityScore()
    {
        if (_touches.Count < SamplesMin) return null;
        var usual = _touches.SkipLast(1).Order().ElementAt((_touches.Count - 1) / 2);
        return usual > 0m ? _touches.Last() / usual : null;
    }

    /// <summary>Pearson correlation of the returns both have; null while too few are known or one did not move.</summary>
    public double? CorrelationWith(HeldTrail other)
    {
        var count = Math.Min(_returns.Count, other._returns.Count);
        if (count < SamplesMin) return null;
        var (left, right) = (_returns.TakeLast(count).ToArray(), other._returns.TakeLast(count).ToArray());
        var (leftMean, rightMean) = (left.Average(), right.Average());
        var (cross, leftSquares, rightSquares) = (0d, 0d, 0d);
        for (var i = 0; i < count; i++)
        {
            var (a, b) = (left[i] - leftMean, right[i] - rightMean);
            cross += a * b;
            leftSquares += a * a;
            rightSquares += b * b;
        }

        return leftSquares > 0d && rightSquares > 0d ? cross / Math.Sqrt(leftSquares * rightSquares) : null;
    }

    private static void Keep<T>(Queue<T> queue, T value)
    {
        if (queue.Count == SamplesMax) queue.Dequeue();
        queue.Enqueue(value);
    }
}
