using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Agents;
using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Engine.Agents;

/// <summary>
/// Which signals came from outside: the nonces used lately, so that none is taken twice, over restarts too, and what was taken and is not decided. The fold of facts.
/// </summary>
public sealed class AgentBook
{
    /// <summary>Nonces remembered at most; while all are needed no further signal is taken.</summary>
    public const int RememberedMax = 10_000;

    /// <summary>How long before the newest a signal must have been signed for its nonce to be forgotten: whoever got no answer sends it again, signed anew, and may be cut off for hours.</summary>
    public static readonly TimeSpan RememberedFor = TimeSpan.FromDays(1);

    /// <summary>For how long a nonce is needed at least, and makes no room for others: twice what a signal's time may be off at most, so that its own time refuses it by then.</summary>
    public static readonly TimeSpan NeededFor = TimeSpan.FromMinutes(10);

    private readonly Dictionary<(string Agent, string Nonce), long> _signals = [];
    private readonly Queue<AgentNonce> _inOrder = new();
    private readonly SortedDictionary<long, AgentSignal> _open = [];
    private (long Number, string Text) _newest;
    private DateTimeOffset _newestSentAt;

    /// <summary>As a checkpoint remembers it.</summary>
    public AgentBook(AccountState state)
    {
        foreach (var nonce in state.AgentNonces) Remember(nonce);
        foreach (var (number, signal) in state.OpenAgentSignals) _open[number] = signal;
    }

    /// <summary>What was taken and is not decided, oldest first.</summary>
    public IEnumerable<OpenAgentSignal> Open => _open.Select(static pair => new OpenAgentSignal(pair.Key, pair.Value));

    /// <summary>The number of the signal that used this nonce; null when none did.</summary>
    public long? Find(string agent, string nonce) => _signals.TryGetValue((agent, nonce), out var number) ? number : null;

    /// <summary>Whether no further nonce can be remembered.</summary>
    /// <param name="sentAt">When the next one was signed (UTC).</param>
    public bool IsFullFor(DateTimeOffset sentAt) => _inOrder.Count >= RememberedMax && _inOrder.Peek().SentAt > sentAt - NeededFor;

    /// <summary>What the newest decision about a signal was; null while there is none, or once another was decided.</summary>
    public string? OutcomeOf(long number) => _newest.Number == number ? _newest.Text : null;

    /// <summary>Makes a fact so.</summary>
    public void Apply(RecordedFact recorded)
    {
        if (recorded.Fact is Fact.SignalTaken { Signal: var signal })
        {
            Remember(new AgentNonce(signal.Agent, signal.Nonce, signal.SentAt, recorded.Sequence));
            _open[recorded.Sequence] = signal;
            return;
        }

        if (_open.Count == 0) return;
        (long? number, string text) = recorded.Fact switch
        {
            Fact.OrderIntended { Intent: { Origin.AgentSignal: { } of } intent } => (of, $"order {intent.ClientOrderId.Text}"),
            Fact.ParentOpened { Order: { Origin.AgentSignal: { } of } parent } => (of, $"parent order {parent.Id}"),
            Fact.SignalRefused { Origin.AgentSignal: { } of } refused => (of, $"refused by {refused.Rule}: {refused.Detail.TrimEnd('.')}"),
            _ => (default(long?), ""),
        };
        if (number is { } decided && _open.Remove(decided)) _newest = (decided, text);
    }

    /// <summary>Into a checkpoint.</summary>
    public AccountState Into(AccountState state) => state with { AgentNonces = [.. _inOrder], OpenAgentSignals = [.. Open] };

    private void Remember(AgentNonce nonce)
    {
        _signals[(nonce.Agent, nonce.Nonce)] = nonce.Signal;
        _inOrder.Enqueue(nonce);
        if (nonce.SentAt > _newestSentAt) _newestSentAt = nonce.SentAt;
        while (_inOrder.Count > 0 && (_newestSentAt - _inOrder.Peek().SentAt >= RememberedFor || _inOrder.Count > RememberedMax))
        {
            var old = _inOrder.Dequeue();
            _signals.Remove((old.Agent, old.Nonce));
        }
    }
}
