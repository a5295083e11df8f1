using System.Globalization;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Regimes;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Gauges;
using TradingDaemon.Engine.Portfolio;
using TradingDaemon.Engine.Regimes;
using TradingDaemon.Engine.Routing;

namespace TradingDaemon.Engine.Books;

/// <summary>The account with its prices: what every desk works on.</summary>
public sealed class TradingAccount
{
    private readonly CapitalShares _shares = new();
    private Tier? _tier;

    /// <summary>An account as remembered, without prices yet.</summary>
    public TradingAccount(AccountSetup setup, AccountState remembered)
    {
        Setup = setup;
        Marks = new MarkBoard(setup.Catalog.Count);
        Books = new AccountBooks(setup.Catalog, remembered, Marks, setup.Tilt is not null);
        Log = new FactLog(Books);
        Breaks = new BreakLog(Log);
        Greeks = new GreeksBoard(setup.Catalog.Count);
        Volumes = new VolumeBoard(setup.Catalog.Count);
        Depths = new DepthBoard(setup.Catalog.Count);
        Groups = new InstrumentGroups(setup.Catalog, setup.Routing);
        Markets = setup.Regimes is { } regimes ? new MarketConditions(setup.Catalog, regimes) : null;
        Valuation = new Valuation(setup.Catalog, Marks, new CurrencyRates(setup.Catalog, setup.Currency, setup.Parity, Marks));
    }

    /// <summary>The configuration; tiers, spreads and gatekeeper are another's after <see cref="Configure"/>.</summary>
    public AccountSetup Setup { get; private set; }

    /// <summary>What facts made so.</summary>
    public AccountBooks Books { get; }

    /// <summary>Where decisions become facts.</summary>
    public FactLog Log { get; }

    /// <summary>Where differences become facts, each once.</summary>
    public BreakLog Breaks { get; }

    /// <summary>Newest quotes.</summary>
    public MarkBoard Marks { get; }

    /// <summary>What is displayed behind the newest quotes.</summary>
    public DepthBoard Depths { get; }

    /// <summary>What was traded on the markets since the process began, where a feed tells.</summary>
    public VolumeBoard Volumes { get; }

    /// <summary>Which instruments are the same thing.</summary>
    public InstrumentGroups Groups { get; }

    /// <summary>What markets are like; null where nobody tells.</summary>
    internal MarketConditions? Markets { get; }

    /// <summary>Newest Greeks of options.</summary>
    public GreeksBoard Greeks { get; }

    /// <summary>What it is all worth.</summary>
    public Valuation Valuation { get; }

    /// <summary>Refusals that are stored, and those only counted.</summary>
    public RefusalThrottle Refusals { get; } = new();

    /// <summary>How fast orders are decided.</summary>
    public OrderPace Pace { get; } = new();

    /// <summary>Refusals by venues in a row.</summary>
    public RejectRuns Rejects { get; } = new();

    /// <summary>Which kinds of orders each venue takes, as its adapter says at the start.</summary>
    public VenueOffers Offers { get; } = new();

    /// <summary>The tier in force; the lowest before the first is entered.</summary>
    public Tier Tier
    {
        get
        {
            if (_tier is null || _tier.Name != Books.Tier) _tier = Setup.Tiers.Find(Books.Tier) ?? Setup.Tiers.All[0];
            return _tier;
        }
    }

    /// <summary>Values by a newer quote of an instrument.</summary>
    public void Mark(in Quote quote)
    {
        Marks.Set(quote);
        Books.Stakes.Price(quote.Instrument);
        Markets?.Observe(quote);
    }

    /// <summary>Decides by other rules from the next input on. Orders that work already were judged by the ones before.</summary>
    public void Configure(TierRulebook rules)
    {
        Setup = Setup with { Tiers = rules.Tiers, Spreads = rules.Spreads, Gatekeeper = rules.Gatekeeper };
        _tier = null;
    }

    /// <summary>Equity in account currency, or null when a holding has no price or rate.</summary>
    public decimal? Equity() => Valuation.Equity(Books.Cash.Amounts, Books.Positions);

    /// <summary>A strategy as the tier in force configures it, or null when it does not load it.</summary>
    public StrategySpec? SpecOf(StrategyId strategy) => Tier.Find(strategy);

    /// <summary>Whether an exit of a strategy under one name of a thing closes what it holds under another.</summary>
    public bool IsFound(StrategyId strategy, Instrument exit, Instrument held) => Groups.IsFound(SpecOf(strategy), exit, held);

