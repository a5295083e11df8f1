namespace TradingDaemon.Venues.Guard;

/// <summary>When requests are no longer sent because they fail.</summary>
/// <param name="FailuresMax">Failures within <paramref name="Window"/> that open it; above zero.</param>
/// <param name="Window">How far back failures count.</param>
/// <param name="OpenFor">How long nothing passes; then one probe at a time does.</param>
/// <param name="SuccessesToClose">Probes in a row that must succeed before everything passes again; above zero.</param>
public sealed record CircuitOptions(int FailuresMax, TimeSpan Window, TimeSpan OpenFor, int SuccessesToClose);
