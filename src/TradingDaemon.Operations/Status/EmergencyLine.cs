using TradingDaemon.Domain.Control;

namespace TradingDaemon.Operations.Status;

/// <summary>The emergency stop as the status shows it; <c>/api/v1/emergency</c> tells more.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Since">Since when (UTC).</param>
/// <param name="Source">Who or what moved it last.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsStored">Whether it survives a restart.</param>
/// <param name="IsFlattening">Whether positions are being closed now.</param>
public sealed record EmergencyLine(EmergencyState State, DateTimeOffset Since, string Source, string Reason, bool IsStored, bool IsFlattening)
{
    /// <summary>Whether it keeps anything from leaving.</summary>
    public bool IsPulled => State != EmergencyState.Active;
}
