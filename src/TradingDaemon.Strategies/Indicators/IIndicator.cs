namespace TradingDaemon.Strategies.Indicators;

/// <summary>A number that follows a series of observations: constant work and no allocation per update.</summary>
internal interface IIndicator
{
    /// <summary>Whether enough observations were seen for <see cref="Value"/> to mean what it says.</summary>
    bool IsReady { get; }

    /// <summary>The newest value, or NaN until <see cref="IsReady"/>.</summary>
    double Value { get; }

    /// <summary>Takes one observation, which must be finite: one NaN would stay in a running sum for ever.</summary>
    void Update(double value);
}
