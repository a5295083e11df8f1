using System.Collections.Immutable;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sections.Fees;
using TradingDaemon.Configuration.Sections.Venues;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Engine.Quotes;
using TradingDaemon.Engine.Validation;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Operations.Logging;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Sandbox;
using TradingDaemon.Venues.Simulated;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Translation;

/// <summary>Hands each room its part of the configuration, in the room's own words.</summary>
internal static class ConfigTranslation
{
    /// <summary>The ledger's file name beside the daemon's own store.</summary>
    public const string LedgerFile = "simulated-venue.ledger";

    private const double QuotesPerBatch = 10d;
    private const double ComparisonsMissedMax = 4d; // each tells buying power anew; so many that come to nothing are no hiccup any more

    /// <summary>What the account engine is told.</summary>
    public static AccountSetup ToAccountSetup(this DaemonConfig config, InstrumentCatalog catalog, Currency currency) =>
        new(catalog, currency, Parity(config, currency), config.Tiers, config.SpreadLimits)
        {
            Uid = config.Uid, Tenant = config.Tenant, Routing = config.Routing, PaperFallback = config.Execution.PaperFallback, BuyingPowerAgeMax = ComparisonsMissedMax * config.Execution.StatementInterval,
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById(config.TradingDay.TimeZone), DayStart = config.TradingDay.Start,
            Tilt = TiltTranslation.Of(config.Tilt), Gatekeeper = config.Gatekeeper, Regimes = RegimeTranslation.Of(config.Regimes),
            Signals = new SignalPolicy
            {
                ConflictWindow = config.Signals.ConflictWindow, Conflicts = config.Signals.Conflicts, ConsensusFraction = config.Signals.ConsensusFraction, WaitingMax = config.Signals.WaitingMax,
                PerMinuteMax = config.Signals.PerMinuteMax, BurstMax = config.Signals.BurstMax, BurstWindow = config.Signals.BurstWindow,
            },
            Reconciliation = new ReconciliationPolicy
            {
                Orders = config.Reconciliation.Orders, Cash = config.Reconciliation.Cash, Positions = config.Reconciliation.Positions,
                CashTolerance = config.Reconciliation.CashTolerance, PositionToleranceBase = config.Reconciliation.PositionTolerance,
            },
        };

    /// <summary>What the evaluation rooms are told.</summary>
    public static EvaluationOptions ToEvaluationOptions(this DaemonConfig config) => new()
    {
        Validation = new ValidationLimits
        {
            ClockSkewMax = config.Validation.SkewMax, AgeMax = config.Validation.AgeMax,
            OutlierFraction = (double)config.Validation.OutlierMaxFraction, OutliersBelieved = config.Validation.OutlierConfirmations,
        },
        Cache = new CacheLimits { QuoteLifetime = config.Validation.QuoteTtl },
        RestartsMax = config.Evaluation.RestartsMax, RestartWindow = config.Evaluation.RestartWindow, BackoffFirst = config.Evaluation.RestartBackoff, BackoffMax = config.Evaluation.RestartBackoffMax,
    };

    /// <summary>What a venue's session is told.</summary>
    public static SessionLimits ToSessionLimits(this ExecutionConfig execution) => new()
    {
        RetryFirst = execution.RetryFirst, RetryMax = execution.RetryMax, AttemptMax = execution.AttemptMax, UnclearMax = execution.UnclearMax,
        FillsInterval = execution.FillsInterval, SilenceMax = execution.SilenceMax, StatementInterval = execution.StatementInterval, ComparisonAgeMax = execution.ComparisonAgeMax,
    };

    /// <summary>What the simulated venue is told.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="ledgerPath">Its ledger, or null to keep it in memory for a replay.</param>
    /// <param name="startingCash">What a new account holds, by currency code.</param>
    public static SimulatedVenueOptions ToVenueOptions(this DaemonConfig config, string? ledgerPath, IReadOnlyDictionary<string, decimal> startingCash) => new()
    {
        Seed = (ulong)config.Venue.Seed, LatencyMin = config.Venue.LatencyMin, LatencyMax = config.Venue.LatencyMax,
        Slippage = config.Venue.SlippageModel == Configuration.Sections.SlippageModel.Impact ? Exchange.Matching.SlippageModel.Impact : Exchange.Matching.SlippageModel.BookWalking,
        ImpactCoefficient = config.Venue.ImpactFactor,
        Book = new BookOptions { DefaultDepthQuote = config.Venue.DefaultDepthNotional },
        LedgerPath = ledgerPath, Fsync = config.Venue.LedgerFsync, StartingCash = startingCash,
        Fees = Enum.GetValues<AssetClass>().ToImmutableDictionary(static of => of, of => Rates(config.Venue.Fees.For(of))),
    };

