using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Books;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>
/// Looks over the engine's shoulder: folds its facts a second time in code of its own, and judges every order at the moment it was decided by limits
/// worked out anew, orders in flight counted.
/// </summary>
internal sealed class Watcher
{
    private readonly Quote?[] _marks = new Quote?[Ground.Catalog.Count];
    private readonly Dictionary<ClientOrderId, ShadowOrder> _working = [];
    private readonly HashSet<BlockCause> _blocks = [];
    private readonly Queue<(DateTimeOffset At, StrategyId Strategy)> _newest = new(); // entries of the last second
    private readonly RuleFiles _files;
    private readonly ShadowGuards _guards;
    private readonly ShadowTier _tiers;
    private readonly ShadowTilt _tilt;
    private readonly ShadowSignals _signals;
    private readonly ShadowQuotes _quotes;
    private EngineState _state = EngineState.Starting;
    private EmergencyState _emergency = EmergencyState.Active;
    private decimal? _dayOpen;
    private decimal _transfersBefore; // of the day
    private long _openings; // streams the engine was told of in this life
    private bool _isStreamOpen;
    private (StrategyId Strategy, Symbol Symbol, OrderSide Side, decimal BeforeBase)? _justFilled; // by the fact before, and what its strategy held before that

    /// <summary>Before the first fact.</summary>
    public Watcher(RuleFiles files) => (_files, Account, Parents, _guards, _tiers, _tilt, _signals, _quotes) = (files, new ShadowAccount(), new ShadowParents(), new ShadowGuards(), new ShadowTier(files), new ShadowTilt(files.Setup.Tilt), new ShadowSignals(files.Setup.Signals), new ShadowQuotes());

    private Watcher(Watcher other)
    {
        (_files, Account, Parents, _guards, _tiers, _tilt, _signals, _quotes) = (other._files, other.Account.Copy(), other.Parents.Copy(), other._guards.Copy(), other._tiers.Copy(), other._tilt.Copy(), new ShadowSignals(other._files.Setup.Signals), other._quotes.Copy());
        foreach (var (id, order) in other._working) _working.Add(id, order.Copy());
        (_state, _emergency, _dayOpen, _transfersBefore) = (other._state, other._emergency, other._dayOpen, other._transfersBefore);
    }

    /// <summary>Money and holdings.</summary>
    public ShadowAccount Account { get; }

    /// <summary>Entries executed in parts.</summary>
    public ShadowParents Parents { get; }

    /// <summary>Newest quotes the engine took, by instrument.</summary>
    public IReadOnlyList<Quote?> Marks => _marks;

    /// <summary>Orders judged.</summary>
    public long Judged { get; private set; }

    /// <summary>Told of every difference the daemon found.</summary>
    public Action<Fact.BreakFound> Broken { get; set; } = static _ => { };

    /// <summary>Whether the venue changed an order's terms: it may then fill beyond what was asked for.</summary>
    public Func<ClientOrderId, bool> IsEdited { get; set; } = static _ => false;

    /// <summary>Whether what never reached the venue may be filled in the simulation.</summary>
    public bool IsPaper { get; set; }

    /// <summary>Whether the venue was asked for everything, and answered, since it opened the n-th stream of this life.</summary>
    public Func<long, bool> IsComparedSince { get; set; } = static _ => true;

    /// <summary>The engine is about to be told what a venue reported; whatever it makes of it, the stream is open from then on, or lost.</summary>
    public void Hear(VenueEvent told)
    {
        if (told is VenueEvent.StreamOpened) (_isStreamOpen, _openings) = (true, _openings + 1);
        else if (told is VenueEvent.StreamLost) _isStreamOpen = false;
    }

    /// <summary>The engine is about to take a proposal.</summary>
    public void Hear(Signal signal, DateTimeOffset now)
    {
        _quotes.Hear(signal);
        _signals.Hear(signal, Tier.Strategies.FirstOrDefault(spec => spec.Id == signal.Strategy) is { AllowShort: true } && Ground.Catalog[signal.Instrument].Shortable, now);
    }

