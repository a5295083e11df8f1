using System.Globalization;
using TradingDaemon.Cli.Alerts;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Doctor;
using TradingDaemon.Cli.Rehearsal;
using TradingDaemon.Cli.Replay;
using TradingDaemon.Cli.Simulate;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Rehearsal;
using TradingDaemon.Replay;
using TradingDaemon.Sandbox;
using TradingDaemon.Simulation.Runs;
using TradingDaemon.Storage;
using TradingDaemon.Storage.Inspection;
using TradingDaemon.Storage.Prices;
using TradingDaemon.Strategies.Catalogue;

namespace TradingDaemon.Composition;

/// <summary>What the verbs of the command line set in motion.</summary>
internal sealed class DaemonActions : ICommandActions
{
    /// <inheritdoc/>
    public IEnumerable<string> ValidateStrategy(StrategySpec spec) => StrategyCatalogue.Default.Validate(spec);

    /// <inheritdoc/>
    public Task<int> RunAsync(LoadedConfiguration loaded, CancellationToken stopping) => DaemonHost.RunAsync(loaded, stopping);

    /// <inheritdoc/>
    public Task<ReplayReport> ReplayAsync(ReplayRequest request, DaemonConfig config, IReplayProgress progress, CancellationToken stopping) =>
        new ReplayRun(config, request, progress, TimeProvider.System).RunAsync(stopping);

    /// <inheritdoc/>
    public Task<RehearsalReport> RehearseAsync(RehearsalRequest request, DaemonConfig config, IReplayProgress progress, CancellationToken stopping) =>
        new RehearsalRun(config, request, progress, TimeProvider.System).RunAsync(stopping);

    /// <inheritdoc/>
    public string? FaultOf(SimulateRequest request) => RequestReading.FaultOf(request);

    /// <inheritdoc/>
    public Task<SimulateReport> SimulateAsync(SimulateRequest request, IReplayProgress progress, CancellationToken stopping) =>
        request.EveryPoint ? new CrashEnumeration(request, progress, TimeProvider.System).RunAsync(stopping) : new Swarm(request, progress, TimeProvider.System).RunAsync(stopping);

    /// <inheritdoc/>
    public Task<SoakReport> SoakAsync(SimulateRequest request, IReplayProgress progress, CancellationToken stopping) => new Soak(request, progress, TimeProvider.System).RunAsync(stopping);

    /// <inheritdoc/>
    public Task<int> RunSandboxAsync(SandboxOptions options, DaemonConfig config, Action<SandboxServer> started, CancellationToken stopping) => SandboxHost.RunAsync(options, config, started, stopping);

    /// <inheritdoc/>
    public IReadOnlyList<IDoctorProbe> DoctorProbes(DaemonConfig config) => [new StoreProbe(config.Storage.Directory)];

    /// <inheritdoc/>
    public Task<IReadOnlyList<ChannelTest>> TestAlertsAsync(DaemonConfig config, IReadOnlyList<string> channels, CancellationToken stopping) => AlertTrial.RunAsync(config, channels, TimeProvider.System, stopping);

    /// <inheritdoc/>
    public IReadOnlyList<RecordedFact> FactsOf(DaemonConfig config, string id)
    {
        using var inspection = StoreInspection.Open(config.Storage.Directory);
        var ofOrder = inspection.FactsOfOrder(id);
        if (ofOrder.Count > 0 || !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)) return ofOrder;
        return inspection.FactAt(sequence) is { Fact: Fact.SignalRefused } refused ? [refused] : inspection.FactsOfAgentSignal(sequence) is { Count: > 0 } sent ? sent : inspection.FactsOfParent(sequence);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RecordedFact> ConfigurationsOf(DaemonConfig config)
    {
        using var inspection = StoreInspection.Open(config.Storage.Directory);
        return inspection.Configurations();
    }

    /// <inheritdoc/>
    public IReadOnlyList<RecordedFact> NewestDecisions(DaemonConfig config, int countMax)
    {
        using var inspection = StoreInspection.Open(config.Storage.Directory);
        return inspection.NewestDecisions(countMax);
    }

    /// <inheritdoc/>
    public IEnumerable<RecordedFact> Facts(DaemonConfig config)
    {
        using var inspection = StoreInspection.Open(config.Storage.Directory);
        foreach (var recorded in inspection.FactsAfter(0)) yield return recorded;
    }

    /// <inheritdoc/>
    public IEnumerable<PriceRow> Prices(DaemonConfig config, PriceQuery query) => PriceReading.Read(config.Storage.Directory, query);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DoctorFinding>> MigrateAsync(DaemonConfig config, CancellationToken stopping)
    {
        var directory = config.Storage.Directory;
        using var store = SqliteStore.Open(new StoreOptions { Directory = directory }, TimeProvider.System); // opening migrates
        var findings = new List<DoctorFinding> { new("schema", true, $"{directory} is at version {store.SchemaVersion}, the newest") };
        if (!PriceFile.IsIn(directory)) return Task.FromResult<IReadOnlyList<DoctorFinding>>(findings);
        using var prices = PriceFile.Open(directory, TimeProvider.System);
        findings.Add(new DoctorFinding("prices", true, $"the series of prices is at version {prices.SchemaVersion}, the newest"));
        return Task.FromResult<IReadOnlyList<DoctorFinding>>(findings);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DoctorFinding>> VerifyAsync(DaemonConfig config, CancellationToken stopping)
    {
        using var inspection = StoreInspection.Open(config.Storage.Directory);
        var faults = inspection.Verify();
        List<DoctorFinding> findings = faults.Count > 0
            ? [.. faults.Select(static fault => new DoctorFinding("store", false, fault))]
            : [new DoctorFinding("store", true, $"{Counted.Of(inspection.LastSequence, "fact")}, every checksum holds and the ledgers say what the facts say")];
        if (PriceFile.IsIn(config.Storage.Directory))
        {
            var ofPrices = PriceReading.Verify(config.Storage.Directory, out var rows);
            findings.AddRange(ofPrices.Select(static fault => new DoctorFinding("prices", false, fault)));
            if (ofPrices.Count == 0) findings.Add(new DoctorFinding("prices", true, $"the series has {Counted.Of(rows, "price")}, each of them readable"));
        }

        return Task.FromResult<IReadOnlyList<DoctorFinding>>(findings);
    }
}
