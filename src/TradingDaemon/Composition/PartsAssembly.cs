using System.Runtime.InteropServices;
using TradingDaemon.Configuration.Sections.Venues;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Checks.Venues;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Engine.Books;
using TradingDaemon.Operations.Logging;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Operations.Status;
using TradingDaemon.Pipeline;
using TradingDaemon.Recovery;
using TradingDaemon.Storage;
using TradingDaemon.Translation;
using TradingDaemon.Venues.Recorded;
using TradingDaemon.Configuration.Sections.Feeds;

namespace TradingDaemon.Composition;

/// <summary>Opens what must be open before the host is built: store, books, venues, feeds.</summary>
internal static class PartsAssembly
{
    private const string LoggerName = "TradingDaemon.Recovery";

    /// <summary>Assembles the parts. Throws <see cref="IOException"/> or <see cref="InvalidDataException"/> with words for the operator.</summary>
    /// <param name="config">What the files say.</param>
    /// <param name="redactor">Told of every secret.</param>
    /// <param name="inForce">What is in force of it by what the opened store remembers; null for all of it.</param>
    /// <param name="instruments">What is traded, on the venues' own steps, asked after <paramref name="inForce"/>; null for as configured.</param>
    public static DaemonParts Assemble(DaemonConfig config, SecretRedactor redactor, Func<DaemonConfig, DaemonConfig>? inForce = null, Func<InstrumentCatalog>? instruments = null)
    {
        var speedFactor = config.Feed.SpeedFactor ?? throw new InvalidDataException("feed:speed max is for the replay command; `run` needs a number, e.g. 1 or 60.");
        var real = TimeProvider.System;
        using var logging = Logging(config, redactor);
        var logger = logging.CreateLogger(LoggerName);
        var store = SqliteStore.Open(new StoreOptions { Directory = config.Storage.Directory, CheckpointsKept = config.Storage.CheckpointsKept }, real);
        try
        {
            if (inForce is not null) config = inForce(config);
            var catalog = instruments?.Invoke() ?? Catalog(config);
            var (engine, newestAt) = BooksRecovery.Recover(config.ToAccountSetup(catalog, config.AccountCurrency), store.Journal, store.Checkpoints, logger);
            var left = new LeftElsewhere(engine.Account.Books, catalog, symbol => store.VenueOfNewestFill(symbol, FallbackBook.Venue), venue => WhyNotTraded(config, venue), config.Recovery.MovedSymbols).Check();
            var clocks = new Clocks(real, Market(speedFactor, real, newestAt));
            var venues = new VenueMaking(config, catalog, store, engine.Account.Books, clocks).Make();
            foreach (var venue in venues)
            {
                engine.Account.Offers.Tell(venue.Venue.Id, venue.Venue.Traits.Orders);
                engine.Account.Offers.TellRounding(venue.Venue.Id, venue.Venue.Traits.RoundingBase);
                engine.Account.Offers.TellBuyingPower(venue.Venue.Id, venue.Venue.Traits.TellsBuyingPower);
            }

            var ledger = venues.Select(static venue => venue.LedgerEvents).FirstOrDefault(static events => events is not null);
            logger.StoreOpened(config.Storage.Directory, store.Engine.ToString(), store.Boot, ledger is { } events ? $"{Counted.Of(events, "event")}, kept here" : "kept by the venues");
            Tell(logger, config, catalog);
            var lastPrices = venues.FirstOrDefault(static venue => venue.LedgerEvents is not null)?.LastPrices ?? (static () => new Dictionary<string, decimal>());
            var startUp = new StartUpOptions(store.Boot, DaemonVersion.Text, config.Recovery.ClearFault, [.. config.Recovery.EnableStrategies]) { OrdersOver = left };
            var versions = new DaemonVersions(DaemonVersion.Text, RuntimeInformation.FrameworkDescription, store.Engine.ToString());
            return new DaemonParts(config, catalog, clocks, store, engine, venues, new FeedMaking(config, catalog, clocks, lastPrices).Plan(), startUp, versions, real.GetUtcNow());
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>What is traded, on steps the venues take: they are asked. Throws as <see cref="Assemble"/> does.</summary>
    public static async Task<SteppedCatalog> InstrumentsAsync(DaemonConfig config, SecretRedactor redactor, CancellationToken stopping)
    {
        using var logging = Logging(config, redactor);
        return await VenueSteps.FitAsync(Catalog(config), config.Venues, TimeProvider.System, logging.CreateLogger(LoggerName), stopping);
    }

    private static string? WhyNotTraded(DaemonConfig config, string venue) =>
        config.Venues.TryGetValue(venue, out var model) ? model.WhyNotTraded : venue == VenueAssignment.Simulated ? null : $"{venue} is none of venues";

    private static ILoggerFactory Logging(DaemonConfig config, SecretRedactor redactor) => LoggerFactory.Create(builder =>
    {
        builder.Services.AddSingleton(redactor);
        builder.SetMinimumLevel(config.Operations.LogLevel).AddDaemonLogging(config.Operations.ToLogOptions());
    });

    private static InstrumentCatalog Catalog(DaemonConfig config) => config.Feed.Kind == FeedKind.Replay
        ? RecordedCatalog.Extend(config.Instruments, RecordedSurvey.Take(config.Feed.Files))
        : config.Instruments;

    // Sped-up market time runs ahead of the wall; a restart must not go back behind what the books already know.
    private static TimeProvider Market(decimal factor, TimeProvider real, DateTimeOffset? newestAt)
    {
        var now = real.GetUtcNow();
        var isAhead = newestAt > now;
        return factor == 1m && !isAhead ? real : new MarketClock(real, isAhead ? newestAt!.Value : now, factor);
    }

    /// <summary>Where money could be meant and is not moved, and where it is, is said at every start.</summary>
    public static void Tell(ILogger logger, DaemonConfig config, InstrumentCatalog catalog)
    {
        foreach (var (name, venue) in config.Venues)
        {
            var symbols = string.Join(", ", catalog.All.Where(instrument => instrument.Venue == name).Select(static instrument => instrument.Symbol.Text));
            var watched = string.Join(", ", catalog.All.Where(instrument => instrument.Feed == name).Select(static instrument => instrument.Symbol.Text));
            if (venue.WhyUnpriced is { } unpriced && watched.Length > 0) logger.VenueUnpriced(name, unpriced, watched);
            else if (venue.Adapter is { TakesOrders: false }) logger.VenueWatched(name, watched.Length > 0 ? watched : "nothing");
            else if (venue.WhyNotTraded is { } aim && !config.MeantFor(name).Any()) logger.VenueUnused(name, aim, watched.Length > 0 ? watched : "nothing");
            else if (venue.WhyNotTraded is { } why) logger.VenueNotTraded(name, why, string.Join(", ", config.MeantFor(name)));
            else if (venue.Settings.Mode == RunMode.Live) logger.VenueLive(name, symbols);
            else logger.VenuePaper(name, symbols);
        }
    }
}
