namespace TradingDaemon.Simulation.Chance;

/// <summary>Where the daemon dies: by chance, or at chosen points.</summary>
internal static class CrashPlans
{
    /// <summary>Now and then, more often where it matters more.</summary>
    public static Func<long, FaultPointKind, CrashKind?> ByChance(Fate fate) => (_, kind) =>
    {
        var oneIn = kind switch
        {
            FaultPointKind.Loop => 2_500,
            FaultPointKind.Decided or FaultPointKind.Durable or FaultPointKind.DiskSync => 700,
            FaultPointKind.BeforeSend or FaultPointKind.AfterSend => 350,
            FaultPointKind.BeforeReceive or FaultPointKind.AfterReceive => 900,
            FaultPointKind.Question => 250,
            FaultPointKind.DiskWrite => 4_000,
            _ => 150, // renames and the like are few
        };
        if (!fate.OneInCrashes(oneIn)) return null;
        var (kill, power) = (fate.Allows(FaultKinds.Kill), fate.Allows(FaultKinds.Power));
        return kill && (!power || fate.OneIn(2)) ? CrashKind.Kill : power ? CrashKind.PowerLoss : null;
    };

    /// <summary>At the <paramref name="first"/> point of the run, and at the <paramref name="second"/> after it; zero is never.</summary>
    public static Func<long, FaultPointKind, CrashKind?> At(CrashKind kind, long first, long second = 0) =>
        (number, _) => number == first || (second > 0 && number == first + second) ? kind : null;
}
