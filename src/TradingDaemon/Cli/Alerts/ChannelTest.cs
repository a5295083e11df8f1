namespace TradingDaemon.Cli.Alerts;

/// <summary>What came of one test sent through a channel.</summary>
/// <param name="Channel">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Passed">Whether the other side took it.</param>
/// <param name="Detail">Why not, or that it did; free of secrets.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record ChannelTest(string Channel, string Kind, bool Passed, string Detail, double Milliseconds);
