using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.Regimes;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Simulation.World;

/// <summary>
/// What makes entries rarer and smaller besides, in about a third of all seeds, since a world in which little is entered tries little: lock-outs and debts of tilt at every level, strategies that are
/// new after a change of tier, shares of capital that are rebalanced and used in modes, regimes of markets, and a gatekeeper. Hours are seconds here, a world lasts no longer.
/// </summary>
internal static class Cautions
{
    /// <summary>Draws from a stream of its own, so that the rest of a world is left to the same chance as without.</summary>
    /// <param name="setup">What the seed turned on.</param>
    /// <param name="seed">The world's.</param>
    public static AccountSetup Draw(AccountSetup setup, int seed)
    {
        var chance = new Random(unchecked((seed * 1_000_003) ^ 0x5A24));
        if (chance.Next(3) != 0) return setup;
        var (tilt, allocation, isMigrating, gatekeeper) = (Graduated(setup.Tilt ?? new TiltPolicy(), chance), Shared(chance), chance.Next(2) == 0, Scored(chance));
        var (policy, regimes) = (Told(chance), new TierRegimes { VolatileSize = 0.5m, VolatileStop = 1.5m, VolatilePositions = 0.7m, QuietSize = 0.8m, PanicOut = chance.Next(4) == 0, CrashSize = 0.5m });
        var areTold = chance.Next(2) == 0;
        return setup with
        {
            Tilt = setup.Tilt is null ? null : tilt, Gatekeeper = gatekeeper, Regimes = areTold ? policy : null,
            Tiers = new(setup.Tiers.All.Select(tier => tier with
            {
                Allocation = allocation, Regimes = areTold ? regimes : tier.Regimes, Adjustment = isMigrating ? tier.Adjustment with { Period = TimeSpan.FromSeconds(6) } : tier.Adjustment,
            })),
        };
    }

    private static TiltPolicy Graduated(TiltPolicy tilt, Random chance) => tilt with
    {
        NoticeLockFor = TimeSpan.FromSeconds(chance.Next(3)), SmallerLockFor = TimeSpan.FromSeconds(chance.Next(4)), LockRunAge = TimeSpan.FromSeconds(15),
        NoticeDebtFraction = chance.Next(2) == 0 ? 0.1m : 0m, SmallerDebtFraction = chance.Next(2) == 0 ? 0.25m : 0m, RecoversFromLevel = chance.Next(1, 4), Stage1 = tilt.Stage1 with { WinsMin = 1 },
    };

    private static TierAllocation Shared(Random chance) => new()
    {
        Method = chance.Next(4) switch { 0 => null, 1 => AllocationMethod.Equal, 2 => AllocationMethod.Performance, _ => AllocationMethod.RiskParity }, TradesMin = 2, FractionMin = 0.02m,
        RebalanceEvery = TimeSpan.FromSeconds(chance.Next(2) * 5), DriftFraction = chance.Next(2) == 0 ? 0.05m : null, Mode = chance.Next(3) switch { 0 => AllocationMode.Conservative, 1 => AllocationMode.Aggressive, _ => AllocationMode.Normal },
        DefensiveLossFraction = chance.Next(2) == 0 ? 0.0005m : null, EmergencyLossFraction = chance.Next(2) == 0 ? 0.002m : null,
    };

    private static RegimePolicy Told(Random chance) => new() { Interval = TimeSpan.FromSeconds(1), Bars = chance.Next(3, 8), Index = chance.Next(2) == 0 ? ["BTC/USD", "IBM"] : [], Window = TimeSpan.FromSeconds(10), CrashFraction = 0.002, BearFraction = 0.001, BullFraction = 0.001, RecoveryFraction = 0.0005 };

    private static GatekeeperPolicy? Scored(Random chance) => chance.Next(4) switch
    {
        0 => new GatekeeperPolicy { Mode = GatekeeperMode.Shadow, Model = Model },
        1 => new GatekeeperPolicy { Mode = GatekeeperMode.Veto, Threshold = 0.4m, Model = Model },
        _ => null,
    };

    private static GatekeeperModel Model => new("world", 0.2, [new(GatekeeperFeature.Confidence, 0.5, 0.2, 0.8), new(GatekeeperFeature.SpreadFraction, 0.0005, 0.0004, -0.6), new(GatekeeperFeature.WinRate, 0.5, 0.1, 0.4)]);
}
