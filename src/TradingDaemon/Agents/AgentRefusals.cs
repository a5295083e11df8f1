using System.Globalization;
using TradingDaemon.Domain.Agents;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Agents;

/// <summary>
/// Signals from outside that were not taken: each is counted; of the same agent and reason the first is stored and logged at once and what follows once a minute with how often it was, so that
/// whoever knocks fills neither journal nor log; after some within ten minutes somebody is told, until ten minutes pass without one.
/// </summary>
internal sealed class AgentRefusals(Topology topology, AlertBoard alerts, TimeProvider clock, ILogger<AgentRefusals> logger)
{
    /// <summary>How often what was refused is stored again, and looked at.</summary>
    public static readonly TimeSpan StoreEvery = TimeSpan.FromMinutes(1);

    private const int AlertAfter = 5;
    private static readonly TimeSpan AlertWithin = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly long[] _counts = new long[Enum.GetValues<AgentRefusal>().Length + 1];
    private readonly Dictionary<(string Agent, AgentRefusal Why), Told> _told = []; // configured agents and one for all others, each with every reason
    private readonly Dictionary<string, Queue<long>> _lately = [];

    /// <summary>How many, by why.</summary>
    public IEnumerable<(AgentRefusal Why, long Count)> Counts => Enum.GetValues<AgentRefusal>().Select(why => (why, Interlocked.Read(ref _counts[(int)why])));

    /// <summary>Notes one.</summary>
    /// <param name="agent">Whose; empty when nobody configured it.</param>
    /// <param name="why">Why.</param>
    /// <param name="detail">In words.</param>
    public void Note(string agent, AgentRefusal why, string detail)
    {
        Interlocked.Increment(ref _counts[(int)why]);
        lock (_gate)
        {
            Store(agent, why, detail);
            Tell(agent, why, detail);
        }
    }

    /// <summary>Stores what was told within the last minute and not stored yet, and ends what nobody tries any more. To be called once a minute.</summary>
    /// <param name="isLast">Whether nobody calls again: then all of it is stored.</param>
    public void Look(bool isLast = false)
    {
        lock (_gate)
        {
            foreach (var ((agent, why), told) in _told.ToList())
                if (told.Times > 0 && (isLast || clock.GetElapsedTime(told.StoredAt) >= StoreEvery)) Send(agent, why, told, isLast);
            foreach (var (agent, lately) in _lately)
            {
                if (lately.Count == 0 || clock.GetElapsedTime(lately.Last()) < AlertWithin) continue;
                lately.Clear();
                alerts.Clear(KeyOf(agent));
            }
        }
    }

    private void Store(string agent, AgentRefusal why, string detail)
    {
        var isKnown = _told.TryGetValue((agent, why), out var told);
        told = told with { Times = told.Times + 1, Detail = detail };
        if (isKnown && clock.GetElapsedTime(told.StoredAt) < StoreEvery) _told[(agent, why)] = told;
        else Send(agent, why, told);
    }

    // Without room for it the next one, or the next look, tells of it too; after the last look nobody does but the log.
    private void Send(string agent, AgentRefusal why, Told told, bool isLast = false)
    {
        var isSent = topology.Signals.Writer.TryWrite(new MarketMessage(default, null, 0) { Agent = new AgentNews.Refused(new Fact.AgentRefused(agent, why, told.Times, told.Detail)) });
        topology.EngineBell.Ring();
        if (isSent || isLast) logger.AgentRefused(agent, told.Times, why, told.Detail);
        _told[(agent, why)] = isSent ? new Told(clock.GetTimestamp(), 0, "") : told;
    }

    private void Tell(string agent, AgentRefusal why, string detail)
    {
        if (!_lately.TryGetValue(agent, out var lately)) _lately[agent] = lately = new Queue<long>(AlertAfter);
        while (lately.TryPeek(out var oldest) && (clock.GetElapsedTime(oldest) >= AlertWithin || lately.Count >= AlertAfter)) lately.Dequeue();
        lately.Enqueue(clock.GetTimestamp());
        if (lately.Count < AlertAfter) return;
        alerts.Raise(
            KeyOf(agent), AlertSeverity.Warning,
            string.Create(CultureInfo.InvariantCulture, $"Signals of {(agent.Length > 0 ? agent : "an agent nobody configured")} are not taken, {AlertAfter} or more within {AlertWithin.TotalMinutes} minutes; the newest: {why}. {detail}"));
    }

    private static string KeyOf(string agent) => $"agent:{(agent.Length > 0 ? agent : "unknown")}";

    private readonly record struct Told(long StoredAt, int Times, string Detail);
}
