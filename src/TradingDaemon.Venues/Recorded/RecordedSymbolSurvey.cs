namespace TradingDaemon.Venues.Recorded;

/// <summary>What a survey saw of one symbol in one file.</summary>
/// <param name="Spelling">The symbol as the file spells it.</param>
/// <param name="Rows">Its rows; above zero.</param>
/// <param name="PriceDecimals">Most digits after the point any of its prices needed, trailing zeros left out; 0 or more.</param>
/// <param name="SizeDecimals">The same of its sizes; null when none was recorded.</param>
public sealed record RecordedSymbolSurvey(string Spelling, long Rows, int PriceDecimals, int? SizeDecimals);
