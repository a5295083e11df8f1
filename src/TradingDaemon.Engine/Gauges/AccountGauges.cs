using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Tilt;

namespace TradingDaemon.Engine.Gauges;

/// <summary>What limits measure beside cash and holdings; the fold of the same facts. It is kept whether a limit asks for it or not: limits may change while the daemon runs.</summary>
/// <param name="catalog">The instruments.</param>
/// <param name="state">As a checkpoint remembers it.</param>
/// <param name="judgesTilt">Whether it is remembered how traders behave, which no reload changes; what a checkpoint knows of it is forgotten else.</param>
public sealed class AccountGauges(InstrumentCatalog catalog, AccountState state, bool judgesTilt = false)
{
    /// <summary>The equity's peak and recent past, as far as a limit asks for them.</summary>
    public EquityTrail Trail { get; } = new(state);

    /// <summary>Rules that keep entries out for a while.</summary>
    public EntryPauses Pauses { get; } = new(state);

    /// <summary>The trading day's entries.</summary>
    public EntryBook Entries { get; } = new(catalog, state);

    /// <summary>How fast orders are cancelled.</summary>
    public CancelPace Cancels { get; } = new(state);

    /// <summary>What strategies' closed trades came to.</summary>
    public TradeBook Trades { get; } = new(state);

    /// <summary>Where trades end.</summary>
    public TripBook Trips { get; } = new(state);

    /// <summary>What was done since the tier was entered.</summary>
    public TierBook Tier { get; } = new(state);

    /// <summary>How capital is shared out.</summary>
    public CapitalBook Capital { get; } = new(state);

    /// <summary>The newest trial on paper before a tier is entered.</summary>
    public TrialBook Trial { get; } = new(state);

    /// <summary>How traders behave.</summary>
    public TiltBook Tilts { get; } = new(catalog, judgesTilt ? state.Tilts : []);

    /// <summary>What market makers did.</summary>
    public MakerBook Makers { get; } = new(state);

    /// <summary>What venues themselves say may be spent.</summary>
    public BuyingPowerBook BuyingPower { get; } = new(catalog, state);

    /// <summary>Takes a fact that is about to become so.</summary>
    /// <param name="recorded">The fact.</param>
    /// <param name="order">The order it tells of as it is before, or null.</param>
    /// <param name="parent">The parent order it tells of as it is before, or null.</param>
    /// <param name="day">The trading day before.</param>
    /// <param name="openedAtAccount">What that day's loss is counted from before.</param>
    public void Take(RecordedFact recorded, OrderState? order, ParentState? parent, DateOnly? day, decimal? openedAtAccount)
    {
        switch (recorded.Fact)
        {
            case Fact.DayOpened opened when opened.Day != day: Open(recorded.At); break;
            case Fact.DayOpened { EquityAccount: { } to } when openedAtAccount is { } from: Move(from, to); break; // the same day once more is money that came or went without a trade
            case Fact.EmergencyMoved { To: EmergencyState.Active } moved when EmergencySources.IsPerson(moved.Source): Forget(); break;
            case Fact.EquityObserved observed: Observe(observed.EquityAccount, recorded.At); break;
            case Fact.TierEntered entered: Enter(entered, recorded.At); break;
            case Fact.CapitalRebalanced rebalanced: Capital.Rebalanced(rebalanced, recorded.At); break;
            case Fact.AllocationModeMoved moved: Capital.Moved(moved); break;
            case Fact.PaperTrialStarted started: Trial.Started(started, recorded.At); break;
            case Fact.PaperTrialEnded ended: Trial.Ended(ended); break;
            case Fact.BuyingPowerTold told: BuyingPower.Told(told); break;
            case Fact.EntriesPaused paused: Pauses.Begin(paused); break;
            case Fact.OrderIntended { Intent: var intent }: Decide(intent, recorded.Sequence); break;
            case Fact.OrderMoved moved when order is not null: Move(moved, order, recorded); break;
            case Fact.ParentOpened opened when judgesTilt: Tilts.Opened(opened.Order, recorded.Sequence); break;
            case Fact.ParentEnding ending when judgesTilt && parent is not null: Tilts.Ending(parent, ending.Why, recorded.At, recorded.Sequence); break;
            case Fact.FillBooked booked when order is not null: Fill(booked, order); break;
            case Fact.TiltFound found when judgesTilt: Tilts.Found(found, recorded.At); break;
            case Fact.TiltJournalled written when judgesTilt: Tilts.Journalled(written, recorded.Sequence); break;
            case Fact.TiltMoved moved: Move(moved, recorded.At); break;
            case Fact.PositionTransferred { From: var from, Symbol: var symbol }: Trips.Dropped(from, symbol); break;
            default: break; // nothing else is measured here
        }
    }

