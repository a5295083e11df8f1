using System.Collections.Immutable;
using System.Text.Json.Serialization;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Agents;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Charges;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Trials;

namespace TradingDaemon.Domain.Facts;

/// <summary>Something that is now so. The account is the fold of its facts; nothing else changes it.</summary>
[JsonDerivedType(typeof(EpochStarted), "epoch-started")]
[JsonDerivedType(typeof(EpochBegun), "epoch-begun")]
[JsonDerivedType(typeof(StateChanged), "state-changed")]
[JsonDerivedType(typeof(CashMoved), "cash-moved")]
[JsonDerivedType(typeof(ChargesBooked), "charges-booked")]
[JsonDerivedType(typeof(BuyingPowerTold), "buying-power-told")]
[JsonDerivedType(typeof(DayOpened), "day-opened")]
[JsonDerivedType(typeof(TierEntered), "tier-entered")]
[JsonDerivedType(typeof(CapitalRebalanced), "capital-rebalanced")]
[JsonDerivedType(typeof(AllocationModeMoved), "allocation-mode-moved")]
[JsonDerivedType(typeof(PaperTrialStarted), "paper-trial-started")]
[JsonDerivedType(typeof(PaperTrialEnded), "paper-trial-ended")]
[JsonDerivedType(typeof(StrategyMoved), "strategy-moved")]
[JsonDerivedType(typeof(SignalRefused), "signal-refused")]
[JsonDerivedType(typeof(OrderIntended), "order-intended")]
[JsonDerivedType(typeof(OrderMoved), "order-moved")]
[JsonDerivedType(typeof(FillBooked), "fill-booked")]
[JsonDerivedType(typeof(BreakFound), "break-found")]
[JsonDerivedType(typeof(EntriesBlocked), "entries-blocked")]
[JsonDerivedType(typeof(EntriesFreed), "entries-freed")]
[JsonDerivedType(typeof(EmergencyMoved), "emergency-moved")]
[JsonDerivedType(typeof(HoldingAdopted), "holding-adopted")]
[JsonDerivedType(typeof(PositionTransferred), "position-transferred")]
[JsonDerivedType(typeof(ExecutionsPassed), "executions-passed")]
[JsonDerivedType(typeof(EquityObserved), "equity-observed")]
[JsonDerivedType(typeof(EntriesPaused), "entries-paused")]
[JsonDerivedType(typeof(ConfigurationChanged), "configuration-changed")]
[JsonDerivedType(typeof(ProtectionTrailed), "protection-trailed")]
[JsonDerivedType(typeof(ProtectionTriggered), "protection-triggered")]
[JsonDerivedType(typeof(TiltFound), "tilt-found")]
[JsonDerivedType(typeof(TiltMoved), "tilt-moved")]
[JsonDerivedType(typeof(TiltJournalled), "tilt-journalled")]
[JsonDerivedType(typeof(ParentOpened), "parent-opened")]
[JsonDerivedType(typeof(ParentPaused), "parent-paused")]
[JsonDerivedType(typeof(ParentResumed), "parent-resumed")]
[JsonDerivedType(typeof(ParentEnding), "parent-ending")]
[JsonDerivedType(typeof(ParentEnded), "parent-ended")]
[JsonDerivedType(typeof(SignalTaken), "signal-taken")]
[JsonDerivedType(typeof(AgentRefused), "agent-refused")]
public abstract partial record Fact
{
    private Fact() { }

    /// <summary>A process opened the store, and client order ids are of this epoch; the boot counts processes.</summary>
    public sealed record EpochStarted(int Epoch, int Boot, string Version) : Fact;

    /// <summary>Client order ids are of another epoch from here on, amidst a process: the venue has seen ids of the one before that the books never gave.</summary>
    public sealed record EpochBegun(int Epoch, string Reason) : Fact;

    /// <summary>The engine changed state.</summary>
    public sealed record StateChanged(EngineState From, EngineState To, string Reason) : Fact;

