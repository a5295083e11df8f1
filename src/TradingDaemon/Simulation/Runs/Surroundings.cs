using System.Collections.Immutable;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Simulation.Chance;
using TradingDaemon.Simulation.Daemon;
using TradingDaemon.Simulation.Oracle;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Runs;

/// <summary>Who acts on the daemon besides its venue and its operators, and outlives every process: files change and are read, trials on paper come to something, a program outside proposes.</summary>
/// <param name="options">What the world is made from.</param>
/// <param name="files">The files.</param>
/// <param name="planned">What they will say, and from which step on.</param>
/// <param name="deeds">Where it is counted.</param>
/// <param name="durable">What is on disk.</param>
internal sealed class Surroundings(WorldOptions options, RuleFiles files, ImmutableArray<(int Step, TierRulebook Rules)> planned, Deeds deeds, DurableFacts durable)
{
    private readonly Reloads _reloads = new(files, planned, deeds);
    private readonly TrialTeller _trials = new(options.Seed, deeds);
    private readonly AgentCaller _agents = new(options.Seed, deeds, durable, WorldRules.HasAgents(options.Seed) && options.FactsKeptMax == int.MaxValue);

    /// <summary>One step of the world.</summary>
    public void Act(DaemonLife daemon, DateTimeOffset now)
    {
        _reloads.Act(daemon);
        _trials.Act(daemon, now);
        _agents.Act(daemon, now);
    }
}
