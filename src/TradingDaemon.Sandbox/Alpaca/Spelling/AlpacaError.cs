namespace TradingDaemon.Sandbox.Alpaca.Spelling;

/// <summary>A refusal.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Alpaca's number.</param>
/// <param name="Message">Its words.</param>
internal sealed record AlpacaError(int Status, int Code, string Message);