    /// <summary>Cash moved without a fill: funding, deposit, withdrawal, or a difference adopted from the venue.</summary>
    public sealed record CashMoved(string Currency, decimal Amount, string Reason) : Fact
    {
        /// <summary>Where; null in facts of versions that knew one venue, which was it.</summary>
        public string? Venue { get; init; }
    }

    /// <summary>Fees a venue takes apart from any trade were booked, each as it is told now; none where it was asked for the first time and told none.</summary>
    public sealed record ChargesBooked(string Venue, ImmutableArray<BookedCharge> Charges) : Fact
    {
        /// <summary>Equal by what it says; the array's own equality would compare references.</summary>
        public bool Equals(ChargesBooked? other) => other is not null && Venue == other.Venue && Charges.AsSpan().SequenceEqual(other.Charges.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Venue, Charges.Length);
    }

    /// <summary>A venue told of its buying power; nothing is spent of it yet but what may not be in it.</summary>
    public sealed record BuyingPowerTold(string Venue, VenueBuyingPower Power) : Fact;

    /// <summary>A trading day began.</summary>
    public sealed record DayOpened(DateOnly Day, decimal? EquityAccount) : Fact
    {
        /// <summary>What the options held would have fetched then, by quote currency code; null where none was held, and in facts of versions without it; without meaning where the same day opens once more.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public ImmutableSortedDictionary<string, decimal>? OptionsQuote { get; init; }

