using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Agents;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Desks;
using TradingDaemon.Engine.MarketMaking;
using TradingDaemon.Engine.Tiers;

namespace TradingDaemon.Engine.Account;

/// <summary>
/// The account engine: one thread, one writer. Each <c>Take</c> is one input; what it decided waits in
/// <see cref="TakeBatch"/>. It is told the time and knows nothing of clocks, disks or sockets, so live trading,
/// replay and recovery drive this same object.
/// </summary>
public sealed class AccountEngine
{
    private readonly SignalDesk _signals;
    private readonly ArbitrationDesk _arbitration;
    private readonly VenueDesk _venues;
    private readonly ControlDesk _control;
    private readonly ClockDesk _clock;
    private readonly ReconciliationDesk _reconciliation;
    private readonly AgentDesk _agents;
    private readonly EmergencyDesk _emergency;
    private readonly AuditDesk _audit;
    private readonly ProtectionDesk _protections;
    private readonly AlgorithmDesk _algorithms;
    private readonly QuoteDesk _quotes;
    private readonly TiltWatch _tilt;
    private Regularly _watch = new(TimeSpan.FromSeconds(1)); // valuing everything with every tick of the clock would cost more than the clock
    private long _publishedSequence = -1;

    /// <summary>An engine as a checkpoint remembers it; a default state is a new account.</summary>
    public AccountEngine(AccountSetup setup, AccountState remembered)
    {
        Account = new TradingAccount(setup, remembered);
        var fallback = new FallbackDesk(Account);
        var plan = new EntryPlan(Account);
        _algorithms = new AlgorithmDesk(Account, plan);
        _quotes = new QuoteDesk(Account);
        var signals = new SignalDesk(Account, fallback, plan, _algorithms, _quotes);
        _signals = signals;
        _arbitration = new ArbitrationDesk(Account, signals);
        _agents = new AgentDesk(Account, _arbitration);
        _emergency = new EmergencyDesk(Account);
        _audit = new AuditDesk(Account);
        _protections = new ProtectionDesk(Account, signals);
        _tilt = new TiltWatch(Account);
        var (lostPast, dayOpening) = (new LostPastDesk(Account, _emergency), new DayOpening(Account));
        _venues = new VenueDesk(Account, _emergency, fallback, lostPast);
        var tiers = new TierDesk(Account);
        _control = new ControlDesk(Account, signals, _quotes, _emergency, tiers);
        _clock = new ClockDesk(Account, signals, dayOpening, tiers, new DrawdownWatch(Account), new AllocationDesk(Account));
        _reconciliation = new ReconciliationDesk(Account, _venues, lostPast, dayOpening, _emergency);
    }

    /// <summary>The account; readers on the engine's own thread only.</summary>
    public TradingAccount Account { get; }

    /// <summary>The newest immutable snapshot; any thread may read it.</summary>
    public AccountSnapshot Snapshot { get; private set; } = AccountSnapshot.Empty;

    /// <summary>Fills that arrived again and were not booked again.</summary>
    public long DuplicateFills => _venues.DuplicateFills;

    /// <summary>Entries that wait to be weighed against others.</summary>
    public int WaitingEntries => _arbitration.Waiting;

    /// <summary>True when a stop was asked for and its policy has nothing left to do.</summary>
    public bool IsSettled => _control.IsSettled;

    /// <summary>Why the engine is in its state, or null while only a checkpoint knows.</summary>
    public string? StateReason => Account.Books.StateReason;

    /// <summary>Of which instruments a fresh quote is waited for, each once; on the engine's own thread.</summary>
    public IReadOnlyList<InstrumentId> QuotesWanted => _signals.QuotesWanted;

    /// <summary>Recovery: makes a journalled fact so again.</summary>
    public void Recover(RecordedFact fact) => Account.Books.Apply(fact);

    /// <summary>Notes that a process opened the store. An epoch that began amidst a process before, above the store's own, stays in force.</summary>
    public void Boot(int epoch, int boot, string version, DateTimeOffset now)
    {
        Account.Log.Emit(new Fact.EpochStarted(Math.Max(epoch, Account.Books.Epoch), boot, version), now);
        _agents.Abandon(now);
        _control.Take(new Command.ChangeState(EngineState.Reconciling, "Recovered; comparing with the venues."), now);
    }

