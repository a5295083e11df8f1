using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Simulation.Chance;
using TradingDaemon.Simulation.Daemon;
using TradingDaemon.Simulation.Disk;
using TradingDaemon.Simulation.Oracle;
using TradingDaemon.Simulation.Time;
using TradingDaemon.Simulation.World;
using TradingDaemon.Storage;

namespace TradingDaemon.Simulation.Runs;

/// <summary>
/// A whole daemon and its whole world on one thread, one clock and one seed. The world lies, delays, loses and kills; the exchange alone is honest, and
/// survives.
/// </summary>
internal sealed class SimulatedWorld : IDisposable
{
    private const string StoreDirectory = "/store";
    private static readonly Lazy<SimulatedDisk> Formatted = new(Format);
    private readonly WorldOptions _options;
    private readonly HashSet<string> _accepted = new(StringComparer.Ordinal); // client order ids the venue took
    private readonly SimulatedDisk? _disk;
    private InvariantBrokenException? _broken; // found on a stack that is not ours
    private MountedDisk? _mount;
    private DaemonLife? _daemon;

    /// <summary>A new world.</summary>
    public SimulatedWorld(WorldOptions options)
    {
        _options = options;
        Fate = new Fate(options.Seed, options.Faults, options.TickRarity);
        Points = new FaultPoints(options.Crashes is { } chosen ? (number, kind) => Fate.IsCruel ? chosen(number, kind) : null : CrashPlans.ByChance(Fate));
        Clock = new VirtualClock(Ground.Start);
        var ids = Fate.OneIn(2) ? ClientOrderIdScope.OpenOrders : ClientOrderIdScope.Forever;
        Exchange = Ground.OpenExchange(ids, options.FactsKeptMax);
        var traits = new VenueTraits { AbsenceProvenAfter = VenueLies.HiddenMax, RefusesUsedClientOrderIds = ids == ClientOrderIdScope.Forever };
        Life = new Lifeline(Clock);
        Venue = new LyingVenue(Fate, Clock, Exchange, Points, Deeds, traits) { Life = Life, Leaving = intent => Note(() => JudgeLeaving(intent)), Happened = report => Note(() => JudgeReport(report)) };
        Market = new ChaosMarket(Fate, Exchange, WorldRules.IsListed(options.Seed));
        Strangers = new Strangers(Fate, Clock, Exchange, Venue, Deeds, areAdopted: Fate.OneIn(2) || options.Adopts);
        var rules = WorldRules.Draw(options.Seed, options.Ticks);
        Files = new RuleFiles(rules.Setup with { Reconciliation = Strangers.Policy, PaperFallback = Fate.OneIn(2) }, areKept: !rules.Reloads.IsEmpty);
        (Durable, Watcher) = (new DurableFacts(Files, options.FactsKeptMax), new Watcher(Files));
        Around = new Surroundings(options, Files, rules.Reloads, Deeds, Durable);
        Durable.Broken = found => Strangers.Staff.Told(found.Subject);
        Points.Crash = Crash;
        if (options.StoreDirectory is null) (_disk = Formatted.Value.Copy()).Faults = Befall;
    }

    /// <summary>Chance.</summary>
    public Fate Fate { get; }

    /// <summary>Time.</summary>
    public VirtualClock Clock { get; }

    /// <summary>Where the daemon may die.</summary>
    public FaultPoints Points { get; }

    /// <summary>What was done.</summary>
    public Deeds Deeds { get; } = new();

    /// <summary>The honest exchange.</summary>
    public SimulatedExchange Exchange { get; }

    /// <summary>The wire to it.</summary>
    public LyingVenue Venue { get; }

    /// <summary>Prices.</summary>
    public ChaosMarket Market { get; }

    /// <summary>Others with a hand in the account.</summary>
    public Strangers Strangers { get; }

    /// <summary>What is on disk.</summary>
    public DurableFacts Durable { get; }

    /// <summary>The newest watcher.</summary>
    public Watcher Watcher { get; private set; }

    /// <summary>What configures the daemon.</summary>
    public RuleFiles Files { get; }

    /// <summary>Who changes it while the daemon runs, and else has a say.</summary>
    public Surroundings Around { get; }

    /// <summary>Orders judged in all lives.</summary>
    public long Judged { get; private set; }

    /// <summary>The life under way.</summary>
    public Lifeline Life { get; private set; }

