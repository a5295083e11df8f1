namespace TradingDaemon.Cli.Simulate;

/// <summary>One kind of place at which a simulated daemon may die.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Visits">How often it was passed.</param>
/// <param name="Crashes">How often the daemon died there.</param>
internal sealed record SimulatePoint(string Kind, long Visits, long Crashes);
