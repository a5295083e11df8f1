using System.Collections.Immutable;
using System.Globalization;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Agents;
using TradingDaemon.Engine.Algorithms;
using TradingDaemon.Engine.Fills;
using TradingDaemon.Engine.Gauges;
using TradingDaemon.Engine.Portfolio;
using TradingDaemon.Engine.Protections;
using TradingDaemon.Engine.Stakes;

namespace TradingDaemon.Engine.Books;

/// <summary>
/// The account: the fold of its facts. <see cref="Apply"/> is the only way anything here changes, live and in recovery
/// alike, so what the journal holds and what the engine believes cannot part.
/// </summary>
public sealed class AccountBooks
{
    private readonly SortedDictionary<string, StrategyCondition> _conditions;
    private readonly InstrumentCatalog _catalog;
    private readonly EntryBlocks _blocks;

    /// <summary>Books as a checkpoint remembers them; a default state is a new account.</summary>
    /// <param name="catalog">The instruments.</param>
    /// <param name="state">What is remembered.</param>
    /// <param name="marks">Newest prices; they change nothing in the books but what of a holding is told to be worth closing.</param>
    /// <param name="judgesTilt">Whether it is remembered how traders behave.</param>
    public AccountBooks(InstrumentCatalog catalog, AccountState state, MarkBoard? marks = null, bool judgesTilt = false)
    {
        _catalog = catalog;
        (Cash, Charges) = (new CashBook(catalog, state), new ChargeBook(state));
        _conditions = new SortedDictionary<string, StrategyCondition>(state.StrategyConditions, StringComparer.Ordinal);
        (Fills, Fallback) = (new FillCursors(state), new FallbackBook(state));
        Positions = new PositionBooks(catalog, state.Positions, (instrument, net) => Fallback.NetBaseOf(instrument.Symbol) * net > 0m ? null : marks?.ExitPrice(instrument.Id, net)); // what exists in the simulation asks no venue what it takes
        (Audit, Stakes) = (new BookAudit(catalog, state), new StakeBook(catalog, marks));
        Orders = new WorkingOrders(state.OpenOrders, state.EndedOrders, state.CancelsWanted, Stakes.Work);
        Ids = new GivenIds(state);
        (Sequence, State, IsFaulted) = (state.Sequence, state.State, state.IsFaulted);
        (Day, Gauges, Protections, Parents) = (new DayBook(catalog, state), new AccountGauges(catalog, state, judgesTilt), new ProtectionBook(catalog, state), new ParentBook(state));
        Stakes.Settle(Positions, Protections);
        (Tier, Configuration, Emergency, _blocks, Agents) = (state.Tier, state.Configuration, state.Emergency, new EntryBlocks(state.Blocks), new AgentBook(state));
    }

    /// <summary>Sequence of the last fact applied.</summary>
    public long Sequence { get; private set; }

    /// <summary>The epoch client order ids are of, zero before the first boot.</summary>
    public int Epoch => Ids.Epoch;

    /// <summary>When the process that uses the books began; null while only a checkpoint knows.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>Intents made so far.</summary>
    public long IntentSequence => Ids.NewestIntent;

    /// <summary>Which client order ids were given.</summary>
    public GivenIds Ids { get; }

    /// <summary>Engine state.</summary>
    public EngineState State { get; private set; }

    /// <summary>Why it is in that state, or null while only a checkpoint knows.</summary>
    public string? StateReason { get; private set; }

    /// <summary>True from entering Faulted until Running is entered again; stopping and starting in between change nothing.</summary>
    public bool IsFaulted { get; private set; }

    /// <summary>The emergency stop.</summary>
    public EmergencyState Emergency { get; private set; }

    /// <summary>Why nothing new is entered where, oldest first.</summary>
    public IReadOnlyList<EntryBlock> Blocks => _blocks.All;

    /// <summary>Whether nothing new is entered at the venue for this cause.</summary>
    public bool IsBlocked(string venue, BlockCause cause) => _blocks.Has(venue, cause);