    /// <summary>What the simulated feed is told.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="lastPrices">Where the market stood when the venue last saw it, by canonical symbol.</param>
    /// <param name="instruments">Those that have their prices from it.</param>
    public static SimulatedFeedOptions ToFeedOptions(this DaemonConfig config, IReadOnlyDictionary<string, decimal> lastPrices, IEnumerable<Instrument> instruments) => new()
    {
        Seed = (ulong)config.Feed.Seed, GapProbability = config.Feed.GapProbability, GapSize = config.Feed.GapSize, StartPrices = lastPrices, BatchEvery = Batch(config),
        Profiles = config.SimulatedMarkets.IntersectBy(instruments.Select(static instrument => instrument.Symbol.Text), static pair => pair.Key).ToImmutableDictionary(
            static pair => pair.Key,
            pair => new SyntheticProfile(pair.Value.AnnualVolatility, (double)pair.Value.SpreadBps, (double)config.Venue.DefaultDepthNotional, config.Feed.Correlation, pair.Value.StartPrice) { QuotesPerSecond = pair.Value.QuotesPerSecond }),
    };

    /// <summary>What the sandbox as a venue is told.</summary>
    public static SandboxVenueOptions ToSandboxOptions(this VenueModel model) => new() { Id = model.Name, Url = SandboxUrl(model), AbsenceProvenAfter = model.Settings.AbsenceProvenAfter };

    /// <summary>What the sandbox as a feed is told. Its market never closes, so silence always means something.</summary>
    public static SandboxFeedOptions ToSandboxFeedOptions(this DaemonConfig config, VenueModel model, IReadOnlyList<Instrument> instruments) => new()
    {
        Url = SandboxUrl(model), Instruments = instruments, Books = config.Feed.Watch.Books, Seed = Environment.ProcessId, Liveness = Liveness(config),
    };

    /// <summary>What a real venue's market data is told.</summary>
    public static FeedSetup ToFeedSetup(this DaemonConfig config, VenueModel model, IReadOnlyList<Instrument> instruments, Action<FeedChange> onChange, TimeProvider real) => new()
    {
        Hosts = model.Hosts!, Instruments = instruments, Clock = real, Credentials = model.Credentials, OnChange = onChange,
        Books = config.Feed.Watch.Books, Seed = Environment.ProcessId, Liveness = Liveness(config), PollEvery = model.Settings.PricesInterval, NewestEvery = model.Settings.FallbackInterval,
    };

    /// <summary>How a venue over a network is guarded.</summary>
    public static GuardOptions ToGuardOptions(this VenueModel model) => new()
    {
        Budget = new BudgetOptions { LimitPerMinute = model.Settings.WeightPerMinute }, Weights = model.Adapter?.Weights ?? new RequestWeights(),
    };

    /// <summary>How the process logs.</summary>
    public static LogOptions ToLogOptions(this OperationsConfig operations) => new()
    {
        Shape = operations.LogFormat switch { LogFormat.Json => LogShape.Json, LogFormat.Text => LogShape.Readable, _ => null },
    };

    // A busy market comes in small handfuls: a crowd that arrives at once would wait for its own first members. Timers tick once a millisecond at best.
    private static TimeSpan Batch(DaemonConfig config)
    {
        var quotesPerSecond = config.SimulatedMarkets.Values.Sum(static market => market.QuotesPerSecond);
        return TimeSpan.FromMilliseconds(Math.Clamp(1_000d * QuotesPerBatch / Math.Max(1d, quotesPerSecond), 1d, 10d));
    }

    private static LivenessOptions Liveness(DaemonConfig config) => new() { QuietMax = config.Feed.Watch.QuietMax, ConfirmMax = config.Feed.Watch.ConfirmMax };

    private static Uri SandboxUrl(VenueModel model) => new(model.Settings.Url!); // the rules saw to it

    private static FeeRates Rates(FeeConfig fee) => new(fee.MakerFraction, fee.TakerFraction, 0m);

    /// <summary>Units of account currency per unit of those at parity, by code.</summary>
    public static ImmutableSortedDictionary<string, decimal> Parity(DaemonConfig config, Currency account)
    {
        var parity = ImmutableSortedDictionary.CreateBuilder<string, decimal>(StringComparer.Ordinal);
        foreach (var fixedRate in config.CurrencyParities)
        {
            if (fixedRate.To == account) parity[fixedRate.From.Code] = fixedRate.Rate;
            if (fixedRate.From == account) parity[fixedRate.To.Code] = 1m / fixedRate.Rate;
        }

        return parity.ToImmutable();
    }
}
