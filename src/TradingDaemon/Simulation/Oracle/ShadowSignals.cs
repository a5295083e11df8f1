using TradingDaemon.Domain.Agents;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>What strategies proposed in this life, and whether an entry may come of it. Nothing of it outlives the process.</summary>
/// <param name="policy">How entries share the account.</param>
internal sealed class ShadowSignals(SignalPolicy policy)
{
    private const int HeardMax = 4_000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(StrategyId Strategy, Symbol Meant, DateTimeOffset At), (Signal Signal, DateTimeOffset HeardAt)> _heard = [];
    private readonly Dictionary<(StrategyId Strategy, Symbol? Meant), DateTimeOffset> _outAt = []; // when it wanted out; of null, out of everything
    private readonly Dictionary<StrategyId, List<DateTimeOffset>> _entered = []; // when what became an entry was heard
    private readonly HashSet<long> _entriesOf = []; // signals from outside that became an entry
    private readonly List<(Symbol Meant, OrderSide Side, StrategyId Strategy)> _ofThisBatch = [];

    /// <summary>The engine is about to take a proposal.</summary>
    /// <param name="signal">Which.</param>
    /// <param name="mayShort">Whether its strategy may sell there what it has not: else a sale is always an exit.</param>
    /// <param name="now">The time.</param>
    public void Hear(Signal signal, bool mayShort, DateTimeOffset now)
    {
        var meant = Ground.Catalog[signal.Instrument].Symbol;
        if (_heard.Count >= HeardMax) foreach (var old in _heard.Where(pair => pair.Value.Signal.ExpiresAt < now).Select(static pair => pair.Key).ToList()) _heard.Remove(old);
        if (signal.Kind is SignalKind.Buy or SignalKind.Sell) _heard[(signal.Strategy, meant, signal.At)] = (signal, now);
        if (signal.Kind == SignalKind.CloseAll) _outAt[(signal.Strategy, null)] = signal.At;
        else if (signal.Kind == SignalKind.Close || (signal.Kind == SignalKind.Sell && !mayShort)) _outAt[(signal.Strategy, meant)] = signal.At;
    }

    /// <summary>A signal from outside was taken: what its strategy proposes from now on.</summary>
    /// <param name="sent">Which.</param>
    /// <param name="spec">Its strategy; null where the tier does not load it.</param>
    /// <param name="recorded">The fact that tells it.</param>
    public void Hear(AgentSignal sent, StrategySpec? spec, RecordedFact recorded)
    {
        var (instrument, at) = (Ground.Catalog.Find(sent.Symbol)!, recorded.At);
        Hear(new Signal(sent.Strategy, instrument.Id, sent.Kind, sent.Confidence, sent.Reason, null, null, sent.QuantityBase, at, at + (spec?.SignalLifetime ?? TimeSpan.Zero), at) { AgentSignal = recorded.Sequence }, spec is { AllowShort: true } && instrument.Shortable, at);
    }

    /// <summary>What the engine decides next is another batch.</summary>
    public void BeginBatch() => _ofThisBatch.Clear();

    /// <summary>The proposal an entry came of.</summary>
    public Signal Judge(OrderIntent intent, DateTimeOffset now)
    {
        var meant = intent.Route?.InsteadOf is { } instead ? new Symbol(instead) : intent.Symbol;
        if (intent.Origin is not { } origin || !_heard.TryGetValue((intent.Strategy, meant, origin.At), out var heard))
            throw new InvariantBrokenException("An entry comes of a proposal of this life.", "one that was heard", intent.ToString());
        Must(intent, now < heard.Signal.ExpiresAt, "is worth something still");
        Must(intent, heard.Signal.AgentSignal == origin.AgentSignal && (origin.AgentSignal is not { } number || _entriesOf.Add(number)), "is the one entry of its signal from outside");
        JudgeMeant(intent, intent.Strategy, meant, origin.At);
        JudgePace(intent, intent.Strategy, heard.HeardAt);
        if (policy.ConflictWindow <= TimeSpan.Zero || intent.Route?.Source == SpreadSource.Awaited) return heard.Signal; // that one was weighed before it waited for its quote
        Must(intent, !_ofThisBatch.Any(other => other.Meant == meant && other.Side != intent.Side && other.Strategy != intent.Strategy), "goes together with no other strategy's opposite");
        _ofThisBatch.Add((meant, intent.Side, intent.Strategy));
        return heard.Signal;
    }

    /// <summary>The proposal an entry in parts came of: on the thing under one of its names.</summary>
    public Signal Judge(ParentOrder order, Func<Symbol, Symbol, bool> areSame, DateTimeOffset now)
    {
        var meant = Ground.Catalog.All.Where(one => areSame(one.Symbol, order.Symbol)).Select(one => _heard.GetValueOrDefault((order.Strategy, one.Symbol, order.Origin?.At ?? default))).FirstOrDefault(static heard => heard.Signal is not null);
        if (meant.Signal is null) throw new InvariantBrokenException("An entry comes of a proposal of this life.", "one that was heard", order.ToString());
        Must(order, now < meant.Signal.ExpiresAt, "is worth something still");
        JudgeMeant(order, areSame);
        JudgePace(order, order.Strategy, meant.HeardAt);
        return meant.Signal;
    }

    /// <summary>Nothing is sent of an entry in parts that its strategy wants no more, as far as this life knows.</summary>
    public void JudgeMeant(ParentOrder order, Func<Symbol, Symbol, bool> areSame)
    {
        foreach (var one in Ground.Catalog.All)
            if (areSame(one.Symbol, order.Symbol)) JudgeMeant(order, order.Strategy, one.Symbol, order.Origin?.At ?? order.StartAt);
    }

    private void JudgeMeant(object entry, StrategyId strategy, Symbol meant, DateTimeOffset since) =>
        Must(entry, !WantedOut(strategy, meant, since) && !WantedOut(strategy, null, since), "its own strategy has not taken back by an exit");

    private bool WantedOut(StrategyId strategy, Symbol? meant, DateTimeOffset since) => _outAt.TryGetValue((strategy, meant), out var at) && at > since;

    private void JudgePace(object entry, StrategyId strategy, DateTimeOffset heardAt)
    {
        if (policy.PerMinuteMax is null && policy.BurstMax is null) return;
        if (!_entered.TryGetValue(strategy, out var entered)) _entered.Add(strategy, entered = []);
        entered.RemoveAll(at => heardAt - at > 2 * Minute);
        entered.Add(heardAt);
        Must(entry, !(entered.Count(at => at <= heardAt && heardAt - at < Minute) > policy.PerMinuteMax), "is one of no more a minute than its strategy may propose");
        Must(entry, !(entered.Count(at => at <= heardAt && heardAt - at < policy.BurstWindow) > policy.BurstMax), "is one of no more at once than its strategy may propose");
    }

    private static void Must(object entry, bool holds, string what)
    {
        if (!holds) throw new InvariantBrokenException("Entries share the account as they are told to.", $"an entry that {what}", entry.ToString() ?? "");
    }
}
