using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Emergency;
using TradingDaemon.Emergency.Triggers;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Evaluation;
using TradingDaemon.Execution;
using TradingDaemon.Execution.Tracking;
using TradingDaemon.Gating;
using TradingDaemon.Ingest;
using TradingDaemon.Journalling;
using TradingDaemon.Keyring;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Closing;
using TradingDaemon.Operations.Control;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Logging;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Parents;
using TradingDaemon.Operations.Status;
using TradingDaemon.Operations.Tilts;
using TradingDaemon.Pipeline;
using TradingDaemon.PriceSeries;
using TradingDaemon.Recovery;
using TradingDaemon.Reloading;
using TradingDaemon.Stopping;
using TradingDaemon.Strategies.Catalogue;
using TradingDaemon.Translation;
using TradingDaemon.Trials;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Composition;

/// <summary>
/// Puts the rooms into the host. Hosted services start in this order and stop in the reverse: the gate closes first, then the
/// feeds, the shards, the engine, the journal, the last checkpoint, and the venues at the very end.
/// </summary>
internal static class DaemonServices
{
    /// <summary>Adds everything that trades; operations are added before.</summary>
    public static IServiceCollection AddDaemon(this IServiceCollection services, DaemonParts parts)
    {
        AddParts(services, parts);
        services.AddEmergency(parts);
        services.AddHostedService<EmergencyWatch>(); // first up, so that a gate left closed is closed before anything could send; last down
        services.AddHostedService(static provider => provider.GetRequiredService<StartUp>());
        services.AddHostedService<OrderExecution>();
        services.AddHostedService(provider => Create<Checkpointing>(provider, (Func<int>)parts.Store.Tidy, parts.Config.Storage.CheckpointInterval));
        services.AddHostedService<JournalWriting>();
        services.AddHostedService(provider => Create<QuoteFetching>(provider, parts.Catalog));
        services.AddHostedService(static provider => provider.GetRequiredService<RiskGating>());
        services.AddHostedService(static provider => provider.GetRequiredService<PaperTrials>());
        services.AddSingleton<IParentControl, ParentControl>();
        services.AddSingleton<ITiltJournal, TiltJournalDesk>();
        services.AddSingleton<IStrategyClosing, StrategyClosing>();
        for (var shard = 0; shard < parts.Config.Evaluation.Shards; shard++)
        {
            var index = shard;
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<IReadOnlyList<StrategyEvaluation>>()[index]);
        }

