using System.Collections.Immutable;
using TradingDaemon.Cli;
using TradingDaemon.Cli.Doctor;
using TradingDaemon.Cli.Rehearsal;
using TradingDaemon.Cli.Replay;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Tests.Cli;

/// <summary>Stands where the host will: remembers what the verbs set in motion.</summary>
internal sealed class RecordingActions : ICommandActions
{
    public List<string> Calls { get; } = [];

    public DaemonConfig? Config { get; private set; }

    public ReplayRequest? Request { get; private set; }

    public RehearsalRequest? Rehearsal { get; private set; }

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

    public Task<int> RunAsync(DaemonConfig config, CancellationToken stopping) => Note("run", config, Run);

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

    public SandboxOptions? Sandbox { get; private set; }

    public async Task<int> RunSandboxAsync(SandboxOptions options, DaemonConfig config, Action<SandboxServer> started, CancellationToken stopping)
    {
        Sandbox = options;
        await using var sandbox = await SandboxServer.StartAsync(options, stopping);
        started(sandbox);
        return await Note("sandbox", config, static () => Task.FromResult(ExitCode.Done));
    }

    public IReadOnlyList<IDoctorProbe> DoctorProbes(DaemonConfig config) => Probes;

    public Task<IReadOnlyList<DoctorFinding>> MigrateAsync(DaemonConfig config, CancellationToken stopping) => Note("migrate", config, () => Task.FromResult<IReadOnlyList<DoctorFinding>>(StoreFindings));

    public Task<IReadOnlyList<DoctorFinding>> VerifyAsync(DaemonConfig config, CancellationToken stopping) => Note("verify", config, () => Task.FromResult<IReadOnlyList<DoctorFinding>>(StoreFindings));

    private Task<T> Note<T>(string call, DaemonConfig config, Func<Task<T>> result)
    {
        Calls.Add(call);
        Config = config;
        return result();
    }
}
