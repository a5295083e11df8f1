using TradingDaemon.Cli.Alerts;
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

namespace TradingDaemon.Cli.Context;

/// <summary>
/// What the verbs set in motion. A failure the operator can do something about is an <see cref="IOException"/> or
/// <see cref="InvalidDataException"/> whose message is one sentence: it is shown as such, and the exit code is 1.
/// </summary>
internal interface ICommandActions
{
    /// <summary>Every fault of a strategy's kind and parameters, one sentence each.</summary>
    IEnumerable<string> ValidateStrategy(StrategySpec spec);

    /// <summary>Runs the daemon until it is told to stop, and gives its exit code.</summary>
    Task<int> RunAsync(LoadedConfiguration loaded, CancellationToken stopping);

    /// <summary>Replays the feed's files through the whole daemon.</summary>
    /// <param name="request">What is not configuration.</param>
    /// <param name="config">With the files, the pace and the strictness of the request in its feed section.</param>
    /// <param name="progress">To be told of progress, from any thread.</param>
    /// <param name="stopping">Ends the replay early; what was replayed is then reported.</param>
    Task<ReplayReport> ReplayAsync(ReplayRequest request, DaemonConfig config, IReplayProgress progress, CancellationToken stopping);

    /// <summary>Trades the simulated market through the whole daemon and checks what came of it.</summary>
    /// <param name="request">What is not configuration.</param>
    /// <param name="config">With the simulated feed.</param>
    /// <param name="progress">To be told of progress, from any thread.</param>
    /// <param name="stopping">Ends the rehearsal early; what was traded is then checked.</param>
    Task<RehearsalReport> RehearseAsync(RehearsalRequest request, DaemonConfig config, IReplayProgress progress, CancellationToken stopping);

    /// <summary>What is wrong with a simulation's request, in one sentence; null when nothing is.</summary>
    string? FaultOf(SimulateRequest request);

    /// <summary>Runs the whole daemon in simulated worlds, a seed each.</summary>
    /// <param name="request">Which ones.</param>
    /// <param name="progress">To be told of progress, from any thread.</param>
    /// <param name="stopping">Ends it after the runs under way.</param>
    Task<SimulateReport> SimulateAsync(SimulateRequest request, IReplayProgress progress, CancellationToken stopping);

    /// <summary>Runs the daemon in one simulated world for long, and looks at what it holds.</summary>
    /// <param name="request">How long and how fast.</param>
    /// <param name="progress">To be told of progress, from any thread.</param>
    /// <param name="stopping">Ends it.</param>
    Task<SoakReport> SoakAsync(SimulateRequest request, IReplayProgress progress, CancellationToken stopping);

    /// <summary>Serves a sandbox exchange until it is told to stop, and gives its exit code.</summary>
    /// <param name="options">What is served.</param>
    /// <param name="config">How it logs.</param>
    /// <param name="started">To be told when it listens.</param>
    /// <param name="stopping">Ends it.</param>
    Task<int> RunSandboxAsync(SandboxOptions options, DaemonConfig config, Action<SandboxServer> started, CancellationToken stopping);

    /// <summary>What the doctor looks at beyond clock, disk, port and configuration.</summary>
    IReadOnlyList<IDoctorProbe> DoctorProbes(DaemonConfig config);

    /// <summary>Sends one test through alert channels, once, and says what came of each.</summary>
    /// <param name="config">With the channels.</param>
    /// <param name="channels">Their names.</param>
    /// <param name="stopping">Ends it early.</param>
    Task<IReadOnlyList<ChannelTest>> TestAlertsAsync(DaemonConfig config, IReadOnlyList<string> channels, CancellationToken stopping);

    /// <summary>What the journal tells of an order, by our id or the venue's, or of a refused signal or a parent order, by its number; oldest first, empty when there is none such.</summary>
    IReadOnlyList<RecordedFact> FactsOf(DaemonConfig config, string id);

    /// <summary>Every configuration the journal tells of, oldest first.</summary>
    IReadOnlyList<RecordedFact> ConfigurationsOf(DaemonConfig config);

    /// <summary>The newest intents and refusals of the journal, newest first.</summary>
    IReadOnlyList<RecordedFact> NewestDecisions(DaemonConfig config, int countMax);

    /// <summary>Every fact of the journal, oldest first.</summary>
    IEnumerable<RecordedFact> Facts(DaemonConfig config);

    /// <summary>The series of prices that was kept, oldest first, as it is read.</summary>
    IEnumerable<PriceRow> Prices(DaemonConfig config, PriceQuery query);

    /// <summary>Brings the store to the newest schema; a finding for each thing done or refused.</summary>
    Task<IReadOnlyList<DoctorFinding>> MigrateAsync(DaemonConfig config, CancellationToken stopping);

    /// <summary>Reads the whole store and compares it with itself; a finding for each thing compared.</summary>
    Task<IReadOnlyList<DoctorFinding>> VerifyAsync(DaemonConfig config, CancellationToken stopping);
}
