using TradingDaemon.Domain.Control;

namespace TradingDaemon.Operations.Control;

/// <summary>Somebody or something pulls the emergency stop.</summary>
/// <param name="Target">Reducing or Halted; it only ever gets stricter.</param>
/// <param name="Flatten">Whether positions are closed as well; then the target is Halted.</param>
/// <param name="Source">Who or what, e.g. <c>api</c>.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record EmergencyPull(EmergencyState Target, bool Flatten, string Source, string Reason)
{
    /// <summary>The act it is.</summary>
    public EmergencyAct Act => Flatten ? EmergencyAct.Flatten : Target == EmergencyState.Reducing ? EmergencyAct.Reduce : EmergencyAct.Halt;
}