    /// <summary>A strategy says something at this moment, by what it is shown. Whether that is the end of a market maker.</summary>
    public bool JudgeSaid(Signal signal) => _quotes.JudgeEnd(signal, Tier.Strategies.FirstOrDefault(spec => spec.Id == signal.Strategy), Account, signal.Kind == SignalKind.Close ? Account.Equity(_marks) : null);

    /// <summary>The engine was told the time.</summary>
    public void JudgeResting(DateTimeOffset now)
    {
        if (_state is EngineState.Running or EngineState.Paused or EngineState.Faulted) _quotes.JudgeResting(_working.Values, strategy => now < _tilt.LockedUntil(strategy) || _tiers.CapitalOf(strategy) <= 0m, Tier, now);
    }

    /// <summary>What the engine decides next is another batch.</summary>
    public void BeginBatch() => _signals.BeginBatch();

    /// <summary>A batch is complete.</summary>
    public void EndBatch(DateTimeOffset now) => _tilt.JudgeFindings(now);

    /// <summary>The engine took a quote.</summary>
    public void Mark(in Quote quote) => _marks[quote.Instrument.Index] = quote;

    /// <summary>The engine has looked at a quote: a guarded position it brought to its level is being closed.</summary>
    public void JudgeGuards(InstrumentId instrument, DateTimeOffset now)
    {
        var mayClose = _state is EngineState.Running or EngineState.Paused or EngineState.Faulted && _emergency != EmergencyState.Halted;
        if (_marks[instrument.Index] is { } mark) _guards.Judge(Ground.Catalog[instrument], mark, mayClose && now - mark.ReceivedTime <= Tier.Limits.QuoteAgeMax, Account, _working.Values, now);
    }

    /// <summary>The same knowledge without quotes: what the next process begins with.</summary>
    public Watcher Copy() => new(this);

    /// <summary>Takes a fact; a new one is judged, an old one believed.</summary>
    public void Take(RecordedFact recorded, bool isNew)
    {
        Parents.Take(recorded, isNew);
        switch (recorded.Fact)
        {
            case Fact.EpochStarted: _blocks.Clear(); break;
            case Fact.StateChanged changed: _state = changed.To; break;
            case Fact.EmergencyMoved moved:
                _emergency = moved.To;
                _tilt.Take(moved, recorded.At);
                break;
            case Fact.TiltFound or Fact.TiltMoved: _tilt.Take(recorded.Fact, recorded.At, _tiers.TiltWeightAt(recorded.At, Account.Equity(_marks))); break;
            case Fact.ConfigurationChanged or Fact.TierEntered or Fact.PaperTrialStarted or Fact.PaperTrialEnded or Fact.CapitalRebalanced or Fact.AllocationModeMoved: _tiers.Take(recorded, isNew); break;
            case Fact.SignalTaken { Signal: var sent } when isNew: _signals.Hear(sent, Tier.Strategies.FirstOrDefault(spec => spec.Id == sent.Strategy), recorded); break;
            case Fact.EntriesBlocked blocked: _blocks.Add(blocked.Cause); break;
            case Fact.EntriesFreed freed: _blocks.Remove(freed.Cause); break;
            case Fact.CashMoved moved: Account.Take(moved); break;
            case Fact.ChargesBooked charged: Account.Take(charged); break;
            case Fact.HoldingAdopted adopted: Account.Take(adopted); break;
            case Fact.PositionTransferred moved:
                Account.Take(moved);
                _guards.Settle(Account);
                break;
            case Fact.ProtectionTrailed or Fact.ProtectionTriggered or Fact.SignalRefused: _guards.Take(recorded); break;
            case Fact.ParentOpened { Order: var order } when isNew: Judge(order, recorded.At); break;
            case Fact.DayOpened opened: (_dayOpen, _transfersBefore) = (opened.EquityAccount, Account.Begin(opened)); break;
            case Fact.OrderIntended { Intent: var intent }:
                if (isNew) Judge(intent, recorded.At);
                _working.Add(intent.ClientOrderId, new ShadowOrder(intent));
                _guards.Take(recorded);
                break;
            case Fact.OrderMoved moved: Move(moved.ClientOrderId, moved.Status); break;
            case Fact.FillBooked booked: Book(booked, isNew); break;
            case Fact.BreakFound found when isNew: Broken(found); break;
        }

        if (recorded.Fact is not Fact.FillBooked) _justFilled = null;
    }

