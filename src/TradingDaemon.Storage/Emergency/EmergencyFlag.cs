using TradingDaemon.Domain.Control;

namespace TradingDaemon.Storage.Emergency;

/// <summary>The stored emergency stop. <see cref="EmergencyState.Active"/> is a person's order to resume, taken once by whichever daemon reads it.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Flatten">True from asking for the positions to be closed until the venue says they are.</param>
/// <param name="Since">Since when (UTC).</param>
/// <param name="Source">Who or what asked, e.g. <c>api</c>, <c>cli</c>, <c>trigger:DailyLoss</c>.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record EmergencyFlag(EmergencyState State, bool Flatten, DateTimeOffset Since, string Source, string Reason);