    /// <summary>Which of the strategies it depends on keeps a strategy from entering, as a name with what it is; null when none does.</summary>
    public string? LackOf(StrategySpec? strategy)
    {
        if (strategy is null || strategy.DependsOn.IsEmpty) return null;
        foreach (var other in strategy.DependsOn)
        {
            if (SpecOf(other) is not { } spec) return $"{other}, which is not loaded";
            if (!spec.Enabled) return $"{other}, which is switched off";
            var condition = Books.Conditions.GetValueOrDefault(other.Text, StrategyCondition.Running);
            if (condition is not (StrategyCondition.Running or StrategyCondition.Starting)) return $"{other}, which is {condition}";
        }

        return null;
    }

    /// <summary>Which part of its size an entry of the strategy has now, above 0, and above 1 only where the tier makes entries larger in some market: the one place that makes entries other than they are sized.</summary>
    /// <param name="strategy">Whose entry.</param>
    /// <param name="instrument">In what.</param>
    /// <param name="equityAccount">Equity, account currency.</param>
    /// <param name="now">The engine's time.</param>
    public decimal EntryFactor(StrategyId strategy, Instrument instrument, decimal equityAccount, DateTimeOffset now) =>
        (Setup.Tilt is null ? 1m : Books.Gauges.Tilts.SizeFactor(strategy, now)) * RecoveryFactor(equityAccount) * (Market(instrument)?.SizeFactor ?? 1m) * AdjustmentFactor(strategy, now) * IndexFactor;

    /// <summary>What the market of an instrument is like now, and what the tier makes of that; null where nobody tells.</summary>
    public MarketCondition? Market(Instrument instrument)
    {
        if (Markets is null) return null;
        var regime = RegimeOf(instrument);
        return new MarketCondition(regime, Tier.Regimes.SizeFactor(regime, Markets.Phase, Markets.HasIndex)) { Phase = Markets.Phase };
    }

    /// <summary>The regime of an instrument's market; unknown where nobody tells. What is said not to be traded now is in maintenance, whatever its prices did.</summary>
    public Regime RegimeOf(Instrument instrument)
    {
        if (Markets is null) return Regime.Unknown;
        for (var i = 0; i < Books.Blocks.Count; i++) // few
            if (Books.Blocks[i] is { Cause: BlockCause.TradingHalted or BlockCause.MarketClosed } block && block.Venue == instrument.Venue && block.Concerns(instrument)) return Regime.Maintenance;
        return Markets.RegimeOf(instrument.Id);
    }

    /// <summary>Where the market as a whole stands; null while unknown, and where nobody tells.</summary>
    public MarketPhase? MarketPhase => Markets?.Phase;

    /// <summary>How many times as far a configured stop is in the instrument's present market.</summary>
    public decimal StopFactor(Instrument instrument) => Markets is null ? 1m : Tier.Regimes.StopFactor(RegimeOf(instrument));

    /// <summary>How many times as large a position may be in the instrument's present market.</summary>
    public decimal PositionsFactorOn(Instrument instrument) => Markets is null ? 1m : Tier.Regimes.PositionsFactor(RegimeOf(instrument));

    /// <summary>Half while the volatility index the tier names is above its limit, else whole; an index without a fresh quote keeps entries out by its rule.</summary>
    public decimal IndexFactor =>
        Limits.VolatilityIndexSymbol is { } symbol && Setup.Catalog.Find(new Symbol(symbol)) is { } index && Marks.Find(index.Id) is { } quote && quote.Mid > Limits.VolatilityIndexMax
            ? RiskLimits.VolatilityIndexScale
            : 1m;

    /// <summary>Which part of its size an entry has after losses of the account, above 0 up to 1.</summary>
    public decimal RecoveryFactor(decimal equityAccount) => Tier.Recovery.FactorAt(equityAccount, Books.Gauges.Trail.PeakAccount, Books.Gauges.Trail.TroughAccount, Books.Day.LosingDays);

    /// <summary>The part of equity a strategy may have at stake, as the tier shares it out; null where it does not.</summary>
    public decimal? CapitalShareOf(StrategyId strategy)
    {
        if (_shares.Of(Tier, Books.Gauges.Trades, strategy) is not { } now) return null;
        var capital = Books.Gauges.Capital;
        var isKept = Tier.Allocation.IsKept && capital.Plan?.Tier == Tier.Name; // until the first rebalancing in a tier it is as of now
        var share = isKept ? Math.Min(capital.ShareOf(strategy), Tier.Allocation.FractionMax) : now; // a largest share that was lowered binds at once
        return Tier.Allocation.InMode(AllocationMode, share, isKept ? capital.All : _shares.All);
    }

