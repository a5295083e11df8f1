using TradingDaemon.Domain.Control;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Control;

/// <summary>The emergency stop as operators see it.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Since">Since when (UTC); the start of the process while it was never pulled.</param>
/// <param name="Source">Who or what moved it last.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsStored">Whether it survives a restart; false while the disk refuses.</param>
/// <param name="IsFlattening">Whether a liquidation closes positions now.</param>
/// <param name="IsFlattenWanted">Whether positions are still to be closed: from a flatten until the venues say that nothing is held, or a resume.</param>
/// <param name="Pulls">How often it was pulled since the process started.</param>
/// <param name="Report">What the newest pull or resume came to; null before the first.</param>
public sealed record EmergencyView(
    EmergencyState State, DateTimeOffset Since, string Source, string Reason, bool IsStored, bool IsFlattening, bool IsFlattenWanted, long Pulls, EmergencyReport? Report)
{
    /// <summary>What the status shows of it.</summary>
    public EmergencyLine ToLine() => new(State, Since, Source, Reason, IsStored, IsFlattening);
}
