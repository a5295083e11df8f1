using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Pipeline;
using TradingDaemon.Rehearsal;
using TradingDaemon.Tests.Architecture;
using TradingDaemon.Tests.Storage.Support;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Translation;
using TradingDaemon.Trials;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Tests.Trials;

/// <summary>The shipped configuration's highest tier on trial, over its own simulated market.</summary>
internal sealed class PaperStage : IDisposable
{
    public static readonly TierPaper Bars = new() { Duration = TimeSpan.FromHours(24), DurationMax = TimeSpan.FromHours(72) };

    private readonly ScratchDirectory _place = new();
    private readonly SyntheticTicks _ticks;

    public PaperStage()
    {
        Config = ConfigurationLoad.Load(new ConfigurationInputs { CurrentDirectory = Path.GetTempPath(), ExecutableDirectory = Repo.Root, ProbesDisk = false }).Config!;
        Config = Config with { Storage = Config.Storage with { Directory = _place.Path } };
        var tier = Config.Tiers.All[^1] with { Paper = Bars };
        Order = new PaperOrder(1, TimerClock.Start, tier, Bars, Config.ToAccountSetup(Config.Instruments, Config.AccountCurrency), new Dictionary<string, decimal> { ["USD"] = 12_000m });
        _ticks = new SyntheticTicks(new SyntheticTickSource(Config.ToFeedOptions(new Dictionary<string, decimal>(), Config.Instruments.All), Config.Instruments.All, TimerClock.Start), TimerClock.Start, TimeSpan.FromDays(30));
    }

    public DaemonConfig Config { get; }

    public PaperOrder Order { get; }

    public TimerClock Clock { get; } = new();

    public string Root => Path.Combine(_place.Path, PaperTrials.DirectoryName);

    public string Directory => Path.Combine(Root, Order.Name);

    public PaperScene Open() => PaperScene.Open(Order, Config, Directory, Clock);

    /// <summary>Shows the scene what the market does meanwhile, in whole minutes.</summary>
    public void Play(PaperScene? scene, TimeSpan time)
    {
        for (var until = Clock.GetUtcNow() + time; Clock.GetUtcNow() < until;)
        {
            Clock.Advance(Limits.PaperKeepInterval);
            while (_ticks.TryRead(out var tick) && tick.ReceivedTime < Clock.GetUtcNow()) scene?.Step(tick, tick.ReceivedTime);
            scene?.Pass(Clock.GetUtcNow());
            scene?.Keep(Clock.GetUtcNow());
        }
    }

    public void Dispose() => _place.Dispose();
}
