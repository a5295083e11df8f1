namespace TradingDaemon.Operations.Status;

/// <summary>How full a channel is.</summary>
/// <param name="Channel">Its name.</param>
/// <param name="Depth">Waiting now.</param>
/// <param name="Capacity">Its bound.</param>
public sealed record QueueLine(string Channel, int Depth, int Capacity);
