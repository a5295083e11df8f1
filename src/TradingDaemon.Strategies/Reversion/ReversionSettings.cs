namespace TradingDaemon.Strategies.Reversion;

/// <summary>A mean reversion's own numbers.</summary>
/// <param name="BandPeriod">Observations in the Bollinger bands.</param>
/// <param name="BandWidth">Deviations from the middle band to the outer ones.</param>
/// <param name="RsiPeriod">Changes in the RSI.</param>
/// <param name="Oversold">RSI below which a low price counts, 0…100.</param>
/// <param name="Overbought">RSI above which a high price counts; above <paramref name="Oversold"/>.</param>
/// <param name="RangeWindow">Observations whose range is limited.</param>
/// <param name="RangeMax">Range, as a fraction of the lowest price, from which it does not enter: a market that travels does not revert.</param>
/// <param name="Cooldown">Least time from one entry to the next.</param>
internal sealed record ReversionSettings(
    int BandPeriod, double BandWidth, int RsiPeriod, double Oversold, double Overbought, int RangeWindow, double RangeMax, TimeSpan Cooldown);
