using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sections.Agents;
using TradingDaemon.Domain.Agents;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Journalling;
using TradingDaemon.Operations.Agents;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Agents;

/// <summary>
/// Verifies signals that programs outside sign, and hands them to the account engine as inputs like any other. Nothing of a request is looked at before its signature but who
/// says they sent it, and when. Whether its nonce came before the books know, which remember it over a restart.
/// </summary>
internal sealed partial class AgentSignals(ImmutableSortedDictionary<string, AgentModel> agents, Topology topology, DurableMark durable, AgentRefusals refusals, TimeProvider clock, ILogger<AgentSignals> logger) : IAgentSignals
{
    private const int WaitingMax = 64; // requests on their way to the engine at once: a fraction of the channel they share with the strategies
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);

    // Closings are counted by themselves: no entry keeps an exit back.
    private readonly ImmutableDictionary<(string Agent, bool Closes), AgentPace> _paces = agents.SelectMany(static _ => new[] { false, true }, static (pair, closes) => (pair, closes))
        .ToImmutableDictionary(static one => (one.pair.Key, one.closes), one => new AgentPace(one.pair.Value.Settings.PerMinuteMax, clock));
    private readonly Dictionary<string, long> _taken = agents.Keys.ToDictionary(static name => name, static _ => 0L, StringComparer.Ordinal);
    private int _waiting;

    /// <inheritdoc/>
    public IEnumerable<(string Agent, long Count)> Taken
    {
        get
        {
            lock (_taken) return [.. _taken.Select(static pair => (pair.Key, pair.Value))];
        }
    }

    /// <inheritdoc/>
    public IEnumerable<(AgentRefusal Why, long Count)> Refused => refusals.Counts;

    /// <inheritdoc/>
    public async Task<AgentAnswer> TakeAsync(AgentRequest request, CancellationToken stopping)
    {
        if (!agents.TryGetValue(request.Agent, out var agent)) return Refuse("", AgentRefusal.UnknownAgent, "No agent of that name is configured.");
        if (Unproven(agent, request, out var sentAt) is var (why, text)) return Refuse(agent.Name, why, text);
        if (Unsaid(agent, request, sentAt, out var signal) is var (cause, words)) return Refuse(agent.Name, cause, words);
        try
        {
            return Interlocked.Increment(ref _waiting) > WaitingMax ? Refuse(agent.Name, AgentRefusal.Busy, "Too many wait already. Try again.") : await DecideAsync(agent, signal!, stopping);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<AgentAnswer> DecideAsync(AgentModel agent, AgentSignal signal, CancellationToken stopping)
    {
        var delivery = new AgentDelivery(signal);
        if (!topology.Signals.Writer.TryWrite(new MarketMessage(default, null, 0) { Agent = new AgentNews.Sent(delivery) })) return Refuse(agent.Name, AgentRefusal.Busy, "Too many signals wait already. Try again.");
        topology.EngineBell.Ring();
        long? number = null;
        try
        {
            var verdict = await delivery.Decided.WaitAsync(AnswerMax, clock, stopping);
            if (verdict.Number > 0) // a replay as well: what its number stands for must not be lost once it was told
            {
                number = verdict.Number;
                await durable.WhenReached(verdict.Sequence).WaitAsync(AnswerMax, clock, stopping);
            }

            if (verdict.Refusal is { } refusal) return Refuse(agent.Name, refusal, verdict.Text) with { Number = number };
            lock (_taken) _taken[agent.Name]++;
            logger.AgentSignalTaken(verdict.Number, agent.Name, verdict.Text);
            return new(true, verdict.Number, null, string.Create(CultureInfo.InvariantCulture, $"Signal {verdict.Number}: {verdict.Text}."));
        }
        catch (TimeoutException)
        {
            return new(false, number, null, "It is not known yet whether it was taken: the daemon is too slow to say. Send it again with the same nonce, within a day: if it was taken, that is refused as a replay and names its number.");
        }
    }

    private (AgentRefusal, string)? Unproven(AgentModel agent, AgentRequest request, out DateTimeOffset sentAt)
    {
        sentAt = default;
        if (agent.Key is not { } key) return (AgentRefusal.KeyMissing, $"Its key is not in the environment ({AgentModel.VariableOf(agent.Name)}).");
        if (request.Body is null) return (AgentRefusal.TooLarge, $"A signal has {AgentRequest.BodyBytesMax} bytes at most.");
        if (!Nonce().IsMatch(request.Nonce)) return (AgentRefusal.Malformed, "The nonce is 8 to 64 letters, digits, - or _.");
        if (!long.TryParse(request.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var sent) || sent > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            return (AgentRefusal.Malformed, "The timestamp is milliseconds since 1970 (UTC).");
        if (!AgentSigning.Verifies(key, request.Timestamp, request.Nonce, request.Body, request.Signature)) return (AgentRefusal.SignatureWrong, "It was signed with another key, or changed on its way.");
        sentAt = DateTimeOffset.FromUnixTimeMilliseconds(sent);
        var apart = (clock.GetUtcNow() - sentAt).Duration();
        return apart <= agent.Settings.AgeMax ? null : (AgentRefusal.TimestampOff, string.Create(CultureInfo.InvariantCulture, $"Its time is {apart.TotalSeconds:0.###} s from ours; {agent.Settings.AgeMax.TotalSeconds:0.###} s are allowed."));
    }

    private (AgentRefusal, string)? Unsaid(AgentModel agent, AgentRequest request, DateTimeOffset sentAt, out AgentSignal? signal)
    {
        signal = null;
        if (AgentBody.Read(request.Body) is not { Strategy: { } strategy, Symbol: { } symbol } body || KindOf(body.Kind) is not { } kind)
            return (AgentRefusal.Malformed, "The body is not what this route takes, e.g. {\"strategy\": \"desk\", \"symbol\": \"BTC/USD\", \"kind\": \"buy\", \"reason\": \"spread is wide\"}.");
        if (!Spelled().IsMatch(symbol)) return (AgentRefusal.Malformed, $"The symbol is {NamePatterns.SymbolWords}."); // what no instrument can be called is never written out
        if (body.Reason?.Length > SignalProposal.ReasoningLengthMax) return (AgentRefusal.Malformed, string.Create(CultureInfo.InvariantCulture, $"A reason has {SignalProposal.ReasoningLengthMax} characters at most."));
        if (!agent.Settings.Strategies.Contains(strategy, StringComparer.Ordinal)) return (AgentRefusal.StrategyNotAllowed, "It may not speak for that strategy.");
        if (agent.Settings.Symbols.Count > 0 && !agent.Settings.Symbols.Contains(symbol, StringComparer.Ordinal)) return (AgentRefusal.SymbolNotAllowed, "It may not name that instrument.");
        signal = new AgentSignal(agent.Name, request.Nonce, sentAt, new StrategyId(strategy), new Symbol(symbol), kind, body.Confidence, body.Reason ?? $"agent {agent.Name} says so")
        {
            QuantityBase = body.Quantity, StopQuote = body.Stop, TargetQuote = body.Target,
        };
        return _paces[(agent.Name, kind == SignalKind.Close)].Admits() ? null : (AgentRefusal.RateExceeded, string.Create(CultureInfo.InvariantCulture, $"It may send {agent.Settings.PerMinuteMax} a minute, and as many that close."));
    }

    private static SignalKind? KindOf(string? word) => word switch
    {
        "buy" => SignalKind.Buy,
        "sell" => SignalKind.Sell,
        "close" => SignalKind.Close,
        _ => null,
    };

    private AgentAnswer Refuse(string agent, AgentRefusal why, string text)
    {
        refusals.Note(agent, why, text);
        return new(false, null, why, text);
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{8,64}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Nonce();

    [GeneratedRegex($"^(?:{NamePatterns.Symbol})\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Spelled();
}
