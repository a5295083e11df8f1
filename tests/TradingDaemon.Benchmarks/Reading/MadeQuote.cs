namespace TradingDaemon.Benchmarks.Reading;

/// <summary>A made quote.</summary>
/// <param name="Number">From zero.</param>
/// <param name="Bid">In quote currency.</param>
/// <param name="BidSize">In base currency.</param>
/// <param name="Ask">In quote currency.</param>
/// <param name="AskSize">In base currency.</param>
/// <param name="Micros">Its time, microseconds into its second; six digits.</param>
internal readonly record struct MadeQuote(int Number, decimal Bid, decimal BidSize, decimal Ask, decimal AskSize, int Micros);