    /// <summary>Takes a fill that was booked just now.</summary>
    /// <param name="booked">The fill.</param>
    /// <param name="recorded">The fact that told it.</param>
    /// <param name="instrument">What was traded.</param>
    /// <param name="netBase">What its strategy holds after it, signed.</param>
    /// <param name="realizedQuote">What it realized, net of fees.</param>
    /// <param name="isByHand">Whether no order here asked for it.</param>
    public void Booked(Fact.FillBooked booked, RecordedFact recorded, Instrument instrument, decimal netBase, decimal realizedQuote, bool isByHand)
    {
        if (booked.Strategy == StrategyId.Emergency) return;
        Makers.Booked(booked, realizedQuote);
        var isBuy = booked.Fill.Side == OrderSide.Buy;
        if (judgesTilt && isByHand && isBuy == netBase > 0m) Tilts.EnteredByHand(booked.Fill, booked.Strategy, recorded.At, recorded.Sequence);
        if (Trips.Booked(booked.Strategy, instrument, isBuy, booked.Fill.Price.QuotePerBase, netBase, realizedQuote, recorded.At) is not { } closed) return;
        if (judgesTilt) Tilts.Closed(closed, recorded.Sequence);
        Trades.Closed(closed);
        Tier.Closed(closed.ProfitQuote);
    }

    /// <summary>The gauges as a checkpoint keeps them.</summary>
    public AccountState Into(AccountState state) => BuyingPower.Into(Makers.Into(Capital.Into(Trial.Into(Tier.Into(Tilts.Into(Trips.Into(Trades.Into(Cancels.Into(Entries.Into(Pauses.Into(Trail.Into(state))))))))))));

    private void Move(decimal fromAccount, decimal toAccount)
    {
        Trail.Move(fromAccount, toAccount);
        Tier.Move(fromAccount, toAccount);
    }

    private void Open(DateTimeOffset at)
    {
        Entries.Open(at);
        Makers.Open();
    }

    private void Fill(Fact.FillBooked booked, OrderState order)
    {
        BuyingPower.Filled(booked.Fill, order, booked.Status);
        if (order.Status.IsTerminal()) Entries.GaveBack(order.Intent, -booked.Fill.Quantity.Base); // it was given back too early
        Entries.Filled(order);
    }

    private void Enter(Fact.TierEntered entered, DateTimeOffset at)
    {
        Tier.Entered(entered, at);
        Trial.Entered();
    }

    private void Observe(decimal equityAccount, DateTimeOffset at)
    {
        Trail.Observe(equityAccount, at);
        Tier.Observe(equityAccount, at);
    }

    private void Move(Fact.TiltMoved moved, DateTimeOffset at)
    {
        if (judgesTilt) Tilts.Moved(moved, at);
        if (moved.IsMeasure) Tier.Tilted();
    }

    private void Decide(OrderIntent intent, long fact)
    {
        Entries.Decided(intent);
        Makers.Decided(intent);
        BuyingPower.Decided(intent);
        if (judgesTilt) Tilts.Decided(intent, fact);
    }

    private void Move(Fact.OrderMoved moved, OrderState order, RecordedFact recorded)
    {
        if (moved.Kind == OrderEventKind.CancelRequested) Cancels.Add(order.Intent, recorded.At);
        if (judgesTilt && moved.Kind == OrderEventKind.CancelRequested && order.Status != OrderStatus.CancelPending) Tilts.CancelAsked(order.Intent, recorded.At, recorded.Sequence);
        if (!moved.Status.IsTerminal() || order.Status.IsTerminal()) return;
        Entries.GaveBack(order.Intent, order.RemainingBase);
        BuyingPower.Ended(order.Intent);
    }

    // A person who resumes has looked: what was lost before counts no more against what may be lost from now on.
    private void Forget()
    {
        Trail.Forget();
        Pauses.Forget();
        Tilts.Forget();
        Makers.Forget();
    }
}
