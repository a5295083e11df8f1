namespace TradingDaemon.Benchmarks.Reading;

/// <summary>A made trade.</summary>
/// <param name="Number">From zero.</param>
/// <param name="IsBuy">Whether the buyer came to the seller.</param>
/// <param name="Price">In quote currency.</param>
/// <param name="Size">In base currency.</param>
/// <param name="Micros">Its time, microseconds into its second; six digits.</param>
internal readonly record struct MadeTrade(int Number, bool IsBuy, decimal Price, decimal Size, int Micros);
