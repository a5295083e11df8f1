namespace TradingDaemon.Domain.Tilt;

/// <summary>How many entries one hour of the clock saw.</summary>
/// <param name="Hour">The hour, counted from the beginning of time.</param>
/// <param name="Entries">One or more.</param>
public sealed record TiltHour(long Hour, int Entries);