        if (LooksBack(parts.Config)) services.AddHostedService(static provider => provider.GetRequiredService<HistoryFetch>());
        if (parts.Catalog.All.Any(static instrument => instrument.AssetClass == AssetClass.Option)) services.AddHostedService(provider => Create<GreeksPolling>(provider, (Func<Instrument, string?>)parts.FeedOf, (Func<string, IReadOnlyList<Instrument>, IVenueMarket?>)parts.MarketOf, parts.Catalog));
        if (Series(parts) is { Count: > 0 } kept) services.AddHostedService(provider => Create<PriceKeeping>(provider, kept, (Func<string, IReadOnlyList<Instrument>, IVenueMarket?>)parts.MarketOf, new PriceShelf(parts.Config.Storage.Directory, parts.Config.Storage.SeriesRetention, parts.Clocks.Real)));
        foreach (var feed in parts.Feeds) services.AddSingleton<IHostedService>(provider => feed.WhyNotStarted is { } why ? Unstarted(provider, feed, why) : Ingest(provider, parts, feed));
        foreach (var place in parts.Venues)
            if (place.AskRights is { } ask) services.AddSingleton<IHostedService>(provider => new KeyRightsWatch(place.Venue.Id, ask, provider.GetRequiredService<AlertBoard>(), parts.Clocks.Real));
        services.AddHostedService(provider => Create<GracefulStop>(provider, parts.Config.Shutdown.Policy, parts.Config.Shutdown.Grace));
        return services;
    }

    private static List<KeptSeries> Series(DaemonParts parts) =>
    [
        .. from model in parts.Config.Venues.Values
           where model.SeriesInterval > TimeSpan.Zero
           let told = parts.Catalog.All.Where(instrument => parts.FeedOf(instrument) == model.Name).ToArray()
           where told.Length > 0
           select new KeptSeries(model.Name, model.SeriesInterval, told),
    ];

    private static UnstartedFeed Unstarted(IServiceProvider provider, FeedParts feed, string why) =>
        new(feed.Name, feed.Venues, why, provider.GetRequiredService<Topology>(), provider.GetRequiredService<HealthBoard>(), provider.GetRequiredService<Clocks>());

    private static FeedIngest Ingest(IServiceProvider provider, DaemonParts parts, FeedParts feed)
    {
        var (watch, sight) = (Create<FeedWatch>(provider, feed.Name, feed.Venues), provider.GetRequiredService<SightBoard>());
        Instrument[] told = [.. parts.Catalog.All.Where(instrument => parts.FeedOf(instrument) == feed.Name)];
        watch.Unseen = (symbol, until) =>
        {
            foreach (var instrument in told)
                if (symbol is null || instrument.Symbol == symbol) sight.Note(instrument.Id, until);
        };
        var made = feed.Make(new FeedReports(fault => provider.GetRequiredService<ILogger<FeedIngest>>().RowMalformed(fault.ToString()), watch.Take));
        return Create<FeedIngest>(provider, feed.Name, made, watch, Mirror(parts.Venues, provider.GetRequiredService<TouchBoard>(), provider.GetRequiredService<PaperTrials>()));
    }

    private static TickReceiver Mirror(IReadOnlyList<VenueParts> venues, TouchBoard touches, PaperTrials trials) => (in RawTick tick) =>
    {
        touches.Observe(tick);
        trials.Offer(tick);
        for (var i = 0; i < venues.Count; i++) venues[i].Mirror(tick);
    };

    private static void AddParts(IServiceCollection services, DaemonParts parts)
    {
        services.AddSingleton(parts.Clocks);
        services.AddSingleton(parts.Engine);
        services.AddSingleton(parts.StartUp);
        services.AddSingleton<IReadOnlyList<IVenue>>([.. parts.Venues.Select(static venue => venue.Venue)]);
        services.AddSingleton(parts.Store.Journal);
        services.AddSingleton(parts.Store.Checkpoints);
        services.AddSingleton(provider => Throttle(provider, parts));
        services.AddSingleton<ChannelGauges>();
        services.AddSingleton<DurableMark>();
        services.AddSingleton(new SightBoard(parts.Catalog.Count));
        services.AddSingleton(provider => new Recorder(provider.GetRequiredService<DaemonMetrics>(), provider.GetRequiredService<AlertBoard>(), provider.GetRequiredService<ILogger<Recorder>>()) { TellsExecution = parts.Config.Routing.IsSmart, Uid = parts.Config.Uid, Tenant = parts.Config.Tenant, Loosened = new LoosenedKeys().Take });
        services.AddSingleton<StartUp>();
        services.AddSingleton(provider => Channels(provider, parts.Config.Evaluation.Shards));
        services.AddSingleton(provider => History(provider, parts));
        services.AddSingleton(provider => Shards(provider, parts));
        services.AddSingleton(provider => Create<StatusPublisher>(provider, parts.Versions, parts.StartedAt, VenueStandings.Of(parts.Config, parts.Catalog), Reports(provider), Emergency(provider)));
        services.AddSingleton(Gating);
        services.AddSingleton(provider => Trials(provider, parts));
        services.AddSingleton<SendGate>();
        services.AddSingleton<IReadOnlyList<VenueSession>>(provider => [.. parts.Venues.Select(venue => Session(provider, parts, venue))]);
    }

    private static Func<IEnumerable<StrategyReport>> Reports(IServiceProvider provider) => () => // asked for late: the shards need the metrics, which need the status
        provider.GetRequiredService<IReadOnlyList<StrategyEvaluation>>().SelectMany(static shard => shard.Strategies);

    private static Func<EmergencyLine?> Emergency(IServiceProvider provider) // asked for late: it reads the status itself
    {
        var control = new Lazy<IEmergencyControl>(provider.GetRequiredService<IEmergencyControl>);
        return () => control.Value.Current.ToLine();
    }

    private static Topology Channels(IServiceProvider provider, int shards)
    {
        var metrics = provider.GetRequiredService<DaemonMetrics>();
        return new Topology(shards, (instrument, kind) =>
        {
            metrics.TickDropped(TickRejection.QueueFull);
            if (kind is MarketEventKind.Trade or MarketEventKind.Bar) provider.GetRequiredService<IReadOnlyList<StrategyEvaluation>>()[instrument.Index % shards].NoteDrop(instrument);
        });
    }

    private static IReadOnlyList<StrategyEvaluation> Shards(IServiceProvider provider, DaemonParts parts)
    {
        Action<IReadOnlyList<HistoryWanted>, Action<HistoryWanted, IReadOnlyList<Bar>>>? ask = LooksBack(parts.Config) ? provider.GetRequiredService<HistoryFetch>().Ask : null;
        return
        [
            .. Enumerable.Range(0, parts.Config.Evaluation.Shards).Select(shard =>
            {
                var made = Create<StrategyEvaluation>(
                    provider, shard, new EvaluationRoom(parts.Catalog, parts.Config.ToEvaluationOptions(), StrategyCatalogue.Default.Find), Create<EvaluationOutput>(provider, parts.Catalog), parts.Catalog, parts.Config.Evaluation.StallMax);
                made.AskForHistory = ask;
                return made;
            }),
        ];
    }

    private static bool LooksBack(DaemonConfig config) => config.Tiers.All.Any(static tier => tier.Strategies.Any(static strategy => strategy.LookBackBars > 0 || strategy.Execution.VolumeDays is not null));

    private static HistoryFetch History(IServiceProvider provider, DaemonParts parts) => new(
        parts.FeedOf, parts.MarketOf, parts.Config.Evaluation.Shards + 1, parts.Clocks.Real, provider.GetRequiredService<ILogger<HistoryFetch>>());

    private static VenueSession Session(IServiceProvider provider, DaemonParts parts, VenueParts place)
    {
        var (gating, venue) = (provider.GetRequiredService<RiskGating>(), place.Venue);
        place.Show(provider.GetRequiredService<DaemonMetrics>().Venue(venue.Id));
        place.Warn(provider.GetRequiredService<AlertBoard>());
        return new VenueSession(
            venue, new BellRinger(provider.GetRequiredService<Topology>()),
            async stopping => await gating.LookAsync(engine => VenueBooks.Of(engine.Account.Books, venue.Id)).WaitAsync(stopping),
            provider.GetRequiredService<SendGate>(), parts.Config.Execution.ToSessionLimits(), Create<SessionTools>(provider, Random.Shared, provider.GetRequiredService<ILogger<VenueSession>>()));
    }

    private static LogThrottle<string> Throttle(IServiceProvider provider, DaemonParts parts)
    {
        var throttle = new LogThrottle<string>(parts.Clocks.Real);
        provider.GetRequiredService<DaemonMetrics>().LogEventsSuppressed = () => throttle.SuppressedTotal;
        return throttle;
    }

    private static PaperTrials Trials(IServiceProvider provider, DaemonParts parts) // the gating is asked for late: it tells of trials itself
    {
        return new PaperTrials(
            () => provider.GetRequiredService<RiskGating>().LookAsync(PaperOrder.Of), provider.GetRequiredService<Topology>().TryCommand, parts.Config, parts.Clocks, provider.GetRequiredService<ILogger<PaperTrials>>())
        {
            Sight = provider.GetRequiredService<SightBoard>(), AskForHistory = LooksBack(parts.Config) ? provider.GetRequiredService<HistoryFetch>().Ask : null,
        };
    }

    private static RiskGating Gating(IServiceProvider provider)
    {
        var gating = Create<RiskGating>(provider);
        provider.GetRequiredService<StatusPublisher>().Paper = () => provider.GetRequiredService<PaperTrials>().Progress;
        gating.TierEntered = _ => provider.GetRequiredService<StartUp>().Load();
        return gating;
    }

    private static T Create<T>(IServiceProvider provider, params object[] given) => ActivatorUtilities.CreateInstance<T>(provider, given);
}
