using System.Collections.Immutable;
using TradingDaemon.Cli.Doctor;
using TradingDaemon.Cli.Replay;

namespace TradingDaemon.Cli.Rehearsal;

/// <summary>What a rehearsal came to, and whether it was as it should be.</summary>
/// <param name="Sums">The same as of a replay.</param>
/// <param name="Checks">Everything that was looked at, in order.</param>
internal sealed record RehearsalReport(ReplayReport Sums, ImmutableArray<DoctorFinding> Checks)
{
    /// <summary>Whether every check passed.</summary>
    public bool Passed => Checks.All(static check => check.Passed);
}
