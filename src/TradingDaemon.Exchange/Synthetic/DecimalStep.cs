namespace TradingDaemon.Exchange.Synthetic;

/// <summary>A decimal grid that turns whole steps into decimals without multiplying or dividing decimals: the border from double to decimal.</summary>
internal readonly struct DecimalStep
{
    private readonly long _mantissa;
    private readonly byte _scale;

    /// <summary>Takes the step apart; throws <see cref="ArgumentOutOfRangeException"/> unless it is above zero and of few digits.</summary>
    public DecimalStep(decimal step)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(step, bits);
        if (step <= 0m || bits[1] != 0 || bits[2] != 0 || bits[0] < 0)
            throw new ArgumentOutOfRangeException(nameof(step), step, "A grid step is above zero and has few digits.");
        _mantissa = bits[0];
        _scale = step.Scale;
        Size = (double)step;
    }

    /// <summary>The step as a double, for the walk.</summary>
    public double Size { get; }

    /// <summary>Exactly <paramref name="count"/> steps; the count is zero or more.</summary>
    public decimal Times(long count)
    {
        var product = checked(count * _mantissa);
        return new decimal((int)product, (int)(product >> 32), 0, isNegative: false, _scale);
    }
}
