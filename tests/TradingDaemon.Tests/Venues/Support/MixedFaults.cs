using TradingDaemon.Sandbox.Faults;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>Every fault that makes sense at a venue: those that strike by chance, all of the time, and those that stand for a while.</summary>
internal static class MixedFaults
{
    /// <summary>It forgives, and takes nothing away.</summary>
    private static readonly FaultKind[] NoFaults = [FaultKind.LooseNonces];

    private static readonly FaultKind[] OfStreams = [FaultKind.FillBeforeAck, FaultKind.DropFrame, FaultKind.DuplicateFrame, FaultKind.ReorderFrame, FaultKind.DelayFrame, FaultKind.MuteStream, FaultKind.IgnoreSubscribe];

    /// <summary>What strikes by chance.</summary>
    public static FaultScript ByChance(VenueCase venue, ulong seed) => new()
    {
        Seed = seed,
        Faults = Sensible(venue,
        [
            new() { Kind = FaultKind.AcceptThenTimeout, Probability = 0.08, Ms = 20 }, new() { Kind = FaultKind.AcceptThenTimeout, Probability = 0.1, Ms = 20, Request = "cancel" },
            new() { Kind = FaultKind.AcceptThen500, Probability = 0.08 }, new() { Kind = FaultKind.AcceptThen500, Probability = 0.1, Request = "cancel" }, new() { Kind = FaultKind.AcceptThen500, Probability = 0.05, Request = "executions" },
            new() { Kind = FaultKind.RejectThenTimeout, Probability = 0.06, Ms = 20 }, new() { Kind = FaultKind.RejectThenTimeout, Probability = 0.05, Ms = 20, Request = "lookup" },
            new() { Kind = FaultKind.Reject, Probability = 0.05, Code = venue.Refusal }, new() { Kind = FaultKind.Reject, Probability = 0.05, Code = "RATE_LIMITED" }, new() { Kind = FaultKind.Reject, Probability = 0.04, Code = "UNAVAILABLE", Request = "any" },
            new() { Kind = FaultKind.LieNotFound, Probability = 0.15, Ms = 3_000 }, new() { Kind = FaultKind.FillBeforeAck, Probability = 0.15 },
            new() { Kind = FaultKind.AckDelay, Probability = 0.1, Ms = 50, MaxMs = 500 }, new() { Kind = FaultKind.PartialFills, Probability = 0.4, Pieces = 3 },
            new() { Kind = FaultKind.DropFrame, Probability = 0.03 }, new() { Kind = FaultKind.DuplicateFrame, Probability = 0.04 },
            new() { Kind = FaultKind.ReorderFrame, Probability = 0.03, Frames = 2, Ms = 500 }, new() { Kind = FaultKind.DelayFrame, Probability = 0.04, Ms = 50, MaxMs = 500 },
        ]),
    };

    /// <summary>What stands for a while.</summary>
    public static IReadOnlyList<Fault> Standing(VenueCase venue) => Sensible(venue,
    [
        new() { Kind = FaultKind.Pause }, new() { Kind = FaultKind.RefuseConnections }, new() { Kind = FaultKind.MuteStream }, new() { Kind = FaultKind.IgnoreSubscribe, Count = 1 },
        new() { Kind = FaultKind.RateLimit, WeightPerMinute = 1, BanAfter = 10_000 }, new() { Kind = FaultKind.ClockOffset, Ms = -5_000 }, new() { Kind = FaultKind.ClockOffset, Ms = 5_000 },
    ]);

    /// <summary>Whether a kind is tried at a venue.</summary>
    public static bool MakesSense(VenueCase venue, FaultKind kind) => !NoFaults.Contains(kind) && !venue.Senseless.Contains(kind) && (venue.HasStream || !OfStreams.Contains(kind));

    private static Fault[] Sensible(VenueCase venue, Fault[] faults) => [.. faults.Where(fault => MakesSense(venue, fault.Kind))];
}
