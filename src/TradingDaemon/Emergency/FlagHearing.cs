using TradingDaemon.Domain.Control;
using TradingDaemon.Storage.Emergency;

namespace TradingDaemon.Emergency;

/// <summary>What a running daemon makes of a flag another process wrote, e.g. while this one stood still and did not answer.</summary>
internal static class FlagHearing
{
    /// <summary>Pulls or resumes as the flag says. A resume that took the place of a pull nobody here heard of is both, one after the other: what the pull ends does not come back with the resume.</summary>
    /// <param name="stop">The stop.</param>
    /// <param name="told">What the flag says; null where it is as this process left it.</param>
    public static async Task HearAsync(this EmergencyStop stop, FlagReading? told)
    {
        switch (told)
        {
            case FlagReading.Stands { Flag: { State: EmergencyState.Active } asked }:
                if (asked.Replaces is { } pulled && pulled > stop.Standing.State) await stop.PullAsync(new(pulled, Flatten: false, asked.Source, $"Asked for by file before it asked to resume: {asked.Reason}"));
                await stop.ResumeAsync(asked.Source, asked.Reason);
                break;
            case FlagReading.Stands { Flag: var flag } when flag.State > stop.Standing.State || (flag.Flatten && !stop.Standing.Flatten):
                await stop.PullAsync(new(flag.State, flag.Flatten, flag.Source, flag.Reason));
                break;
            case FlagReading.Damaged { Why: var why }:
                await HaltAsync(stop, FlagKeeper.NotUnderstood(why));
                break;
            case FlagReading.Unreadable { Why: var why }:
                await HaltAsync(stop, FlagKeeper.NotReadable(why));
                break;
            default: break; // removed, or weaker than what stands: it is stored again
        }
    }

    private static Task HaltAsync(EmergencyStop stop, string reason) => stop.Standing.State == EmergencyState.Halted ? Task.CompletedTask : stop.PullAsync(new(EmergencyState.Halted, Flatten: false, "file", reason));
}
