using System.Collections.Immutable;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Checks;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Journalling;
using TradingDaemon.Operations.Reloading;
using TradingDaemon.Recovery;
using TradingDaemon.Reloading;
using TradingDaemon.Tests.Configuration;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Gating;
using TradingDaemon.Tests.Operations.Support;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Reloading;

/// <summary>Real files, the engine's own thread, and a reload between them.</summary>
internal sealed class ReloadRig : IDisposable
{
    // What a venue told at the start: no reload, rollback or further start with the same sees a difference in it.
    private static readonly ImmutableArray<KeyInForce> Steps = [new("steps:kraken:BTC/USD:lotSize", "0.001", SteppedCatalog.Origin)];

    private readonly GatingRig _gating;
    private readonly List<RecordedFact> _decided = [];

    public ReloadRig(params string[] assignments) : this(static _ => { }, assignments) { }

    public ReloadRig(Action<AccountBench> prepare, params string[] assignments)
    {
        prepare(Bench);
        var report = Folder.Load(assignments);
        var loaded = new LoadedConfiguration(report.Config!, Folder.Inputs(assignments), report.InForce) { Steps = Steps };
        Bench.Command(StartChange.Of(loaded, ConfigurationVersion.None, static () => [])!);
        Running = new RunningConfiguration(loaded, Bench.Books.Configuration);
        _gating = new GatingRig(Bench);
        var durable = new DurableMark();
        durable.Reach(long.MaxValue);
        Reload = new ConfigurationReload(
            Running, _gating.Topology, _gating.Gating, durable, Boards.Alerts, Boards.Redactor, new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), NullLogger<ConfigurationReload>.Instance, () => History);
        Watch = new ReloadWatch(Reload, Running, Clock, NullLogger<ReloadWatch>.Instance);
        _gating.Gating.TierEntered = Entered.Add;
        _gating.Gating.StartAsync(default).GetAwaiter().GetResult();
    }

    public ConfigurationFolder Folder { get; } = new();

    /// <summary>Only until the rig runs, and again once it is disposed.</summary>
    public AccountBench Bench { get; } = AccountBench.Running(TestMarket.Setup(TestMarket.Spec("ma-fast")), cash: 1_000m);

    public Boards Boards { get; } = new();

    public TimerClock Clock { get; } = new();

    public RunningConfiguration Running { get; }

    public ConfigurationReload Reload { get; }

    public ReloadWatch Watch { get; }

    /// <summary>What the strategies' rooms were told to run.</summary>
    public List<Tier> Entered { get; } = [];

    /// <summary>What was decided since the last call.</summary>
    public IReadOnlyList<Fact> Decided
    {
        get
        {
            var before = _decided.Count;
            Drain();
            return [.. _decided.Skip(before).Select(static recorded => recorded.Fact)];
        }
    }

    /// <summary>Every fact so far.</summary>
    public IReadOnlyList<RecordedFact> History
    {
        get
        {
            Drain();
            return [.. Bench.Recorded, .. _decided];
        }
    }

    public Task<ReloadAnswer> RollBackAsync(long version, bool acceptLooser = false, bool dryRun = false) => Reload.RollBackAsync(new RollbackRequest(version, acceptLooser, dryRun, "anna"));

    /// <summary>What a start would make of files and journal.</summary>
    public LoadedConfiguration Restarted()
    {
        var report = Folder.Load();
        return Overruled.AtStart(new LoadedConfiguration(report.Config!, Folder.Inputs(), report.InForce) { Steps = Steps }, History);
    }

    public Task<ReloadAnswer> ReloadAsync(bool acceptLooser = false, bool dryRun = false) => Reload.ReloadAsync(new ReloadRequest(acceptLooser, dryRun, "anna"), "command");

    public void Tiers(string from, string to) => Folder.Write("config/tiers/tiers.json", ConfigurationFolder.Tiers.Replace(from, to, StringComparison.Ordinal));

    public Task<decimal> LossMaxAsync() => _gating.Gating.LookAsync(static engine => engine.Account.Limits.DailyLossMaxFraction);

    public Task<Command.Configure?> StartAgainAsync() => _gating.Gating.LookAsync(engine =>
        StartChange.Of(Running.Loaded, engine.Account.Books.Configuration, static () => []));

    public async Task BeatAsync(TimeSpan passed)
    {
        Clock.Advance(passed);
        await Watch.BeatAsync();
    }

    private void Drain()
    {
        while (_gating.Topology.Outbox.Reader.TryRead(out var batch)) _decided.AddRange(batch.Batch.Facts);
    }

    public void Dispose()
    {
        _gating.Dispose();
        Reload.Dispose();
        Watch.Dispose();
        Boards.Dispose();
        Folder.Dispose();
    }
}
