using System.Collections.Immutable;
using TradingDaemon.Cli;
using TradingDaemon.Cli.Alerts;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Doctor;
using TradingDaemon.Cli.Rehearsal;
using TradingDaemon.Cli.Replay;
using TradingDaemon.Cli.Simulate;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Sandbox;
using TradingDaemon.Storage.Prices;

namespace TradingDaemon.Tests.Cli;

/// <summary>Stands where the host will: remembers what the verbs set in motion.</summary>
internal sealed class RecordingActions : ICommandActions
{
    public List<string> Calls { get; } = [];

    public DaemonConfig? Config { get; private set; }

    public ReplayRequest? Request { get; private set; }

    public RehearsalRequest? Rehearsal { get; private set; }

    public SimulateRequest? Simulation { get; private set; }

    public string? SimulationFault { get; set; }

    public List<SimulateFailure> SimulationFailures { get; } = [];

    public List<string> SoakFaults { get; } = [];

    public List<DoctorFinding> Checks { get; } = [new("books", true, "equal[all]")];

    public Func<ReplayReport> Report { get; set; } = static () => Example;

    public Func<Task<int>> Run { get; set; } = static () => Task.FromResult(ExitCode.Done);

    public List<ReplayProgress> Progress { get; } = [];

    public List<IDoctorProbe> Probes { get; } = [];

    public List<DoctorFinding> StoreFindings { get; } = [new("schema", true, "version 3")];

    public Func<StrategySpec, IEnumerable<string>> Validate { get; set; } = static _ => [];

    public static ReplayReport Example { get; } = new()
    {
        Rows = 1_000_000,
        Malformed = 2,
        Elapsed = TimeSpan.FromSeconds(1.6),
        Recorded = TimeSpan.FromHours(10),
        Dropped = new Dictionary<string, long> { ["crossed"] = 3 }.ToImmutableSortedDictionary(),
        Signals = 40,
        Orders = 30,
        Fills = 35,
        Refused = new Dictionary<string, long> { ["spread_gate"] = 10 }.ToImmutableSortedDictionary(),
        AccountCurrency = "USD",
        Equity = 10_012.340m,
        RealizedPnl = 10.00000001m,
        UnrealizedPnl = null,
        Fees = 1.25m,
        MaxDrawdownFraction = 0.0123m,
        DecisionHash = "ab12",
        Strategies = [new StrategyResult("ma-[fast]", 10m, null, 1.25m, 30, 35)],
    };

    public IEnumerable<string> ValidateStrategy(StrategySpec spec) => Validate(spec);

    public Task<int> RunAsync(LoadedConfiguration loaded, CancellationToken stopping) => Note("run", loaded.Config, Run);

    public List<RecordedFact> Configurations { get; } = [];

    public List<PriceRow> KeptPrices { get; } = [];

    public PriceQuery? AskedPrices { get; private set; }

    public IEnumerable<PriceRow> Prices(DaemonConfig config, PriceQuery query)
    {
        AskedPrices = query;
        return KeptPrices;
    }

    public IReadOnlyList<RecordedFact> ConfigurationsOf(DaemonConfig config) => Configurations;

    public Task<ReplayReport> ReplayAsync(ReplayRequest request, DaemonConfig config, IReplayProgress progress, CancellationToken stopping)
    {
        Request = request;
        foreach (var step in Progress) progress.Report(step);
        return Note("replay", config, () => Task.FromResult(Report()));
    }

    public Task<RehearsalReport> RehearseAsync(RehearsalRequest request, DaemonConfig config, IReplayProgress progress, CancellationToken stopping)
    {
        Rehearsal = request;
        foreach (var step in Progress) progress.Report(step);
        return Note("rehearse", config, () => Task.FromResult(new RehearsalReport(Report(), [.. Checks])));
    }

    public string? FaultOf(SimulateRequest request) => SimulationFault;

    public Task<SimulateReport> SimulateAsync(SimulateRequest request, IReplayProgress progress, CancellationToken stopping)
    {
        Simulation = request;
        return Task.FromResult(new SimulateReport
        {
            Runs = request.Seeds, Failures = [.. SimulationFailures], Failed = SimulationFailures.Count, Converged = request.Seeds, ConvergedMax = TimeSpan.FromSeconds(3.5), Facts = 50, Orders = 7, Fills = 9,
            Kills = 2, PowerLosses = 1, BootsMax = 2, Points = [new SimulatePoint("DiskSync", 40, 3)], Deeds = ImmutableSortedDictionary<string, long>.Empty.Add("event lost", 4),
            VirtualTime = TimeSpan.FromMinutes(2), Elapsed = TimeSpan.FromSeconds(1), Hash = "cd34",
        });
    }

    public Task<SoakReport> SoakAsync(SimulateRequest request, IReplayProgress progress, CancellationToken stopping)
    {
        Simulation = request;
        var sample = new SoakSample(TimeSpan.FromHours(1), 20 * 1_048_576, 90 * 1_048_576, 30, 12, [("open orders", 5, 256)]);
        return Task.FromResult(new SoakReport([sample, sample], 0.25, 0.5, 1d, 36_000_000, TimeSpan.FromHours(1), TimeSpan.FromMinutes(6), 70, 80, 3, [.. SoakFaults]));
    }

    public SandboxOptions? Sandbox { get; private set; }

    public async Task<int> RunSandboxAsync(SandboxOptions options, DaemonConfig config, Action<SandboxServer> started, CancellationToken stopping)
    {
        Sandbox = options;
        await using var sandbox = await SandboxServer.StartAsync(options, stopping);
        started(sandbox);
        return await Note("sandbox", config, static () => Task.FromResult(ExitCode.Done));
    }

    public IReadOnlyList<IDoctorProbe> DoctorProbes(DaemonConfig config) => Probes;

    /// <summary>Why a channel fails its test, by name; the others pass.</summary>
    public Dictionary<string, string> ChannelFaults { get; } = [];

    public Task<IReadOnlyList<ChannelTest>> TestAlertsAsync(DaemonConfig config, IReadOnlyList<string> channels, CancellationToken stopping) => Note("alerts", config, () => Task.FromResult<IReadOnlyList<ChannelTest>>(
        [.. channels.Select(channel => new ChannelTest(channel, "slack", !ChannelFaults.ContainsKey(channel), ChannelFaults.GetValueOrDefault(channel, "taken"), 12.5))]));

    /// <summary>What the journal holds.</summary>
    public List<RecordedFact> Journal { get; } = [];

    public IReadOnlyList<RecordedFact> FactsOf(DaemonConfig config, string id) => [.. Journal.Where(one => one.Fact is Fact.SignalRefused ? $"{one.Sequence}" == id : id == "known")];

    public IReadOnlyList<RecordedFact> NewestDecisions(DaemonConfig config, int countMax) => [.. Journal.AsEnumerable().Reverse().Take(countMax)];

    public IEnumerable<RecordedFact> Facts(DaemonConfig config) => Journal;

    public Task<IReadOnlyList<DoctorFinding>> MigrateAsync(DaemonConfig config, CancellationToken stopping) => Note("migrate", config, () => Task.FromResult<IReadOnlyList<DoctorFinding>>(StoreFindings));

    public Task<IReadOnlyList<DoctorFinding>> VerifyAsync(DaemonConfig config, CancellationToken stopping) => Note("verify", config, () => Task.FromResult<IReadOnlyList<DoctorFinding>>(StoreFindings));

    private Task<T> Note<T>(string call, DaemonConfig config, Func<Task<T>> result)
    {
        Calls.Add(call);
        Config = config;
        return result();
    }
}
