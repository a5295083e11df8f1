using System.Text.Json.Serialization;
using TradingDaemon.Domain.Control;

namespace TradingDaemon.Storage.Emergency;

/// <summary>The stored emergency stop. <see cref="EmergencyState.Active"/> is a person's order to resume, taken once by whichever daemon reads it.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Flatten">True from asking for the positions to be closed until the venue says they are.</param>
/// <param name="Since">Since when (UTC).</param>
/// <param name="Source">Who or what asked, e.g. <c>api</c>, <c>cli</c>, <c>trigger:DailyLoss</c>.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record EmergencyFlag(EmergencyState State, bool Flatten, DateTimeOffset Since, string Source, string Reason)
{
    /// <summary>Of an order to resume, the pull it took the place of in the file, of which perhaps no daemon has heard; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EmergencyState? Replaces { get; init; }

    /// <summary>What a new flag takes the place of; null for nothing that was pulled.</summary>
    /// <param name="before">What stands where it is to be stored.</param>
    public static EmergencyState? ReplacedBy(FlagReading before) => before switch
    {
        FlagReading.Absent => null,
        FlagReading.Stands { Flag: { State: EmergencyState.Active } resume } => resume.Replaces, // nobody has taken that one up either
        FlagReading.Stands { Flag: var flag } => flag.State,
        _ => EmergencyState.Halted, // what cannot be read counts as that
    };
}
