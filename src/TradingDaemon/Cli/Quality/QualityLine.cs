namespace TradingDaemon.Cli.Quality;

/// <summary>How well orders were filled, of one strategy, one venue or all. Means are over orders, each of the same weight; fractions are of the middle price.</summary>
/// <param name="By"><c>strategy</c>, <c>venue</c>, <c>algorithm</c>, which counts parent orders, or <c>all</c>.</param>
/// <param name="Name">Which.</param>
/// <param name="Orders">Orders that ended.</param>
/// <param name="Waited">Entries that were made wait for their spread or for want of a quote. Of a venue nothing is known: they went nowhere.</param>
/// <param name="FillRatio">Mean share that was filled, 0…1; null without an order.</param>
/// <param name="SpreadFraction">Mean spread they were decided on; null without an order.</param>
/// <param name="SlippageFraction">Mean slippage against the middle on arrival; null without a fill.</param>
/// <param name="ShortfallFraction">Mean implementation shortfall against the middle of the decision; null without a fill.</param>
/// <param name="FeeFraction">Mean fee; null where none is known.</param>
/// <param name="Score">Mean score, 0…100; null without an order.</param>
/// <param name="SpreadPaidQuote">Sum of half the spread times what was filled by taking, each in its own quote currency as if they were one.</param>
internal sealed record QualityLine(
    string By, string Name, long Orders, long Waited, decimal? FillRatio, decimal? SpreadFraction, decimal? SlippageFraction, decimal? ShortfallFraction, decimal? FeeFraction, decimal? Score, decimal SpreadPaidQuote);