        /// <summary>Equal by what it says; the dictionary's own equality would compare references.</summary>
        public bool Equals(DayOpened? other) => other is not null && (Day, EquityAccount, OptionsQuote is null) == (other.Day, other.EquityAccount, other.OptionsQuote is null)
            && (OptionsQuote is null || OptionsQuote.SequenceEqual(other.OptionsQuote!));

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Day, EquityAccount, OptionsQuote?.Count);
    }

    /// <summary>The capital tier changed.</summary>
    public sealed record TierEntered(string Tier, string? From, decimal EquityAccount) : Fact
    {
        /// <summary>Why, in one sentence; null where equity alone decides, and in facts of versions without it.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Reason { get; init; }

        /// <summary>Strategies the tier before runs too, of the same kind; null before the first tier, where that one is not configured any more, and in facts of versions without it.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public ImmutableArray<string>? Carried { get; init; }

        /// <summary>Equal by what it says; the array's own equality would compare references.</summary>
        public bool Equals(TierEntered? other) => other is not null && (Tier, From, EquityAccount, Reason, Carried is null) == (other.Tier, other.From, other.EquityAccount, other.Reason, other.Carried is null)
            && (Carried ?? []).AsSpan().SequenceEqual((other.Carried ?? []).AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Tier, From, EquityAccount, Reason, Carried?.Length);
    }

    /// <summary>Shares of a tier's capital were worked out anew and are kept until the next time: before and after, a strategy each, in the order of their names.</summary>
    public sealed record CapitalRebalanced(string Tier, string Basis, ImmutableArray<CapitalShare> Shares, string Reason) : Fact
    {
        /// <summary>Equal by what it says; the array's own equality would compare references.</summary>
        public bool Equals(CapitalRebalanced? other) => other is not null && (Tier, Basis, Reason) == (other.Tier, other.Basis, other.Reason) && Shares.AsSpan().SequenceEqual(other.Shares.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Tier, Basis, Reason, Shares.Length);
    }

    /// <summary>Losses ask for another mode of sharing out capital.</summary>
    public sealed record AllocationModeMoved(AllocationMode From, AllocationMode To, string Reason) : Fact;

    /// <summary>Before the tier is entered, its strategies trade on paper from here on.</summary>
    public sealed record PaperTrialStarted(string Tier, int Attempt, decimal EquityAccount) : Fact;

    /// <summary>A trial on paper ended, as it did; the next may begin then, at once where that is null.</summary>
    public sealed record PaperTrialEnded(string Tier, int Attempt, PaperTrialState State, PaperFigures? Figures, DateTimeOffset? Until, string Reason) : Fact;

    /// <summary>A strategy's condition changed.</summary>
    public sealed record StrategyMoved(StrategyId Strategy, StrategyCondition Condition, string Reason) : Fact;

    /// <summary>A signal became no order: the stored row of a refusal.</summary>
    public sealed record SignalRefused(StrategyId Strategy, Symbol Symbol, SignalKind Kind, RiskRule Rule, decimal Limit, decimal Asked, string Detail) : Fact
    {
        /// <summary>The signal; null when nobody's signal asked for it, and in refusals of versions without it.</summary>
        public SignalOrigin? Origin { get; init; }

        /// <summary>What routing found; null for exits, while routing is off, and in refusals of versions without it.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public RouteTaken? Route { get; init; }

        /// <summary>What every further rule said no to, a line each with the rule's name; null when none did, or the gate was not asked.</summary>
        public string? Further { get; init; }

        /// <summary>What it was judged by; null in refusals of versions without it.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public RefusalInputs? Inputs { get; init; }
    }

    /// <summary>An order was decided and passed every rule. Durable before it is sent.</summary>
    public sealed record OrderIntended(OrderIntent Intent) : Fact;

    /// <summary>Something happened to an order other than a fill.</summary>
    public sealed record OrderMoved(ClientOrderId ClientOrderId, OrderEventKind Kind, OrderStatus Status, string? VenueOrderId, string? Reason) : Fact;

    /// <summary>A fill was booked; <paramref name="Status"/> is the order's status after it, <paramref name="Strategy"/> whose position it changed.</summary>
    public sealed record FillBooked(Fill Fill, StrategyId Strategy, OrderStatus Status) : Fact
    {
        /// <summary>What a fee in neither base nor quote was worth then, in quote currency; null when nothing told, and of any other fee.</summary>
        public decimal? FeeQuote { get; init; }

        /// <summary>What one unit of <see cref="Fill.FeeHolding"/> was worth then, in that instrument's own quote currency; null exactly when <see cref="FeeQuote"/> is, or there is none.</summary>
        public decimal? FeePriceQuote { get; init; }
    }

    /// <summary>Our books and the venue differ; what was done about it.</summary>
    public sealed record BreakFound(string Venue, string Subject, string Ours, string Theirs, string Resolution) : Fact;

    /// <summary>Nothing new is entered at a venue, for this cause. Ends with the process: the next one finds out for itself.</summary>
    public sealed record EntriesBlocked(string Venue, BlockCause Cause, string Reason) : Fact
    {
        /// <summary>Only of what has this feed's prices; null for all of the venue.</summary>
        public string? Feed { get; init; }

        /// <summary>Only of this instrument, and of the options on it; null for all.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public Symbol? Symbol { get; init; }
    }

    /// <summary>That cause is gone; entries pass once every cause is.</summary>
    public sealed record EntriesFreed(string Venue, BlockCause Cause, string Reason) : Fact
    {
        /// <summary>As it was blocked.</summary>
        public string? Feed { get; init; }

        /// <summary>As it was blocked.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public Symbol? Symbol { get; init; }
    }

    /// <summary>The emergency stop was pulled or cleared, and by whom. Survives restarts.</summary>
    public sealed record EmergencyMoved(EmergencyState From, EmergencyState To, string Source, string Reason) : Fact;

    /// <summary>A difference in holdings was adopted from the venue, by policy: somebody else's trade, valued at <paramref name="PriceQuote"/>, without cash.</summary>
    public sealed record HoldingAdopted(string Venue, Symbol Symbol, decimal SignedBase, decimal PriceQuote, string Reason) : Fact;

    /// <summary>Books and venue agreed as of this execution: what is not booked up to it moved no quantity, e.g. a rebate, and is not asked for again.</summary>
    public sealed record ExecutionsPassed(string Venue, long Sequence) : Fact;

    /// <summary>Part of a position changed hands inside the account, at a price, e.g. to the emergency stop that sold it. The account's own total does not change.</summary>
    public sealed record PositionTransferred(StrategyId From, StrategyId To, Symbol Symbol, decimal SignedBase, decimal PriceQuote, string Reason) : Fact;

    /// <summary>Equity was looked at: a new peak, or a sample of its recent past. Only where a limit on drawdowns asks for it.</summary>
    public sealed record EquityObserved(decimal EquityAccount) : Fact;

    /// <summary>A rule that was broken keeps entries out for a while, whatever its numbers say meanwhile. Exits pass; a person ends it by resuming after an emergency stop.</summary>
    public sealed record EntriesPaused(RiskRule Rule, DateTimeOffset Until, string Reason) : Fact;

    /// <summary>Decisions from here on are made under another configuration. The first of a store names every key, each later one what changed.</summary>
    /// <param name="Version">1, 2, 3… over the life of the store.</param>
    /// <param name="Hash">Of every key and value but secrets.</param>
    /// <param name="Source">How it came: start, file, timer, signal or command.</param>
    /// <param name="By">Who asked for it; empty when nobody did.</param>
    /// <param name="Changes">Each changed key, secrets masked.</param>
    public sealed record ConfigurationChanged(long Version, string Hash, string Source, string By, ImmutableArray<ConfigurationChange> Changes) : Fact
    {
        /// <summary>Each key a rollback keeps as it is in spite of the files: before is what the files say, after what is in force. Null for none, as in facts of versions without it.</summary>
        public ImmutableArray<ConfigurationChange>? Overrides { get; init; }

        /// <summary>Equal by what it says; the array's own equality would compare references.</summary>
        public bool Equals(ConfigurationChanged? other) => other is not null && (Version, Hash, Source, By) == (other.Version, other.Hash, other.Source, other.By) && Changes.AsSpan().SequenceEqual(other.Changes.AsSpan())
            && (Overrides ?? []).AsSpan().SequenceEqual((other.Overrides ?? []).AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Version, Hash, Source, By, Changes.Length);
    }

    /// <summary>A trailing stop moved to this price, and never back.</summary>
    public sealed record ProtectionTrailed(StrategyId Strategy, Symbol Symbol, decimal TrailQuote) : Fact;

    /// <summary>A believed price reached a protection's level: the position is closed from now on until it is flat, wherever the price goes.</summary>
    public sealed record ProtectionTriggered(StrategyId Strategy, Symbol Symbol, ProtectionKind Kind, decimal LevelQuote, decimal PriceQuote) : Fact;

    /// <summary>An algorithm executes an entry from here on. Durable before the first of its children.</summary>
    public sealed record ParentOpened(ParentOrder Order) : Fact;

    /// <summary>A person halted a parent order: it sends no child until it is resumed, over restarts too. Its time goes on.</summary>
    public sealed record ParentPaused(ParentId Parent, string Reason) : Fact;

    /// <summary>A person let a parent order go on.</summary>
    public sealed record ParentResumed(ParentId Parent, string Reason) : Fact;

    /// <summary>A parent order sends no more children; those in flight may still fill.</summary>
    public sealed record ParentEnding(ParentId Parent, ParentEnd Why, string Reason) : Fact;

    /// <summary>Nothing of a parent order is in flight any more; what is unfilled stays so, and nobody chases it.</summary>
    public sealed record ParentEnded(ParentId Parent, ParentEnd Why, decimal FilledBase, decimal UnfilledBase, string Reason) : Fact;

    /// <summary>A signal from outside, its signature verified, was taken; what becomes of it names this fact's number.</summary>
    public sealed record SignalTaken(AgentSignal Signal) : Fact;

    /// <summary>Signals from outside were not taken, as often since this was told last; of an agent nobody configured the name is empty.</summary>
    public sealed record AgentRefused(string Agent, AgentRefusal Why, int Times, string Detail) : Fact;
}