    /// <summary>Whether an order may leave now, however long ago it was decided.</summary>
    public void JudgeLeaving(OrderIntent intent)
    {
        Invariant.Same("What exists in the simulation alone is closed there.", Ground.Venue, intent.Venue);
        Invariant.Holds("No order leaves while the emergency stop is pulled.", _emergency != EmergencyState.Halted || intent.Strategy == StrategyId.Emergency, "nothing", intent);
        Invariant.Holds("Only what reduces leaves while the emergency stop lets only that pass.", _emergency == EmergencyState.Active || intent.IsReduceOnly || intent.Strategy == StrategyId.Emergency, "an exit", intent);
    }

    private void Judge(OrderIntent intent, DateTimeOffset now)
    {
        Judged++;
        if (intent.Strategy == StrategyId.Emergency) return; // trusts nobody's books, by design
        if (intent.Venue == FallbackBook.Venue)
        {
            JudgeSimulated(intent);
            return;
        }

        var instrument = Ground.Catalog.Find(intent.Symbol)!;
        var mark = _marks[instrument.Id.Index]!.Value;
        var (quantity, sign) = (intent.Terms.Quantity.Base, intent.Side == OrderSide.Buy ? 1m : -1m);
        Must(intent, intent.DecisionBid == mark.Bid.QuotePerBase && intent.DecisionAsk == mark.Ask.QuotePerBase, "is decided on the newest quote");
        Must(intent, now - mark.ReceivedTime <= Tier.Limits.QuoteAgeMax, "is decided on a fresh quote");
        Must(intent, quantity % instrument.LotSize == 0m, "is whole lots");
        Must(intent, !_working.Values.Any(other => other.Intent.Strategy == intent.Strategy && other.Intent.Symbol == intent.Symbol && other.Intent.Side == intent.Side && !ShadowQuotes.AreLayers(intent, other.Intent)), "is alone on its side, or in its layer");
        if (intent.QuoteOf is not null) _quotes.Judge(intent, instrument, mark, Account, _working.Values, now);
        JudgeLeaving(intent);
        if (intent.IsReduceOnly)
        {
            _quotes.JudgeClose(intent, instrument);
            var held = Account.Net(intent.Strategy, intent.Symbol);
            Must(intent, held * sign < 0m && quantity <= Math.Abs(held), "only reduces");
            Must(intent, _working.Values.Count(static other => other.Intent.IsReduceOnly) < Tier.Limits.OrdersInFlightMax, "is within the exits in flight");
            return;
        }

        Must(intent, _state == EngineState.Running, "leaves only while running");
        Must(intent, _blocks.Count == 0, "leaves only where nothing blocks entries");
        Must(intent, _isStreamOpen && IsComparedSince(_openings), "enters only where the stream is open and the venue was asked for everything since it opened");
        JudgePace(intent, now);
        JudgeEntry(intent, instrument, quantity, sign);
        JudgeWhether(intent, instrument, mark, now);
    }

    // It closes what exists in the simulation alone, of its own strategy, and nothing else. A late fill of an entry may just have turned the strategy over: then it is what the strategy held before.
    private void JudgeSimulated(OrderIntent intent)
    {
        var (quantity, sign) = (intent.Terms.Quantity.Base, intent.Side == OrderSide.Buy ? 1m : -1m);
        Must(intent, IsPaper && intent.IsReduceOnly, "closes, and on paper");
        Must(intent, quantity <= Account.SimulatedNet(intent.Symbol) * -sign, "is within what is simulated");
        var held = _justFilled is { } late && (late.Strategy, late.Symbol, late.Side) == (intent.Strategy, intent.Symbol, intent.Side) ? late.BeforeBase : Account.Net(intent.Strategy, intent.Symbol);
        Must(intent, quantity <= held * -sign, "is within its strategy's holding");
    }