    /// <summary>Whether books and venue have yet to be compared anywhere: a fill not told yet must neither pull a stop nor hide that it should be.</summary>
    public bool IsReconcilePending => _blocks.IsReconcilePending;

    /// <summary>The tier in force, or null before the first.</summary>
    public string? Tier { get; private set; }

    /// <summary>Which configuration decisions are made under.</summary>
    public ConfigurationVersion Configuration { get; private set; }

    /// <summary>The trading day the daily loss counts from.</summary>
    public DayBook Day { get; }

    /// <summary>What limits measure beside all this.</summary>
    public AccountGauges Gauges { get; }

    /// <summary>Whether any venue was funded.</summary>
    public bool IsFunded => Cash.IsAnyFunded;

    /// <summary>Positions.</summary>
    public PositionBooks Positions { get; }

    /// <summary>What guards them.</summary>
    public ProtectionBook Protections { get; }

    /// <summary>Entries executed in parts.</summary>
    public ParentBook Parents { get; }

    /// <summary>Signals from outside.</summary>
    public AgentBook Agents { get; }

    /// <summary>Orders.</summary>
    public WorkingOrders Orders { get; }

    /// <summary>What is at stake in all of it.</summary>
    public StakeBook Stakes { get; }

    /// <summary>The same money summed a second time.</summary>
    public BookAudit Audit { get; }

    /// <summary>What of it all exists in the fallback simulation alone.</summary>
    public FallbackBook Fallback { get; }

    /// <summary>Cash at each venue, and in all.</summary>
    public CashBook Cash { get; }

    /// <summary>Fees venues took apart from any trade.</summary>
    public ChargeBook Charges { get; }

    /// <summary>Conditions of strategies that are not simply running.</summary>
    public IReadOnlyDictionary<string, StrategyCondition> Conditions => _conditions;

    /// <summary>Which executions are booked.</summary>
    public FillCursors Fills { get; }

    /// <summary>Makes one fact so. Throws <see cref="InvalidDataException"/> when it is not the next one.</summary>
    public void Apply(RecordedFact recorded)
    {
        if (recorded.Sequence != Sequence + 1) throw new InvalidDataException($"Fact {recorded.Sequence} does not follow {Sequence}.");
        Gauges.Take(recorded, OrderOf(recorded.Fact), ParentOf(recorded.Fact), Day.Date, Day.OpenedAtAccount);
        switch (recorded.Fact)
        {
            case Fact.EpochStarted started: Start(started, recorded.At); break;
            case Fact.EpochBegun begun: Ids.Begin(begun.Epoch); break;
            case Fact.StateChanged changed: Enter(changed); break;
            case Fact.CashMoved moved: Move(moved); break;
            case Fact.DayOpened opened: Day.Open(opened, Positions); break;
            case Fact.ChargesBooked charged: Charge(charged); break;
            case Fact.TierEntered entered: Tier = entered.Tier; break;
            case Fact.ConfigurationChanged changed: Configuration = new(changed.Version, changed.Hash); break;
            case Fact.StrategyMoved moved: SetCondition(moved.Strategy.Text, moved.Condition); break;
            case Fact.OrderIntended intended: Add(intended.Intent); break;
            case Fact.OrderMoved moved: Move(moved, recorded.At); break;
            case Fact.FillBooked booked: Book(booked, recorded); break;
            case Fact.EntriesBlocked blocked: Cash.Name(blocked.Venue); _blocks.Add(blocked, recorded.At); break;
            case Fact.EntriesFreed freed: _blocks.Free(freed); break;
            case Fact.EmergencyMoved moved: Emergency = moved.To; break;
            case Fact.HoldingAdopted adopted: Adopt(adopted, recorded); break;
            case Fact.PositionTransferred transferred: Transfer(transferred, recorded); break;
            case Fact.ExecutionsPassed passed: Fills.PassTo(passed.Venue, passed.Sequence); break;
            case Fact.ParentOpened or Fact.ParentPaused or Fact.ParentResumed or Fact.ParentEnding or Fact.ParentEnded: Parents.Move(recorded.Fact); break;
            case Fact.ProtectionTrailed or Fact.ProtectionTriggered: Protections.Move(recorded.Fact); break;
            case Fact.CapitalRebalanced or Fact.AllocationModeMoved or Fact.PaperTrialStarted or Fact.PaperTrialEnded or Fact.EquityObserved or Fact.EntriesPaused or Fact.TiltFound or Fact.TiltMoved or Fact.TiltJournalled or Fact.BuyingPowerTold: break; // the gauges took it
            case Fact.SignalTaken or Fact.SignalRefused or Fact.BreakFound or Fact.AgentRefused: break; // kept for the record; they change nothing but what the agents' book takes
            default: throw new InvalidDataException($"Unknown fact {recorded.Fact.GetType().Name}.");
        }

        Stakes.Settle(recorded.Fact, Positions, Protections);
        Audit.Add(recorded.Fact);
        Agents.Apply(recorded);
        Sequence = recorded.Sequence;
    }