    /// <summary>The newest quote of an instrument, to value by.</summary>
    public void Take(in Quote mark) => Account.Mark(mark);

    /// <summary>What is displayed behind the next mark of an instrument.</summary>
    public void Take(InstrumentId instrument, BookSnapshot depth) => Account.Depths.Set(instrument, depth);

    /// <summary>So much was traded of an instrument on its market, by whomever.</summary>
    public void TakeTraded(InstrumentId instrument, decimal sizeBase) => Account.Volumes.Add(instrument, sizeBase);

    /// <summary>The same; what guards positions looks at it, and what waited for it is decided.</summary>
    public void Take(in Quote mark, DateTimeOffset now)
    {
        Account.Mark(mark);
        var before = Account.Books.Sequence;
        _protections.Take(mark.Instrument, now);
        if (!_signals.IsNobodyWaiting) _signals.Release(mark.Instrument, now);
        if (Account.Books.Sequence != before) Publish(now);
    }

    /// <summary>The newest Greeks of an option.</summary>
    public void Take(InstrumentId option, in OptionGreeks greeks) => Account.Greeks.Set(option, greeks);

    /// <summary>A strategy's proposal.</summary>
    public void Take(Signal signal, DateTimeOffset now)
    {
        if (signal.Kind == SignalKind.Quote) _quotes.Take(signal, now);
        else _arbitration.Take(signal, now);
        Publish(now);
    }

    /// <summary>A signal from outside, its signature and time verified.</summary>
    public AgentVerdict Take(AgentSignal sent, DateTimeOffset now)
    {
        var verdict = _agents.Take(sent, now);
        Publish(now);
        return verdict;
    }

    /// <summary>Signals from outside that were not taken, for the record.</summary>
    public void Note(Fact.AgentRefused refused, DateTimeOffset now) => Account.Log.Emit(refused, now);

    /// <summary>A venue's report.</summary>
    public void Take(VenueEvent report, DateTimeOffset now)
    {
        if (report is VenueEvent.Stated stated) _reconciliation.Take(stated.Statement, now);
        else _venues.Take(report, now);
        _control.Continue(now);
        Publish(now);
    }

    /// <summary>An operator's or the supervision's command.</summary>
    public void Take(Command command, DateTimeOffset now)
    {
        _control.Take(command, now);
        Publish(now);
    }

    /// <summary>A venue's statement; returns the differences left unexplained.</summary>
    public int Take(VenueStatement statement, DateTimeOffset now)
    {
        var breaks = _reconciliation.Take(statement, now);
        Publish(now);
        return breaks;
    }

    /// <summary>The time, a few times a second.</summary>
    public void Take(DateTimeOffset now)
    {
        Account.Books.Positions.Weigh();
        Account.Markets?.AdvanceTo(now, Account.Volumes);
        if (!_signals.IsNobodyWaiting) _signals.Expire(now);
        _clock.Take(now);
        _arbitration.Take(now);
        _protections.Take(now);
        _algorithms.Take(now);
        _quotes.Take(now);
        _control.Continue(now);
        _audit.Take(now);
        if (_watch.IsDue(now)) Watch(Account.Equity(), now); // prices move without a fact
        Publish(now);
    }

    /// <summary>What was decided since the last call, or null.</summary>
    public JournalBatch? TakeBatch() => Account.Log.Take();

    /// <summary>An immutable copy of everything, for a checkpoint at the current sequence.</summary>
    public AccountState Capture() => Account.Books.Capture();

    private void Publish(DateTimeOffset now)
    {
        _tilt.Look(now);
        var books = Account.Books;
        var (held, makers) = (Account.Groups.Shown(books.Positions.Closable, Account.Tier), _quotes.Shown());
        if (books.Sequence == _publishedSequence && ReferenceEquals(held, Snapshot.NetBase) && ReferenceEquals(makers, Snapshot.Makers)) return;
        var equity = Account.Equity();
        Watch(equity, now);
        _publishedSequence = books.Sequence;
        Snapshot = new AccountSnapshot(books.Sequence, equity, held, Account.Groups.Summed(books.Parents.WithUnsent(books.Orders.InFlight, books.Orders.Open), Account.Tier)) { Makers = makers };
    }

    private void Watch(decimal? equity, DateTimeOffset now)
    {
        _watch.Done(now);
        _emergency.Watch(equity, now);
    }
}
