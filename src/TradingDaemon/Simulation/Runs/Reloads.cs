using System.Collections.Immutable;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Simulation.Chance;
using TradingDaemon.Simulation.Daemon;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Runs;

/// <summary>Somebody writes other files while the daemon runs; a step later they are read, as the executable does it: as one command, unless a start has told of them meanwhile.</summary>
/// <param name="files">The files.</param>
/// <param name="planned">What they will say, and from which step on.</param>
/// <param name="deeds">Where it is counted.</param>
internal sealed class Reloads(RuleFiles files, ImmutableArray<(int Step, TierRulebook Rules)> planned, Deeds deeds)
{
    private DaemonLife? _life;
    private string _read = ""; // what that life read last, at its start or since
    private int _step;
    private int _next;

    /// <summary>One step of the world.</summary>
    public void Act(DaemonLife daemon)
    {
        if (daemon != _life) (_life, _read) = (daemon, files.Hash);
        if (_read != files.Hash && files.Since(daemon.Engine.Account.Books.Configuration, "file") is { } reload)
        {
            deeds.Did("reload");
            _read = files.Hash;
            daemon.Take(reload);
        }

        _step++;
        if (_next >= planned.Length || planned[_next].Step > _step) return;
        deeds.Did("files written");
        if (WorldRules.IsEmergency(planned[_next].Rules)) deeds.Did("files give no strategy capital");
        files.Become(planned[_next++].Rules);
    }
}
