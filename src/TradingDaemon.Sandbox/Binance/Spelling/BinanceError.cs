namespace TradingDaemon.Sandbox.Binance.Spelling;

/// <summary>A "no" as Binance says it.</summary>
/// <param name="Code">Below zero.</param>
/// <param name="Message">The venue's words.</param>
/// <param name="Status">The HTTP status it comes with.</param>
internal sealed record BinanceError(int Code, string Message, int Status = 400);
