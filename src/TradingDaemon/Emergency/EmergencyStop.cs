using TradingDaemon.Domain.Control;
using TradingDaemon.Emergency.Telling;
using TradingDaemon.Engine.Desks;
using TradingDaemon.Execution;
using TradingDaemon.Operations.Control;
using TradingDaemon.Pipeline;
using TradingDaemon.Storage.Emergency;

namespace TradingDaemon.Emergency;

/// <summary>
/// The emergency stop. Its first act closes the send gate, in memory; everything after that is tried step by step, each apart from the
/// others, and none of it needs the engine, the journal, the database, the metrics or anybody who is told.
/// </summary>
internal sealed class EmergencyStop : IEmergencyControl, IDisposable
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(3);    // whoever asked is answered then; the steps go on
    private static readonly TimeSpan OthersMax = TimeSpan.FromSeconds(10);    // flag, engine and voices are waited for so long before the report is closed

    private readonly Lock _moves = new(); // held for moments, never over anything but memory of ours
    private readonly Lock _tells = new(); // so that the engine hears the newest last; a pull never waits for it
    private readonly CancellationTokenSource _ending = new();
    private readonly SendGate _gate;
    private readonly FlagKeeper _flag;
    private readonly EmergencyReach _reach;
    private readonly Flattening _flattening;
    private readonly EmergencyVoice _voice;
    private readonly EmergencyOptions _options;
    private readonly Clocks _clocks;
    private volatile EmergencyFlag _standing;
    private volatile StopLog? _newest;
    private readonly CancellationToken _endingToken; // outlives its source
    private volatile bool _isEnding;
    private int _isDisposed;
    private long _pulls;
    private long _heartbeatUtcTicks;

    /// <summary>Not pulled until <see cref="Begin"/> says otherwise.</summary>
    public EmergencyStop(SendGate gate, FlagFile file, EmergencyReach reach, EmergencyVoice voice, EmergencyOptions options, Clocks clocks)
    {
        (_gate, _reach, _voice, _options, _clocks) = (gate, reach, voice, options, clocks);
        _flattening = new Flattening(reach, clocks);
        _standing = new(EmergencyState.Active, Flatten: false, clocks.Real.GetUtcNow(), "start", "Never pulled.");
        _endingToken = _ending.Token;
        _flag = new FlagKeeper(file, () => _standing);
        Heartbeat();
    }

    /// <inheritdoc/>
    public EmergencyView Current
    {
        get
        {
            var standing = _standing;
            return new(standing.State, standing.Since, standing.Source, standing.Reason, _flag.IsStored, _flattening.IsRunning, standing.Flatten, Interlocked.Read(ref _pulls), _newest?.Report);
        }
    }

    /// <summary>Where it stands.</summary>
    public EmergencyFlag Standing => _standing;

    /// <summary>When the operator was last heard of, by the market's clock (UTC).</summary>
    public DateTimeOffset HeartbeatAt => new(Interlocked.Read(ref _heartbeatUtcTicks), TimeSpan.Zero);

    /// <summary>The stored flag, for whoever looks at it regularly.</summary>
    public FlagKeeper Flag => _flag;

    /// <summary>Takes up what is stored, before anything is sent. A flag that cannot be read counts as pulled.</summary>
    /// <param name="books">What the account's books say; the stricter of both holds, unless the file asks to resume.</param>
    public void Begin(EmergencyState books)
    {
        var now = _clocks.Real.GetUtcNow();
        var stored = _flag.Begin() switch
        {
            FlagReading.Stands { Flag: { State: not EmergencyState.Active } flag } when flag.State < books => new(books, flag.Flatten, now, "books", $"The books say so, and are stricter than the stored flag: {flag.Reason}"),
            FlagReading.Stands { Flag.State: EmergencyState.Active } when _flattening.WhyNotBegin() is { } forbidden => new(EmergencyState.Halted, false, now, "closing-orders", $"Not resumed. {forbidden}"),
            FlagReading.Stands stands => stands.Flag,
            FlagReading.Damaged damaged => new(EmergencyState.Halted, false, now, "file", FlagKeeper.NotUnderstood(damaged.Why)),
            FlagReading.Unreadable unreadable => new(EmergencyState.Halted, false, now, "file", FlagKeeper.NotReadable(unreadable.Why)),
            _ => new EmergencyFlag(books, false, now, "books", books == EmergencyState.Active ? "Never pulled." : "The books say so."),
        };
        if (_options.IsKillSwitchOn && stored.State != EmergencyState.Halted) stored = stored with { State = EmergencyState.Halted, Since = now, Source = "environment", Reason = "The kill switch is on in the configuration.", Replaces = null };
        lock (_moves)
        {
            _standing = stored;
            if (stored.State != EmergencyState.Active) _gate.Close(stored.State, now, stored.Reason);
            if (stored.State != books || stored.Replaces > books) _reach.TellEngine(stored);
        }

        if (stored.State == EmergencyState.Active) _voice.Quiet();
        else _voice.Stands(stored);
    }

    /// <inheritdoc/>
    public Task<EmergencyView> PullAsync(EmergencyPull pull)
    {
        var standing = Strengthen(pull);
        return CarryOutAsync(standing, _newest = Log(pull));
    }

    /// <summary>The books moved by themselves, e.g. by the day's loss: the gate and the stored flag follow. The engine cancels what may not go on.</summary>
    public void Follow(EmergencyState books, string source, string reason)
    {
        if (books == EmergencyState.Active) _flag.Release();
        if (!EmergencyDesk.IsOwn(source) || books <= _standing.State) return; // what was commanded is told once it is durable, perhaps after it was resumed
        var pull = new EmergencyPull(books, Flatten: false, source, reason);
        var (standing, log) = (Strengthen(pull), _newest = Log(pull));
        var venues = Task.WhenAll(_reach.Venues.Select(venue => StopAt(venue, log).TellLeftAsync(_endingToken)));
        _ = FinishAsync(log, venues, Task.WhenAll(StoreStep(log), log.RunAsync("tell", () => _voice.Pulled(standing))));
    }

    /// <inheritdoc/>
    public async Task<ControlAnswer> ResumeAsync(string source, string reason)
    {
        if (_isEnding) return Refused("The daemon is stopping; resume after its next start.");
        var before = _standing;
        var pulls = Interlocked.Read(ref _pulls);
        var log = new StopLog(EmergencyAct.Resume, source, reason, _clocks.Real);
        if (await _flattening.WhyNotResumeAsync() is { } forbidden) return Refused(forbidden);
        log.Note("closing-orders", new(true, "None is under way."));
        var asked = new EmergencyFlag(EmergencyState.Active, Flatten: false, _clocks.Real.GetUtcNow(), source, reason);
        lock (_moves)
        {
            if (Interlocked.Read(ref _pulls) != pulls) return Refused("It was pulled again meanwhile.");
            _standing = asked;
        }

        if (!Cleared(before, asked)) return Refused("The stored flag cannot be removed, so the next start would be halted: free the disk, then ask again.");
        log.Note("flag", new(true, "Removed: the next start is not halted."));
        if (!Told(asked)) return Undone(before, asked, "The account engine does not take commands; look at its health, then ask again.");
        log.Note("engine", new(true, "The account engine was told."));
        lock (_moves)
        {
            if (_isEnding || !ReferenceEquals(_standing, asked)) return Refused("It was pulled again meanwhile.");
            _gate.Reopen(EmergencyState.Active, asked.Since, reason);
            log.Note("gate", new(true, "Open: orders leave as configured."));
            _newest = log;
        }

        await NoteBlocksAsync(log);
        log.End();
        _voice.Cleared(log.Report);
        return new(true, $"ACTIVE since {asked.Since:u}. {EntriesLeft.Of(log.Report)}", Current);
    }

    /// <inheritdoc/>
    public async Task<EmergencyReport> PreviewAsync()
    {
        var log = new StopLog(EmergencyAct.Preview, "preview", "A dry run; nothing is sent.", _clocks.Real);
        await Task.WhenAll(_reach.Venues.Select(venue => log.RunAsync($"plan:{venue.Id}", async () =>
        {
            var lines = (await Liquidation.PreviewAsync(venue, _reach.Catalog, _options, _clocks.Real, CancellationToken.None)).ToList();
            log.Note(lines);
            return new StepResult(true, $"{lines.Count} holdings at {venue.Id}.");
        })));
        log.End();
        return log.Report;
    }

    /// <inheritdoc/>
    public void Heartbeat() => Interlocked.Exchange(ref _heartbeatUtcTicks, _clocks.Market.GetUtcNow().UtcTicks);

    /// <summary>Ends a liquidation because the process does: the stored flag still asks for it, and the next start goes on.</summary>
    public async Task EndAsync(CancellationToken limit)
    {
        _isEnding = true;
        await _ending.CancelAsync();
        await _flattening.EndAsync(limit);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return; // the host knows it by two names and lets go of both
        _ending.Cancel();
        _ending.Dispose();
        _flattening.Dispose();
    }

    // The gate first. It only ever gets stricter; a pull that asks for less than there is changes nothing but is carried out again.
    private EmergencyFlag Strengthen(EmergencyPull pull)
    {
        var target = pull.Flatten ? EmergencyState.Halted : pull.Target;
        var now = _clocks.Real.GetUtcNow();
        _gate.Close(target, now, pull.Reason);
        lock (_moves)
        {
            _gate.Close(target, now, pull.Reason); // once more: a resume may have been about to open it
            Interlocked.Increment(ref _pulls);
            var stands = _standing;
            var isStricter = target > stands.State || (pull.Flatten && !stands.Flatten);
            return _standing = isStricter
                ? new(target > stands.State ? target : stands.State, pull.Flatten || stands.Flatten, now, pull.Source, pull.Reason)
                : stands;
        }
    }

    private async Task<EmergencyView> CarryOutAsync(EmergencyFlag standing, StopLog log)
    {
        var venues = _reach.Venues.Select(venue => StopAt(venue, log)).ToList();
        foreach (var venue in venues) venue.BeginClearing();
        var others = Task.WhenAll(StoreStep(log), log.RunAsync("engine", TellEngine), log.RunAsync("tell", () => _voice.Pulled(standing)));
        foreach (var venue in _reach.Venues) _ = LateLooks.RunAsync(venue, () => _standing.State, failure => _voice.Failed(failure, $"a late look at {venue.Id}"), _clocks.Real, _endingToken);
        var flattening = standing.Flatten ? _flattening.TryBegin(log, venues, isFlat => FlattenedAsync(log, isFlat, others)) : null;
        if (standing.Flatten && flattening is null) log.Note("flatten", new(true, "Positions are being closed already, since the pull before this one."));
        var all = flattening ?? FinishAsync(log, Task.WhenAll(venues.Select(venue => venue.TellLeftAsync(_endingToken))), others);
        await Task.WhenAny(all, Task.Delay(AnswerMax, _clocks.Real));
        return Current;
    }

    private Task<bool> StoreStep(StopLog log) => log.RunAsync("flag", () =>
    {
        _flag.Keep();
        return new(true, "Stored: it survives a restart.");
    });

    private StepResult TellEngine()
    {
        lock (_tells)
            return _reach.TellEngine(_standing) ? new(true, "The account engine was told.") : new(false, "The account engine takes no commands; the gate is closed all the same.");
    }

    private async Task FinishAsync(StopLog log, Task venues, Task others)
    {
        await venues;
        await Task.WhenAny(others, Task.Delay(OthersMax, _clocks.Real));
        if (!others.IsCompleted) log.NoteUnanswered("whether flag, engine and voices were told: one of them does not return");
        log.End();
        _voice.Ended(log.Report);
    }

    private async Task FlattenedAsync(StopLog log, bool isFlat, Task others)
    {
        if (isFlat)
        {
            lock (_moves)
                if (_standing.State != EmergencyState.Active) _standing = _standing with { Flatten = false };
            await StoreStep(log);
        }

        await FinishAsync(log, Task.CompletedTask, others);
    }

    private async Task NoteBlocksAsync(StopLog log)
    {
        try
        {
            log.NoteBlocks(await _reach.Blocks().WaitAsync(AnswerMax, _clocks.Real));
        }
        catch (Exception failure) // a courtesy; that nobody told is said
        {
            _voice.Failed(failure, "asking what else blocks entries");
            log.NoteUnanswered("what else blocks entries");
        }
    }

    private VenueStop StopAt(VenueLine venue, StopLog log) => new(venue, _reach, log, _options, _clocks, () => _gate.State == EmergencyState.Active);

    private StopLog Log(EmergencyPull pull) => new(pull.Act, pull.Source, pull.Reason, _clocks.Real);

    private bool Cleared(EmergencyFlag before, EmergencyFlag asked)
    {
        try
        {
            _flag.Keep();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _voice.Failed(failure, "clearing the stored flag");
            lock (_moves)
                if (ReferenceEquals(_standing, asked)) _standing = before;
            return false;
        }
    }

    private bool Told(EmergencyFlag flag)
    {
        try
        {
            lock (_tells) return ReferenceEquals(_standing, flag) && _reach.TellEngine(flag);
        }
        catch (Exception failure) // a broken engine is a reason not to trade on, and is said
        {
            _voice.Failed(failure, "telling the account engine");
            return false;
        }
    }

    private ControlAnswer Undone(EmergencyFlag before, EmergencyFlag asked, string why)
    {
        lock (_moves)
            if (ReferenceEquals(_standing, asked)) _standing = before; // the watch stores it again in a moment
        return Refused(why);
    }

    private ControlAnswer Refused(string why) => new(false, $"Not resumed. {why}", Current);
}