    private void JudgePace(OrderIntent intent, DateTimeOffset now)
    {
        while (_newest.TryPeek(out var oldest) && now - oldest.At >= TimeSpan.FromSeconds(1)) _newest.Dequeue();
        _newest.Enqueue((now, intent.Strategy));
        Must(intent, _newest.Count <= Tier.Limits.AccountOrdersPerSecondMax, "is within the orders a second");
        Must(intent, _newest.Count(other => other.Strategy == intent.Strategy) <= Tier.Limits.StrategyOrdersPerSecondMax, "is within its strategy's orders a second");
    }

    private void JudgeEntry(OrderIntent intent, Instrument instrument, decimal quantity, decimal sign)
    {
        var (limits, equity, value) = (Tier.Limits, Account.Equity(_marks) ?? 0m, instrument.Multiplier * new ShadowOrder(intent).Price);
        var spec = Tier.Strategies.Single(spec => spec.Id == intent.Strategy);
        Must(intent, _working.Count < limits.OrdersInFlightMax, "is within the orders in flight");
        Must(intent, value * quantity <= limits.OrderNotionalMaxAccount, "is within the cap on one order");
        Must(intent, sign > 0m || (instrument.Shortable && spec.AllowShort), "is not short where that is forbidden");
        Must(intent, spec.Symbols.Contains("*") || spec.Symbols.Any(symbol => _files.AreSame(new Symbol(symbol), intent.Symbol)), "is in a symbol of its strategy");
        var opening = _dayOpen + Account.Transfers - _transfersBefore; // what came or went is nobody's profit
        Must(intent, equity > 0m && (opening - equity) / opening < limits.DailyLossMaxFraction, "is within the daily loss");
        Must(intent, !_working.Values.Any(other => other.IsMetBy(intent, _files.AreSame(other.Intent.Symbol, intent.Symbol))), "meets no resting order of our own");
        Must(intent, intent.Terms is not OrderTerms.Limit limit || (limit.Price.QuotePerBase - (sign > 0m ? intent.DecisionAsk : intent.DecisionBid)) * sign <= limits.PriceCollarFraction * (sign > 0m ? intent.DecisionAsk : intent.DecisionBid), "is priced near the market");
        new ShadowPositions(Account, _working.Values, _marks).Judge(intent, instrument, equity, Tier, _tiers.CapitalOf(intent.Strategy));
        var reserved = _working.Values.Where(other => other.Intent.Side == OrderSide.Buy && Ground.Catalog.Find(other.Intent.Symbol)!.Quote == instrument.Quote)
            .Sum(static other => other.Remaining * other.Price * Multiplier(other));
        Must(intent, sign < 0m || reserved + (quantity * value) <= Account.Cash[instrument.Quote.Code], "is covered by cash nothing else asked for");
    }

    // What may keep an entry out, or small, besides the limits of the account.
    private void JudgeWhether(OrderIntent intent, Instrument instrument, in Quote mark, DateTimeOffset now)
    {
        var (spec, bid, ask) = (Tier.Strategies.Single(spec => spec.Id == intent.Strategy), mark.Bid.QuotePerBase, mark.Ask.QuotePerBase);
        var spread = (ask - bid) / ((bid + ask) / 2m);
        Must(intent, spec.Enabled && !spec.DisabledSymbols.Contains(intent.Symbol.Text), "is of a strategy that is switched on there");
        Must(intent, !(now < _tilt.LockedUntil(intent.Strategy)), "is of no strategy that tilt keeps out");
        if (intent.QuoteOf is not null) return; // it crosses no spread, and has a judge of its own
        Must(intent, spread <= _tiers.Spreads.For(instrument.AssetClass), "is within the spread of its class");
        Must(intent, spread <= spec.SlippageMaxFraction || (!_files.Setup.Routing.IsSmart && (intent.Child is null || Parents.Of(intent).Terms.Algorithm == ExecutionAlgorithm.Iceberg)), "costs no more than its strategy grants"); // of what goes whole it was asked with the signal; what rests pays none of it
        Must(intent, !_working.Values.Any(other => !other.Intent.IsReduceOnly && other.Intent.Strategy == intent.Strategy && other.Intent.Side == intent.Side && !Parents.AreSpread(intent, other.Intent) && _files.AreSame(other.Intent.Symbol, intent.Symbol)), "is not under way under another name");
        Must(intent, !Ground.Catalog.All.Any(same => _files.AreSame(same.Symbol, intent.Symbol) && _marks[same.Id.Index] is { } own && _guards.IsClosing(intent.Strategy, same, Account, own)), "adds to nothing that its protection closes");
        if (intent.Child is null) ShadowSizes.Judge(AskedEntry.Of(intent), _signals.Judge(intent, now), spec, Tier.Limits, instrument, Account.Equity(_marks) ?? 0m, FactorAt(intent.Strategy, now));
        else _signals.JudgeMeant(Parents.Of(intent), _files.AreSame);
    }

