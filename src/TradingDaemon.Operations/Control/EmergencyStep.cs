namespace TradingDaemon.Operations.Control;

/// <summary>One step of a stop and what became of it.</summary>
/// <param name="Name">Which, e.g. <c>flag</c> or <c>cancel:simulated</c>.</param>
/// <param name="IsDone">False when it failed; the others were tried all the same.</param>
/// <param name="Detail">What was done, or why not; one sentence.</param>
/// <param name="AfterMilliseconds">When it ended, counted from the pull.</param>
public sealed record EmergencyStep(string Name, bool IsDone, string Detail, double AfterMilliseconds);
