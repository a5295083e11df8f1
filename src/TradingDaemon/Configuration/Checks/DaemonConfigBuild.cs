using System.Collections.Immutable;
using TradingDaemon.Configuration.Checks.Venues;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sections.Alerts;
using TradingDaemon.Configuration.Sections.Positions;
using TradingDaemon.Configuration.Sections.Reloading;
using TradingDaemon.Configuration.Sections.Tiers;
using TradingDaemon.Configuration.Sections.Venues;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;

namespace TradingDaemon.Configuration.Checks;

/// <summary>Turns checked settings into the domain's own words.</summary>
internal static class DaemonConfigBuild
{
    private const string AlertFile = "alerts.jsonl";

    /// <summary>The whole; the settings must be without fault.</summary>
    /// <param name="settings">What the files say.</param>
    /// <param name="venues">What was found for each venue.</param>
    /// <param name="alerts">What was found for each alert channel.</param>
    /// <param name="inputs">Directories; and whether everything is traded at the simulated venue.</param>
    public static DaemonConfig From(DaemonSettings settings, ImmutableSortedDictionary<string, VenueModel> venues, ImmutableSortedDictionary<string, AlertChannelModel> alerts, ConfigurationInputs inputs)
    {
        var currentDirectory = inputs.CurrentDirectory;
        var symbols = settings.Instruments.OrderBy(static pair => pair.Key, StringComparer.Ordinal).ToArray();
        return new()
        {
            AccountCurrency = new Currency(settings.AccountCurrency),
            Uid = settings.Uid,
            Tenant = settings.Tenant,
            Instruments = new InstrumentCatalog(symbols.Select((pair, index) => Instrument(
                pair.Key, pair.Value, index, VenueAssignment.TradedAt(settings, pair.Value, venues), IsMade(VenueAssignment.TradedAt(settings, pair.Value, venues), venues), inputs.IsTrial ? null : VenueAssignment.FeedOf(settings, pair.Value), settings.PositionMaxBase))),
            SimulatedMarkets = symbols.Where(static pair => pair.Value.Simulation is not null)
                .ToImmutableSortedDictionary(static pair => pair.Key, static pair => pair.Value.Simulation!, StringComparer.Ordinal),
            Feed = settings.Feed with { Files = [.. settings.Feed.Files.Select(file => Path.GetFullPath(file, currentDirectory))] },
            Venue = settings.Venue,
            Venues = venues,
            FeedOf = inputs.IsTrial ? ImmutableSortedDictionary<string, string>.Empty : symbols.Select(pair => (pair.Key, Feed: VenueAssignment.FeedOf(settings, pair.Value)))
                .Where(static pair => pair.Feed is not null).ToImmutableSortedDictionary(static pair => pair.Key, static pair => pair.Feed!, StringComparer.Ordinal),
            VenueMeant = inputs.IsTrial ? ImmutableSortedDictionary<string, string>.Empty : symbols.Select(pair => (pair.Key, Venue: VenueAssignment.VenueOf(settings, pair.Value)))
                .Where(static pair => pair.Venue != VenueAssignment.Simulated).ToImmutableSortedDictionary(static pair => pair.Key, static pair => pair.Venue, StringComparer.Ordinal),
            Validation = settings.Validation,
            Evaluation = settings.Evaluation,
            Execution = settings.Execution,
            SpreadLimits = Spread(settings.Routing),
            Routing = RoutingRules.Policy(settings),
            TradingDay = settings.TradingDay,
            Tiers = new TierTable(settings.Tiers.Select(pair => Tier(pair.Key, pair.Value, settings.Switches))),
            Reload = settings.Reload,
            CurrencyParities = [.. settings.CurrencyParity.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => Parity(pair.Key, pair.Value))],
            Storage = settings.Storage with { Directory = Path.GetFullPath(settings.Storage.Directory, currentDirectory) },
            Signals = settings.Signals,
            Tilt = settings.Tilt,
            Regimes = settings.Regimes,
            Gatekeeper = GatekeeperRules.Policy(settings.Gatekeeper),
            Reconciliation = settings.Reconciliation,
            Recovery = settings.Recovery,
            Shutdown = settings.Shutdown,
            Emergency = settings.Emergency,
            Operations = settings.Operations,
            Alerts = settings.Alerts,
            AlertChannels = alerts.ToImmutableSortedDictionary(static pair => pair.Key, pair => WithPath(pair.Value, settings.Storage.Directory, currentDirectory), StringComparer.Ordinal),
        };
    }

    /// <summary>A strategy as the catalogue takes it.</summary>
    public static StrategySpec Spec(string id, StrategySettings strategy, KellySettings kelly) => new()
    {
        Id = new StrategyId(id),
        Kind = strategy.Kind,
        Symbols = [.. strategy.Symbols],
        DisabledSymbols = [.. strategy.DisabledSymbols],
        AssetClasses = [.. strategy.AssetClasses],
        Enabled = strategy.Enabled,
        BarInterval = strategy.BarInterval,
        LookBackBars = strategy.LookBackBars,
        Parameters = strategy.Parameters.ToImmutableSortedDictionary(StringComparer.Ordinal),
        SlippageMaxFraction = strategy.SlippageMaxFraction,
        SizeFraction = strategy.SizeFraction,
        Sizing = Sizing(strategy.Sizing, kelly),
        Protection = Protection(strategy.Protection),
        AlwaysMeasured = strategy.AlwaysMeasured,
        MeasureInterval = strategy.MeasureInterval,
        MeasurePeriod = strategy.MeasurePeriod,
        ExposureMaxFraction = strategy.ExposureMaxFraction,
        PositionsMax = strategy.PositionsMax,
        CapitalMinAccount = strategy.CapitalMinAccount,
        DependsOn = [.. strategy.DependsOn.Select(static name => new StrategyId(name))],
        DailyEntriesMax = strategy.DailyEntriesMax,
        DailyCapitalMaxFraction = strategy.DailyCapitalMaxFraction,
        Priority = strategy.Priority,
        OrderStyle = strategy.OrderStyle,
        Execution = Execution(strategy.Execution),
        Urgency = strategy.Urgency,
        OrderAgeMax = strategy.OrderAgeMax,
        AllowShort = strategy.AllowShort,
        SignalLifetime = strategy.SignalLifetime,
    };

    private static SizingSpec Sizing(SizingSettings sizing, KellySettings kelly) => new()
    {
        Method = sizing.Method,
        OnCap = sizing.OnCap,
        RiskFraction = sizing.RiskFraction,
        QuantityBase = sizing.QuantityBase,
        NotionalAccount = sizing.NotionalAccount,
        KellyMultiplier = sizing.KellyMultiplier ?? kelly.Multiplier,
        KellyTradesMin = sizing.KellyTradesMin ?? kelly.TradesMin,
        KellyWindow = (sizing.KellyDays ?? (sizing.Method == SizingMethod.Kelly ? kelly.Days : null)) is { } days ? TimeSpan.FromDays(days) : null,
        KellyDrawdownFraction = sizing.KellyDrawdownFraction,
        KellyStreakWins = sizing.KellyStreakWins,
        KellyByVolatility = sizing.KellyByVolatility,
        KellyErrors = sizing.KellyErrors,
        VolatilityTarget = sizing.VolatilityTarget,
        FractionMin = sizing.FractionMin ?? (sizing.Method == SizingMethod.Kelly ? kelly.FractionMin : new SizingSpec().FractionMin),
        FractionMax = sizing.FractionMax ?? (sizing.Method == SizingMethod.Kelly ? kelly.FractionMax : new SizingSpec().FractionMax),
    };

    private static AlgorithmSpec Execution(AlgorithmSettings execution) => new()
    {
        Algorithm = execution.Algorithm, Horizon = execution.Horizon, ExtensionMax = execution.ExtensionMax, Slices = execution.Slices, JitterFraction = execution.JitterFraction,
        Profile = execution.VolumeProfile.Count == 0 ? null : new VolumeProfile([.. execution.VolumeProfile]), VolumeDays = execution.VolumeDays, DirectMaxAccount = execution.DirectMaxAccount, ParticipationMaxFraction = execution.ParticipationMaxFraction, WhenVolumeUnknown = execution.WhenVolumeUnknown,
        DisplayQuantityBase = execution.DisplayQuantityBase, DisplayJitterFraction = execution.DisplayJitterFraction, ChildNotionalMaxAccount = execution.ChildNotionalMaxAccount, CapFraction = execution.CapFraction, Pause = execution.Pause,
        DisplaySlicesMax = execution.DisplaySlicesMax, DisplaySlicesMin = execution.DisplaySlicesMin, DisplayDepthFraction = execution.DisplayDepthFraction,
        DelayMin = execution.DelayMin, DelayMax = execution.DelayMax, FailedSlicesMax = execution.FailedSlicesMax, ShortfallMaxFraction = execution.ShortfallMaxFraction,
        VolumeAnomalyRatio = execution.VolumeAnomalyRatio, VolumeWeightFraction = execution.VolumeWeightFraction, ChildNotionalMinAccount = execution.ChildNotionalMinAccount,
    };

    private static ProtectionSpec Protection(ProtectionSettings protection) => new()
    {
        StopFraction = protection.StopFraction,
        StopAtr = protection.StopAtr,
        TargetFraction = protection.TargetFraction,
        TargetAtr = protection.TargetAtr,
        TrailFraction = protection.TrailFraction,
        TrailAtr = protection.TrailAtr,
        TrailAfterFraction = protection.TrailAfterFraction,
    };

    private static AlertChannelModel WithPath(AlertChannelModel channel, string storage, string currentDirectory) => channel.Settings.Kind == AlertChannelKind.File
        ? channel with { Settings = channel.Settings with { Path = Path.GetFullPath(channel.Settings.Path ?? Path.Combine(storage, AlertFile), currentDirectory) } }
        : channel;

    // A market the daemon or a sandbox makes up never closes.
    private static TradingHours Hours(InstrumentSettings instrument, bool isMade) =>
        (instrument.Hours is { } written ? TradingHours.TryParse(written)! : isMade ? TradingHours.Always : TradingHours.UsualFor(instrument.Class)).With(instrument.Holidays, instrument.EarlyCloses)!;

    private static bool IsMade(string venue, ImmutableSortedDictionary<string, VenueModel> venues) => !venues.TryGetValue(venue, out var model) || model.Settings.Kind == VenueKind.Sandbox;

    private static Instrument Instrument(string symbol, InstrumentSettings instrument, int index, string venue, bool isMade, string? feed, PositionQuantities positions) => new()
    {
        Id = new InstrumentId(index),
        Symbol = new Symbol(symbol),
        AssetClass = instrument.Class,
        Base = new Currency(instrument.Base),
        Quote = new Currency(instrument.Quote),
        TickSize = instrument.TickSize,
        LotSize = instrument.LotSize,
        MinNotional = instrument.MinNotional,
        NotionalMax = instrument.NotionalMax,
        QuantityMin = instrument.QuantityMin,
        QuantityMax = instrument.QuantityMax,
        ShortMaxBase = instrument.ShortMaxBase,
        PositionMaxBase = instrument.PositionMaxBase ?? OfClass(positions, instrument.Class),
        Hours = Hours(instrument, isMade),
        Multiplier = instrument.Multiplier ?? (instrument.Class == AssetClass.Option ? 100m : 1m),
        Venue = venue,
        Feed = feed,
        VenueSymbol = instrument.VenueSymbol,
        Shortable = instrument.Shortable,
        Tradable = instrument.Tradable,
        Sector = instrument.Sector,
        Option = instrument.Class == AssetClass.Option ? OptionContract.TryParse(new Symbol(symbol).AtVenue.Text) : null,
    };

    private static decimal? OfClass(PositionQuantities positions, AssetClass assetClass) => assetClass switch
    {
        AssetClass.Equity => positions.Equity,
        AssetClass.Forex => positions.Forex,
        AssetClass.Crypto => positions.Crypto,
        _ => positions.Option,
    };

    private static Tier Tier(string name, TierSettings tier, SwitchesConfig switches) => new(
        name, tier.EquityMinAccount, tier.DemotionFraction, Limits(tier.Limits),
        [.. tier.Strategies.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(pair => Switched(Spec(pair.Key, pair.Value, tier.Kelly), switches))])
    {
        Promotion = new TierGates
        {
            TradesMin = tier.Promotion.TradesMin, WinFractionMin = tier.Promotion.WinFractionMin, DaysMin = tier.Promotion.DaysMin, DrawdownMaxFraction = tier.Promotion.DrawdownMaxFraction,
            TiltMeasuresMax = tier.Promotion.TiltMeasuresMax,
        },
        DemotionDrawdownFraction = tier.DemotionDrawdownFraction,
        Paper = Paper(tier.Paper),
        Adjustment = new TierAdjustment { Phase = tier.Adjustment.Phase, First = tier.Adjustment.First, Second = tier.Adjustment.Second, Third = tier.Adjustment.Third, Fourth = tier.Adjustment.Fourth, Period = tier.Adjustment.Period, NewStrategies = tier.Adjustment.NewStrategies, ExistingStrategies = tier.Adjustment.ExistingStrategies },
        Watch = new TierWatch
        {
            First = tier.Watch.First, Second = tier.Watch.Second, Third = tier.Watch.Third, Fourth = tier.Watch.Fourth, Near = tier.Watch.Near, Nearer = tier.Watch.Nearer, Nearest = tier.Watch.Nearest,
            Level1Min = tier.Watch.Level1Min, Level2Min = tier.Watch.Level2Min, Level3Min = tier.Watch.Level3Min,
        },
        Regimes = new TierRegimes
        {
            VolatileSize = tier.Regimes.VolatileSize, VolatileStop = tier.Regimes.VolatileStop, VolatilePositions = tier.Regimes.VolatilePositions, QuietSize = tier.Regimes.QuietSize,
            QuietStop = tier.Regimes.QuietStop, QuietPositions = tier.Regimes.QuietPositions, CrashSize = tier.Regimes.CrashSize, BearSize = tier.Regimes.BearSize,
            RecoverySize = tier.Regimes.RecoverySize, BullSize = tier.Regimes.BullSize, PanicOut = tier.Regimes.PanicOut, DeadOut = tier.Regimes.DeadOut,
        },
        Recovery = new TierRecovery { DrawdownFraction = tier.Recovery.DrawdownFraction, SizeFraction = tier.Recovery.SizeFraction, LosingDays = tier.Recovery.LosingDays },
        Allocation = Allocation(tier.Allocation),
    };

    private static TierAllocation Allocation(AllocationSettings allocation) => new()
    {
        Method = allocation.Method, FractionMin = allocation.FractionMin, FractionMax = allocation.FractionMax, ReserveFraction = allocation.ReserveFraction, TradesMin = allocation.TradesMin,
        Weights = allocation.Weights.ToImmutableSortedDictionary(StringComparer.Ordinal), RebalanceEvery = allocation.RebalanceEvery, DriftFraction = allocation.DriftFraction, Mode = allocation.Mode,
        AggressiveFactor = allocation.AggressiveFactor, ConservativeFactor = allocation.ConservativeFactor, DefensiveFactor = allocation.DefensiveFactor,
        DefensiveLossFraction = allocation.DefensiveLossFraction, EmergencyLossFraction = allocation.EmergencyLossFraction,
    };

    private static TierPaper? Paper(PaperSettings paper) => paper.Hours is not { } hours ? null : new TierPaper
    {
        Duration = TimeSpan.FromHours((double)hours), DurationMax = TimeSpan.FromHours((double)(paper.HoursMax ?? (3m * hours))),
        Trades = paper.Trades, SuccessShare = paper.SuccessShare, ProfitableShare = paper.ProfitableShare, Pause = paper.Pause,
    };

    private static StrategySpec Switched(StrategySpec spec, SwitchesConfig switches) => spec with
    {
        Enabled = spec.Enabled && !switches.DisabledStrategies.Contains(spec.Id.Text, StringComparer.Ordinal),
        DisabledSymbols = [.. spec.DisabledSymbols.Union(switches.DisabledSymbols, StringComparer.Ordinal)],
    };

    private static RiskLimits Limits(LimitSettings limits) => new()
    {
        OrderNotionalMaxAccount = limits.OrderNotionalMaxAccount,
        PositionMaxFraction = limits.PositionMaxFraction,
        PositionNotionalMaxAccount = limits.PositionNotionalMaxAccount,
        PositionsMax = limits.PositionsMax,
        StrategyExposureMaxFraction = limits.StrategyExposureMaxFraction,
        DailyLossMaxFraction = limits.DailyLossMaxFraction,
        QuoteAgeMax = limits.QuoteAgeMax,
        MarkAgeMax = limits.MarkAgeMax,
        OrdersInFlightMax = limits.OrdersInFlightMax,
        DailyLossReducingFraction = limits.DailyLossReducingFraction,
        StrategyOrdersPerSecondMax = limits.StrategyOrdersPerSecondMax,
        AccountOrdersPerSecondMax = limits.AccountOrdersPerSecondMax,
        RejectsInARowMax = limits.RejectsInARowMax,
        RejectPause = limits.RejectPause,
        PriceCollarFraction = limits.PriceCollarFraction,
        GrossExposureMaxFraction = limits.GrossExposureMaxFraction,
        NetExposureMaxFraction = limits.NetExposureMaxFraction,
        ConcentrationMaxFraction = limits.ConcentrationMaxFraction,
        CorrelatedExposureMaxFraction = limits.CorrelatedExposureMaxFraction,
        LeverageMax = limits.LeverageMax,
        DailyLossMaxAccount = limits.DailyLossMaxAccount,
        OptionDailyLossMaxFraction = limits.OptionDailyLossMaxFraction,
        OptionDailyLossMaxAccount = limits.OptionDailyLossMaxAccount,
        DrawdownMaxFraction = limits.DrawdownMaxFraction,
        DrawdownThrottlePerMinute = limits.DrawdownThrottlePerMinute,
        DrawdownPausePerMinute = limits.DrawdownPausePerMinute,
        DrawdownWindow = limits.DrawdownWindow,
        DrawdownFloorFraction = limits.DrawdownFloorFraction,
        DrawdownThrottleInterval = limits.DrawdownThrottleInterval,
        DrawdownPause = limits.DrawdownPause,
        DailyEntriesMax = limits.DailyEntriesMax,
        DailyCapitalMaxFraction = limits.DailyCapitalMaxFraction,
        VenueOrdersPerSecondMax = limits.VenueOrdersPerSecondMax,
        StrategyCancelsPerMinuteMax = limits.StrategyCancelsPerMinuteMax,
        VenueCancelsPerMinuteMax = limits.VenueCancelsPerMinuteMax,
        OptionTradeDeltaMax = limits.OptionTradeDeltaMax,
        OptionTradeGammaMax = limits.OptionTradeGammaMax,
        OptionDeltaMax = limits.OptionDeltaMax,
        OptionGammaMax = limits.OptionGammaMax,
        OptionGreeksAgeMax = limits.OptionGreeksAgeMax,
        VolatilityIndexSymbol = limits.VolatilityIndexSymbol,
        VolatilityIndexMax = limits.VolatilityIndexMax,
        VolatilityIndexAgeMax = limits.VolatilityIndexAgeMax,
        OpenRiskTradeMaxFraction = limits.OpenRiskTradeMaxFraction,
        OpenRiskTotalMaxFraction = limits.OpenRiskTotalMaxFraction,
        RewardRiskMin = limits.RewardRiskMin,
    };

    private static SpreadLimits Spread(RoutingSettings routing) => new(
        routing.SpreadGateEnabled, routing.SpreadMaxFraction.Equity, routing.SpreadMaxFraction.Forex, routing.SpreadMaxFraction.Crypto, routing.SpreadMaxFraction.Option);

    private static CurrencyParity Parity(string pair, decimal rate)
    {
        var codes = pair.Split('/');
        return new(new Currency(codes[0]), new Currency(codes[1]), rate);
    }
}