    /// <summary>Until when the disk refuses.</summary>
    public DateTimeOffset DiskRefusesUntil { get; set; }

    /// <summary>Most starts in a row that died before the daemon traded, and the one that did.</summary>
    public int BootsMax { get; private set; }

    /// <summary>The daemon of that life; throws when there is none.</summary>
    public DaemonLife Daemon => _daemon ?? throw new InvalidOperationException("The daemon is dead.");

    /// <summary>Starts the daemon, again and again until it trades. Virtual time passes.</summary>
    public void Boot()
    {
        for (var boots = 1; ; boots++)
        {
            try
            {
                Open();
                Start();
                Points.Recovered();
                BootsMax = Math.Max(BootsMax, boots);
                return;
            }
            catch (IOException) when (Life.IsAlive && Clock.Now < DiskRefusesUntil)
            {
                Deeds.Did("start refused by the disk");
                Die();
                PassWithoutDaemon(DiskRefusesUntil);
                boots--;
            }
            catch (Exception) when (!Life.IsAlive)
            {
                Die();
            }
        }
    }

    /// <summary>The process is gone; what is not durable is gone with it.</summary>
    public void Die()
    {
        Life.End();
        Venue.Stream.Drop();
        _daemon?.Dispose();
        _daemon = null;
        _mount?.Dispose();
        Judged += Watcher.Judged;
        Watcher = new Watcher(Files);
        PassWithoutDaemon(Clock.Now + Fate.Between(1, 20_000));
    }

    /// <summary>Throws what was found where nobody could throw it.</summary>
    public void AssertUnbroken()
    {
        if (_broken is not null) throw _broken;
        if (_daemon is { Engine: var engine })
        {
            StepComparison.JudgeWaiting(engine, Files.Setup);
            if (engine.QuotesWanted.Count > 0) Deeds.Did("quote waited for");
        }

        if (_options.Faults == FaultKinds.Strangers) // nothing keeps the daemon from hearing of it
            Invariant.None("What the venue changes is told within a minute.", Strangers.Staff.Untold().Where(edited => Clock.Now - edited.At > TimeSpan.FromSeconds(60)));
    }

    /// <summary>A comparison of this moment's books with the exchange's own ledger.</summary>
    public LedgerComparison Compare() => new(Exchange, Daemon.Engine, Files.Setup, Strangers, Watcher.Account);

    /// <summary>Lets time pass for the world alone.</summary>
    public void PassWithoutDaemon(DateTimeOffset until)
    {
        while (Clock.FireNext(until)) { }
        Venue.Drain();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Life.End();
        _daemon?.Dispose();
        _mount?.Dispose();
        Exchange.Dispose();
        Durable.Dispose();
    }

    private static SimulatedDisk Format()
    {
        var disk = new SimulatedDisk();
        using var mount = disk.Mount();
        using (SqliteStore.Open(new StoreOptions { Directory = StoreDirectory, Disk = mount, Epoch = 1 }, new VirtualClock(Ground.Start))) { }
        return disk;
    }

    private void Open()
    {
        Life = new Lifeline(Clock);
        Venue.Life = Life;
        _mount = _disk?.Mount();
        var store = _mount is { } mount
            ? new StoreOptions { Directory = StoreDirectory, Disk = mount, Epoch = 1, BusyTimeout = TimeSpan.Zero }
            : new StoreOptions { Directory = _options.StoreDirectory!, Epoch = 1 };
        _daemon = new DaemonLife(new LifeParts(store, Files, Life, Venue, Fate, Points, Durable)) { Decided = Watch, Heard = report => Watcher.Hear(report), Said = Listen, Timed = () => Watcher.JudgeResting(Clock.Now), Proposed = signal => Watcher.Hear(signal, Clock.Now), Marked = quote => Watcher.Mark(quote), Looked = quote => Watcher.JudgeGuards(quote.Instrument, Clock.Now), Weakness = _options.Weakness };
        if (_options.FactsKeptMax == int.MaxValue) LedgerComparison.CompareRecovered(Files.Setup, Daemon.Engine, Durable.Kept);
        Watcher = Durable.Watch();
        Watcher.Broken = JudgeBreak;
        Watcher.IsEdited = id => Strangers.Staff.HasEdited(id.Text);
        Watcher.IsComparedSince = Venue.View.IsComparedSince;
        Watcher.IsPaper = Files.Setup.PaperFallback;
    }

