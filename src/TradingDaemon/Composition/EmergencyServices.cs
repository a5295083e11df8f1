using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Emergency;
using TradingDaemon.Emergency.Telling;
using TradingDaemon.Emergency.Triggers;
using TradingDaemon.Engine.Account;
using TradingDaemon.Execution;
using TradingDaemon.Gating;
using TradingDaemon.Journalling;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Control;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Status;
using TradingDaemon.Pipeline;
using TradingDaemon.Storage.Emergency;
using TradingDaemon.Translation;

namespace TradingDaemon.Composition;

/// <summary>Puts the emergency stop into the host, tied to as little of it as can be.</summary>
internal static class EmergencyServices
{
    /// <summary>Adds the stop and what it looks at.</summary>
    public static IServiceCollection AddEmergency(this IServiceCollection services, DaemonParts parts)
    {
        services.AddSingleton(parts.Config.ToEmergencyOptions());
        services.AddSingleton(new TouchBoard(parts.Catalog.Count));
        services.AddSingleton(provider => new EmergencyVoice(
            provider.GetRequiredService<ILogger<EmergencyStop>>(), provider.GetRequiredService<AlertBoard>(),
            provider.GetRequiredService<HealthBoard>().Register("emergency", HealthRole.Dependency, limits: HealthLimits.NoHeartbeat),
            new AuditFile(parts.Config.Storage.Directory)));
        services.AddSingleton(provider => Stop(provider, parts));
        services.AddSingleton<IEmergencyControl>(static provider => provider.GetRequiredService<EmergencyStop>());
        services.AddSingleton(provider => new TriggerSampling(
            provider.GetRequiredService<IStatusSource>(), provider.GetRequiredService<HealthBoard>(), provider.GetRequiredService<TouchBoard>(), parts.Catalog,
            [.. provider.GetRequiredService<IReadOnlyList<IVenue>>().Select(static venue => venue.Id)]));
        return services;
    }

    private static EmergencyStop Stop(IServiceProvider provider, DaemonParts parts)
    {
        var (topology, status, directory, epoch) = (provider.GetRequiredService<Topology>(), provider.GetRequiredService<IStatusSource>(), parts.Config.Storage.Directory, parts.Store.Journal.Epoch);
        var (sessions, gating) = (provider.GetRequiredService<IReadOnlyList<VenueSession>>(), provider.GetRequiredService<RiskGating>());
        var reach = new EmergencyReach(
            [.. parts.Venues.Zip(sessions, (venue, session) => new VenueLine(venue.Urgent, session.Departures, parts.Clocks.Real))], parts.Catalog, topology.TryCommand,
            () => [.. status.Current.OpenOrders.Select(line => Known(line, parts.Catalog))],
            () => ClosingOrders.Open(directory, epoch), async () => await gating.LookAsync(static engine => Blocks(engine)));
        var stop = new EmergencyStop(
            provider.GetRequiredService<SendGate>(), new FlagFile(directory), reach, provider.GetRequiredService<EmergencyVoice>(), provider.GetRequiredService<EmergencyOptions>(), parts.Clocks);
        EmergencyGauges.AddTo(provider.GetRequiredService<DaemonMetrics>().Meter, stop);
        provider.GetRequiredService<Recorder>().EmergencyMoved = moved => stop.Follow(moved.To, moved.Source, moved.Reason);
        return stop;
    }

    private static OrderReference Known(OrderLine line, InstrumentCatalog catalog) =>
        new(new ClientOrderId(line.ClientOrderId), null, new Symbol(line.Symbol)) { Venue = catalog.Find(new Symbol(line.Symbol))?.Venue };

    private static List<string> Blocks(AccountEngine engine)
    {
        var blocks = engine.Account.Books.Blocks.Select(static block => $"{block.Cause} at {block.Venue}: {block.Reason}").ToList();
        if (engine.Account.Books.State != EngineState.Running) blocks.Insert(0, $"the engine is {engine.Account.Books.State}: {engine.StateReason}");
        return blocks;
    }
}
