namespace TradingDaemon.Cli.MonteCarlo;

/// <summary>Where equity comes to over many runs. Ends are of what equity was at the beginning, falls of the peak before them.</summary>
/// <param name="EndLow">Below it ends one run in twenty.</param>
/// <param name="EndMedian">Below it ends one in two.</param>
/// <param name="EndHigh">Above it ends one in twenty.</param>
/// <param name="LossShare">Share of runs that end with less than they began with, 0…1.</param>
/// <param name="FallMedian">The deepest fall of a run in the middle, 0…1.</param>
/// <param name="FallHigh">One run in twenty falls deeper.</param>
/// <param name="DeepShare">Share of runs that fall as deep as was asked about, or deeper.</param>
internal sealed record PathOutlook(double EndLow, double EndMedian, double EndHigh, double LossShare, double FallMedian, double FallHigh, double DeepShare);