    private void Start()
    {
        var starting = Daemon.StartAsync();
        while (!starting.IsCompleted)
        {
            if (!Life.IsAlive) throw new KilledException();
            if (!Clock.FireNext(Clock.Now + TimeSpan.FromSeconds(1)) && !starting.IsCompleted) continue;
            AssertUnbroken();
        }

        starting.GetAwaiter().GetResult();
        if (!Life.IsAlive) throw new KilledException();
        StepComparison.JudgeConfiguration(Daemon.Engine, Files);
        StepComparison.JudgeParents(Daemon.Engine, Watcher.Parents, Clock.Now);
    }

    private void Crash(CrashKind kind)
    {
        Life.End();
        Venue.Stream.Drop();
        if (kind == CrashKind.Kill) _disk?.Kill();
        else _disk?.LosePower(new Random(Fate.Next(int.MaxValue)));
    }

    private DiskFault? Befall(DiskOperation operation)
    {
        if (Clock.Now < DiskRefusesUntil && operation.Kind is DiskOperationKind.Write or DiskOperationKind.Sync or DiskOperationKind.CreateFile)
            return new DiskFault.Refuse((operation.Number & 64) == 0 ? DiskRefusal.Full : DiskRefusal.Broken);
        var kind = operation.Kind switch
        {
            DiskOperationKind.Write => FaultPointKind.DiskWrite,
            DiskOperationKind.Sync => FaultPointKind.DiskSync,
            DiskOperationKind.Rename => FaultPointKind.DiskRename,
            DiskOperationKind.FlushDirectory => FaultPointKind.DiskFlushDirectory,
            DiskOperationKind.Truncate or DiskOperationKind.Delete => FaultPointKind.DiskRemove,
            _ => FaultPointKind.DiskCreate,
        };
        if (!Life.IsAlive || Points.Visit(kind) is not { } crash) return null;
        Life.End();
        Venue.Stream.Drop();
        return crash == CrashKind.Kill ? new DiskFault.Kill() : new DiskFault.PowerCut(Fate.Next(int.MaxValue));
    }

    private void Watch(JournalBatch batch)
    {
        var hasFill = false;
        Watcher.BeginBatch();
        foreach (var recorded in batch.Facts)
        {
            Watcher.Take(recorded, isNew: true);
            if (ToldDeeds.Of(recorded.Fact) is { } deed) Deeds.Did(deed);
            if (Watcher.Parents.DeedOf(recorded.Fact) is { } ofParts) Deeds.Did(ofParts);
            hasFill |= recorded.Fact is Fact.FillBooked or Fact.CashMoved or Fact.HoldingAdopted or Fact.PositionTransferred;
        }

        Watcher.EndBatch(Clock.Now);
        if (hasFill) StepComparison.JudgeBooks(Daemon.Engine, Watcher);
    }

    private void Listen(Signal said)
    {
        if (Watcher.JudgeSaid(said)) Deeds.Did("market maker ended");
    }

    private void JudgeLeaving(Domain.Orders.OrderIntent intent)
    {
        Invariant.Holds("No order reaches a venue without its durable intent.", Durable.IsIntended(intent.ClientOrderId), "a durable intent", intent.ClientOrderId);
        Watcher.JudgeLeaving(intent);
    }

    private void JudgeReport(ExchangeReport report)
    {
        if (report is not ExchangeReport.Accepted { ClientOrderId.Length: > 0 } accepted) return;
        Invariant.Holds("One client order id is at most one order at the venue.", _accepted.Add(accepted.ClientOrderId), "one order", $"{accepted.ClientOrderId} accepted again as {accepted.OrderId}");
        Invariant.Holds("No order reaches a venue without its durable intent.", Durable.IsIntended(new(accepted.ClientOrderId)), "a durable intent", accepted.ClientOrderId);
    }

    private void JudgeBreak(Fact.BreakFound found) =>
        Invariant.Holds("Books and venue differ only where somebody else moved something.", Strangers.Explains(found) || (found.Venue == FallbackBook.Venue && Files.Setup.PaperFallback), "no difference", found);

    private void Note(Action judge)
    {
        try
        {
            judge();
        }
        catch (InvariantBrokenException broken)
        {
            _broken ??= broken;
        }
    }
}