    /// <summary>An immutable copy for a checkpoint.</summary>
    public AccountState Capture() => Agents.Into(Gauges.Into(Day.Into(Charges.Into(Cash.Into(Fills.Into(new()
    {
        Sequence = Sequence, Epoch = Epoch, PastEpochs = Ids.Past, IntentSequence = IntentSequence, State = State, IsFaulted = IsFaulted,
        Positions = [.. Positions.All.Select(static book => book.ToPosition())], // in the order they were opened, so that who recovers closes in the same order
        OpenOrders = [.. Orders.Open], CancelsWanted = [.. Orders.CancelsWanted], EndedOrders = [.. Orders.Ended],
        StrategyConditions = _conditions.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Tier = Tier, Configuration = Configuration, Emergency = Emergency, Blocks = [.. _blocks.All], FallbackNetBase = Fallback.NetBase, Protections = Protections.ToState(), Parents = [.. Parents.All],
    }))))));

    private void Start(Fact.EpochStarted started, DateTimeOffset at)
    {
        Ids.Begin(started.Epoch);
        StartedAt = at;
        _blocks.Clear();
    }

    private void Adopt(Fact.HoldingAdopted adopted, RecordedFact recorded)
    {
        Positions.Book(new PositionKey(StrategyId.External, adopted.Symbol), adopted.SignedBase, adopted.PriceQuote, 0m, recorded.At, NameOf(recorded));
        if (_catalog.Find(adopted.Symbol) is { } instrument) Day.Adopt(instrument, instrument.Notional(adopted.PriceQuote, adopted.SignedBase));
    }

    private void Transfer(Fact.PositionTransferred moved, RecordedFact recorded)
    {
        Positions.Book(new PositionKey(moved.From, moved.Symbol), -moved.SignedBase, moved.PriceQuote, 0m, recorded.At, NameOf(recorded));
        Positions.Book(new PositionKey(moved.To, moved.Symbol), moved.SignedBase, moved.PriceQuote, 0m, recorded.At, NameOf(recorded));
        Protections.Settle(moved.Symbol, Positions);
    }

    private OrderState? OrderOf(Fact fact) => fact switch
    {
        Fact.OrderMoved moved => Orders.Find(moved.ClientOrderId),
        Fact.FillBooked booked => Orders.Find(booked.Fill.ClientOrderId),
        _ => null,
    };

    private ParentState? ParentOf(Fact fact) => fact is Fact.ParentEnding { Parent: var parent } ? Parents.Find(parent) : null;

    // Lots want to know what made them: the fact itself, which has the same number at every recovery.
    private static string NameOf(RecordedFact recorded) => string.Create(CultureInfo.InvariantCulture, $"fact-{recorded.Sequence}");

    private void Enter(Fact.StateChanged changed)
    {
        (State, StateReason) = (changed.To, changed.Reason);
        IsFaulted = changed.To == EngineState.Faulted || (IsFaulted && changed.To != EngineState.Running);
    }

    private void Move(Fact.CashMoved moved)
    {
        Cash.Move(moved.Venue, moved.Currency, moved.Amount);
        Cash.Fund(moved.Venue);
        Day.Move(moved.Currency, moved.Amount);
    }