    /// <summary>Whether the strategy may enter nothing at all for a time, by tilt, by its share of capital or for want of what it needs: then nothing of it rests that would.</summary>
    public bool IsKeptOut(StrategySpec strategy, DateTimeOffset now) => WhyKeptOut(strategy, now) is not null;

    /// <summary>What keeps it out, in words; null while nothing does.</summary>
    public string? WhyKeptOut(StrategySpec strategy, DateTimeOffset now)
    {
        if (Setup.Tilt is not null && Books.Gauges.Tilts.Of(strategy.Id)?.State.LockedUntil is { } until && until > now) return string.Create(CultureInfo.InvariantCulture, $"it is locked for tilt until {until:u}");
        if (CapitalShareOf(strategy.Id) <= 0m) return AllocationMode == AllocationMode.Emergency ? "capital is shared out in the mode Emergency" : "it has no share of capital";
        return WhyNeedy(strategy);
    }

    /// <summary>What a strategy needs to enter and has not, in words: equity, or a strategy it depends on; null when nothing lacks.</summary>
    public string? WhyNeedy(StrategySpec? strategy)
    {
        if (LackOf(strategy) is { } lacking) return $"it depends on {lacking}";
        if (strategy?.CapitalMinAccount is not { } least) return null;
        var equity = Equity();
        if (equity >= least) return null;
        return string.Create(CultureInfo.InvariantCulture, $"it enters from an equity of {least:0.####} on, {(equity is { } known ? string.Create(CultureInfo.InvariantCulture, $"it is {known:0.##}") : "it is not known")}");
    }

    /// <summary>The part of equity each strategy of a tier would have by what is known now, whatever the mode; none where the tier shares out nothing.</summary>
    public IReadOnlyDictionary<StrategyId, decimal> SharesOf(Tier tier) => _shares.Of(tier, Books.Gauges.Trades);

    /// <summary>The mode capital is shared out in: the more careful of the one configured and the one losses ask for.</summary>
    public AllocationMode AllocationMode => Books.Gauges.Capital.Mode > AllocationMode.Normal && Books.Gauges.Capital.Mode > Tier.Allocation.Mode ? Books.Gauges.Capital.Mode : Tier.Allocation.Mode;

    /// <summary>Which part of its size an entry has since the account rose to its tier, above 0 up to 1.</summary>
    public decimal PhaseFactor(DateTimeOffset now) => SinceRise(now) is { } since ? Tier.Adjustment.FactorAt(since) : 1m;

    /// <summary>Which part of its size an entry of a strategy has since the tier was entered, above 0 up to 1: the smaller of what the phase and its being new or not ask for.</summary>
    public decimal AdjustmentFactor(StrategyId strategy, DateTimeOffset now) => AdjustmentFactor(Tier.Adjustment.Period > TimeSpan.Zero && Books.Gauges.Tier.Stay is { } stay && stay.IsNew(strategy), now);

    /// <summary>The same of any strategy that is new in the tier, or of any that is not.</summary>
    public decimal AdjustmentFactor(bool isNew, DateTimeOffset now)
    {
        var inPhase = PhaseFactor(now);
        return Tier.Adjustment.Period > TimeSpan.Zero && Books.Gauges.Tier.Stay is { From: not null } stay ? Math.Min(inPhase, Tier.Adjustment.FactorAt(now - stay.Since, isNew)) : inPhase;
    }

    /// <summary>How many times what detectors of tilt find counts now, 1 or more: the larger of what the phase after a rise and the nearness of the next tier ask for.</summary>
    public decimal TiltWeight(DateTimeOffset now)
    {
        var inPhase = Tier.Watch.InPhase(SinceRise(now) is { } since ? Tier.Adjustment.PhaseAt(since) : null);
        return Setup.Tiers.After(Tier) is { EquityMinAccount: > 0m and var begins } ? Math.Max(inPhase, Tier.Watch.NearNext(Equity() / begins)) : inPhase;
    }

    // How long ago the account rose to its tier; null when it did not rise to it.
    private TimeSpan? SinceRise(DateTimeOffset now) =>
        Books.Gauges.Tier.Stay is { From: { } from } stay && Setup.Tiers.Find(from) is { } before && before.EquityMinAccount < Tier.EquityMinAccount ? now - stay.Since : null;

    /// <summary>The gate's numbers now.</summary>
    public RiskLimits Limits => Tier.Limits;
}
