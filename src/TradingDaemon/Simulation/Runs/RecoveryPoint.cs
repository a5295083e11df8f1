using TradingDaemon.Simulation.Chance;

namespace TradingDaemon.Simulation.Runs;

/// <summary>A place of a recovery at which the daemon may die once more. Recoveries of alike states pass the same ones, so that each is met once and not once a first death.</summary>
/// <param name="Death">What it recovers from, and dies of again.</param>
/// <param name="FirstKind">At what kind of point it had died, where that makes another point of it; else null.</param>
/// <param name="Number">The how many-th point after that death; from 1.</param>
/// <param name="Kind">What kind of point it is.</param>
internal readonly record struct RecoveryPoint(CrashKind Death, FaultPointKind? FirstKind, long Number, FaultPointKind Kind);