    // A cost: the day it is booked on bears it.
    private void Charge(Fact.ChargesBooked charged)
    {
        foreach (var (charge, moved) in charged.Charges) Cash.Move(charged.Venue, charge.Currency, moved);
        Charges.Book(charged);
    }

    private void SetCondition(string strategy, StrategyCondition condition)
    {
        if (condition == StrategyCondition.Running) _conditions.Remove(strategy);
        else _conditions[strategy] = condition;
    }

    private void Add(OrderIntent intent)
    {
        Ids.Give();
        Parents.Decided(intent);
        Orders.Set(new OrderState(intent, OrderStatus.PendingAck, null, 0m, 0m));
    }

    private void Move(Fact.OrderMoved moved, DateTimeOffset at)
    {
        var order = Orders.Find(moved.ClientOrderId) ?? throw new InvalidDataException($"Order {moved.ClientOrderId} moved but was never intended.");
        Parents.Moved(order, moved, Orders.IsCancelWanted(moved.ClientOrderId), at);
        Orders.Set(order with { Status = moved.Status, VenueOrderId = moved.VenueOrderId ?? order.VenueOrderId });
        if (moved.Kind == OrderEventKind.CancelRequested) Orders.WantCancel(moved.ClientOrderId);
    }

    // Cash at the fill's venue follows the instrument's quote currency; a fee in base shrinks the holding, one in a third asset that cash, or what is held of it.
    private void Book(Fact.FillBooked booked, RecordedFact recorded)
    {
        var fill = booked.Fill;
        var instrument = _catalog.Find(fill.Symbol) ?? throw new InvalidDataException($"Fill {fill.ExecutionId} is of {fill.Symbol}, which the configuration does not name.");
        if (Fills.Has(fill.Venue, fill.ExecutionSequence)) throw new InvalidDataException($"Fill {fill.ExecutionId} of {fill.Venue} is booked already.");
        var (signedBase, notional) = (fill.Quantity.Base * fill.Side.Sign(), instrument.Notional(fill.Price.QuotePerBase, fill.Quantity.Base));
        var feeQuote = booked.FeeQuote ?? 0m;
        Cash.Move(fill.Venue, instrument.Quote.Code, -notional * fill.Side.Sign());
        if (fill.Fee.Currency == instrument.Base)
        {
            signedBase -= Positions.ChargeSale(booked.Strategy, fill);
            feeQuote = instrument.Notional(fill.Price.QuotePerBase, fill.Fee.Amount);
        }
        else if (fill.FeeHolding is { } charged)
        {
            Positions.Charge(charged, fill.Fee.Amount, booked.FeePriceQuote ?? 0m, fill.At, fill.ExecutionId); // given away for nothing where no price told: then the loss is its holder's
            Protections.Settle(charged, Positions);
        }
        else
        {
            Cash.Move(fill.Venue, fill.Fee.Currency.Code, -fill.Fee.Amount);
            if (fill.Fee.Currency == instrument.Quote) feeQuote = fill.Fee.Amount;
        }

        Fallback.Add(fill);
        Day.Options.Filled(instrument, fill, feeQuote);
        var (key, order) = (new PositionKey(booked.Strategy, fill.Symbol), Orders.Find(fill.ClientOrderId));
        var (before, average) = (Positions.NetBase(key), order?.Intent.Protection is null ? 0m : Positions.AverageQuote(key));
        var realized = Positions.Book(key, signedBase, fill.Price.QuotePerBase, feeQuote, fill.At, fill.ExecutionId);
        Protections.Filled(order?.Intent, key, before, average, fill.Price.QuotePerBase, Positions);
        Parents.Filled(order?.Intent, booked, recorded.At);
        Gauges.Booked(booked, recorded, instrument, Positions.NetBase(key), realized, order is null);
        Fills.Add(fill.Venue, fill.ExecutionSequence);
        if (order is not null)
            Orders.Set(order with
            {
                Status = booked.Status, FilledBase = order.FilledBase + fill.Quantity.Base,
                FilledNotionalQuote = order.FilledNotionalQuote + (fill.Price.QuotePerBase * fill.Quantity.Base),
            });
    }
}
