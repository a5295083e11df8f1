using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Simulation.World;
using TradingDaemon.Storage.Json;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>What the journal said is on disk. It outlives every process, and whatever a process finds there later is held against it.</summary>
/// <param name="files">What a daemon was configured by, at each time.</param>
/// <param name="keptMax">Facts kept; older ones only count. A run that is compared as a whole keeps all of them.</param>
internal sealed class DurableFacts(RuleFiles files, int keptMax = int.MaxValue) : IDisposable
{
    private readonly List<RecordedFact> _facts = [];
    private readonly HashSet<ClientOrderId> _intents = [];
    private readonly Dictionary<(string Agent, string Nonce), long> _signals = []; // from outside
    private readonly FactHash _hash = new();
    private readonly Watcher _atFirst = new(files); // knows everything before the first fact kept
    private IReadOnlyList<RecordedFact> _underWay = [];

    /// <summary>The facts kept, oldest first.</summary>
    public IReadOnlyList<RecordedFact> Kept => _facts;

    /// <summary>How many there are in all.</summary>
    public long Count { get; private set; }

    /// <summary>Whether the account's opening balance is among them.</summary>
    public bool IsFunded { get; private set; }

    /// <summary>Orders intended.</summary>
    public long Intents { get; private set; }

    /// <summary>SHA-256 over all of them.</summary>
    public string Hash => _hash.Current();

    /// <summary>Told of each difference the daemon found, once that is durable.</summary>
    public Action<Fact.BreakFound> Broken { get; set; } = static _ => { };

    /// <summary>Whether the order's intent is durable.</summary>
    public bool IsIntended(ClientOrderId id) => _intents.Contains(id);

    /// <summary>The number under which a signal from outside is durable; null when it is not.</summary>
    public long? SignalOf(string agent, string nonce) => _signals.TryGetValue((agent, nonce), out var number) ? number : null;

    /// <summary>A commit begins: what it brings may survive a crash, whole or not at all.</summary>
    public void Begin(IEnumerable<JournalBatch> batches) => _underWay = [.. batches.SelectMany(static batch => batch.Facts)];

    /// <summary>The commit came back.</summary>
    public void Commit()
    {
        foreach (var recorded in _underWay) Add(recorded);
        _underWay = [];
        if (_facts.Count <= keptMax) return;
        foreach (var recorded in _facts.Take(_facts.Count / 2)) Forget(recorded);
        _facts.RemoveRange(0, _facts.Count / 2);
    }

    /// <summary>The disk refused: nothing of it is there.</summary>
    public void Refuse() => _underWay = [];

    /// <summary>A process reads the journal after a crash: all that was acknowledged is there, and at most the commit under way besides.</summary>
    public void Recover(IJournal journal)
    {
        var from = Count - _facts.Count;
        var found = journal.ReadAfter(from).ToList();
        Invariant.Holds("What was acknowledged is durable.", found.Count >= _facts.Count, $"{Count} facts", from + found.Count);
        for (var i = 0; i < _facts.Count; i++) Invariant.Same("What was acknowledged is durable.", _facts[i], found[i]);
        var more = found.Skip(_facts.Count).ToList();
        if (more.Count > 0)
        {
            Invariant.Holds("A commit is there whole or not at all.", more.SequenceEqual(_underWay), $"{_underWay.Count} facts of the commit under way, or none", more.Count);
            foreach (var recorded in more) Add(recorded);
        }

        _underWay = [];
    }

    /// <summary>A watcher that knows all of it.</summary>
    public Watcher Watch()
    {
        var watcher = _atFirst.Copy();
        foreach (var recorded in _facts) watcher.Take(recorded, isNew: false);
        return watcher;
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void Add(RecordedFact recorded)
    {
        _facts.Add(recorded);
        _hash.Add(recorded);
        Count++;
        IsFunded |= recorded.Fact is Fact.CashMoved;
        if (recorded.Fact is Fact.SignalTaken { Signal: var taken }) Invariant.Holds("A nonce counts once, over every death.", _signals.TryAdd((taken.Agent, taken.Nonce), recorded.Sequence), "a new nonce", recorded);
        if (recorded.Fact is Fact.BreakFound found) Broken(found);
        if (recorded.Fact is not Fact.OrderIntended intended) return;
        _intents.Add(intended.Intent.ClientOrderId);
        Intents++;
    }

    private void Forget(RecordedFact recorded)
    {
        _atFirst.Take(recorded, isNew: false);
        if (recorded.Fact is Fact.OrderIntended intended) _intents.Remove(intended.Intent.ClientOrderId);
    }
}
