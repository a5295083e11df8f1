namespace TradingDaemon.Strategies.Indicators;

/// <summary>
/// Wilder's average true range: how far a bar reaches, gaps included, in price units. The first true range is
/// high − low; ready after n bars.
/// </summary>
internal sealed class Atr(int period) : IIndicator
{
    private readonly WilderAverage _trueRanges = new(period);
    private double _previousClose = double.NaN;

    /// <inheritdoc/>
    public bool IsReady => _trueRanges.IsReady;

    /// <inheritdoc/>
    public double Value => _trueRanges.Value;

    /// <summary>Takes a price as a bar without extent: only the gap to the previous one counts.</summary>
    public void Update(double value) => Update(value, value, value);

    /// <summary>Takes one bar; high at or above low.</summary>
    public void Update(double high, double low, double close)
    {
        var reach = double.IsNaN(_previousClose) ? high - low : Math.Max(high, _previousClose) - Math.Min(low, _previousClose);
        _previousClose = close;
        _trueRanges.Update(reach);
    }
}