    // The whole of an entry in parts is decided by the proposal, as any other entry; its parts are judged when they are sent.
    private void Judge(ParentOrder order, DateTimeOffset now)
    {
        Invariant.Holds("A strategy executes one entry in a thing at a time.", !Parents.IsBusy(order, _files.AreSame), "no other that works", order);
        var spec = Tier.Strategies.Single(spec => spec.Id == order.Strategy);
        ShadowSizes.Judge(AskedEntry.Of(order), _signals.Judge(order, _files.AreSame, now), spec, Tier.Limits, Ground.Catalog.Find(order.Symbol)!, Account.Equity(_marks) ?? 0m, FactorAt(order.Strategy, now));
    }

    private decimal FactorAt(StrategyId strategy, DateTimeOffset now) => _tilt.FactorAt(strategy, now) * _tiers.FactorAt(strategy, now);

    private Tier Tier => _tiers.Now;

    private void Book(Fact.FillBooked booked, bool isNew)
    {
        var (before, realized) = (Account.Net(booked.Strategy, booked.Fill.Symbol), Account.RealizedOf(booked));
        Account.Take(booked);
        _quotes.Filled(booked, Account.RealizedOf(booked) - realized);
        _justFilled = (booked.Strategy, booked.Fill.Symbol, booked.Fill.Side, before);
        if (Math.Abs(Account.Net(booked.Strategy, booked.Fill.Symbol)) < Math.Abs(before) || before * Account.Net(booked.Strategy, booked.Fill.Symbol) < 0m) _tiers.Reduced();
        _guards.Filled(booked, _working.GetValueOrDefault(booked.Fill.ClientOrderId)?.Intent, before, Account);
        if (booked.Fill.Venue == FallbackBook.Venue)
            Invariant.Holds("A simulated fill is marked, free, whole, and on paper.", (IsPaper || !isNew) && booked is { Fill: { IsSimulated: true, Fee.Amount: 0m }, Status: OrderStatus.Filled }, "that", booked);
        if (_working.TryGetValue(booked.Fill.ClientOrderId, out var order))
        {
            order.Filled += booked.Fill.Quantity.Base;
            Invariant.Holds("An order fills up to its quantity.", !isNew || order.Remaining >= 0m || IsEdited(order.Intent.ClientOrderId), $"at most {order.Intent.Terms.Quantity} of {order.Intent.ClientOrderId}", order.Filled);
        }

        var isStrangers = booked.Strategy == StrategyId.External && order is null; // an order of ours may close what strangers left
        if (!isStrangers) Move(booked.Fill.ClientOrderId, booked.Status);
    }

    private void Move(ClientOrderId id, OrderStatus status)
    {
        if (status is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected or OrderStatus.Expired) _working.Remove(id);
        else if (_working.TryGetValue(id, out var order)) order.Status = status;
        else throw new InvariantBrokenException("An order that ended stays ended.", $"{id} as it ended", status.ToString());
    }

    private static decimal Multiplier(ShadowOrder order) => Ground.Catalog.Find(order.Intent.Symbol)!.Multiplier;

    private static void Must(OrderIntent intent, bool holds, string what)
    {
        if (!holds) throw new InvariantBrokenException("No order breaks a limit, orders in flight counted.", $"an order that {what}", intent.ToString());
    }
}
