using TradingDaemon.Domain.Control;
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
    private static readonly TimeSpan EndLiquidationMax = TimeSpan.FromSeconds(5);

    private readonly Lock _moves = new(); // held for moments, never over anything but memory of ours
    private readonly Lock _tells = new(); // so that the engine hears the newest last; a pull never waits for it
    private readonly Lock _liquidations = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly SendGate _gate;
    private readonly FlagKeeper _flag;
    private readonly EmergencyReach _reach;
    private readonly EmergencyVoice _voice;
    private readonly EmergencyOptions _options;
    private readonly Clocks _clocks;
    private volatile EmergencyFlag _standing;
    private volatile StopLog? _newest;
    private CancellationTokenSource _liquidating = new();
    private Task _liquidation = Task.CompletedTask;
    private readonly CancellationToken _endingToken; // outlives its source
    private volatile bool _isEnding;
    private int _isDisposed;
    private long _pulls;
    private long _heartbeatUtcTicks;

    /// <summary>Not pulled until <see cref="Begin"/> says otherwise.</summary>
    public EmergencyStop(SendGate gate, FlagFile file, EmergencyReach reach, EmergencyVoice voice, EmergencyOptions options, Clocks clocks)
    {
        (_gate, _reach, _voice, _options, _clocks) = (gate, reach, voice, options, clocks);
        _standing = new(EmergencyState.Active, Liquidate: false, clocks.Real.GetUtcNow(), "start", "Never pulled.");
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
            return new(standing.State, standing.Since, standing.Source, standing.Reason, _flag.IsStored, !_liquidation.IsCompleted, Interlocked.Read(ref _pulls), _newest?.Report);
        }
    }

    /// <summary>Where it stands.</summary>
    public EmergencyFlag Standing => _standing;

    /// <summary>When the operator was last heard of, by the market's clock (UTC).</summary>
    public DateTimeOffset HeartbeatAt => new(Interlocked.Read(ref _heartbeatUtcTicks), TimeSpan.Zero);

    /// <summary>The stored flag, for whoever looks at it regularly.</summary>
    public FlagKeeper Flag => _flag;

    /// <summary>Takes up what is stored, before anything is sent. A flag that cannot be read counts as pulled.</summary>
    /// <param name="books">What the account's books say; counts where no file does.</param>
    public void Begin(EmergencyState books)
    {
        var now = _clocks.Real.GetUtcNow();
        var stored = _flag.Begin() switch
        {
            FlagReading.Stands stands => stands.Flag,
            FlagReading.Damaged damaged => new(EmergencyState.Halted, false, now, "file", $"The stored flag cannot be understood, which counts as pulled: {damaged.Why}"),
            FlagReading.Unreadable unreadable => new(EmergencyState.Halted, false, now, "file", $"The stored flag cannot be read, which counts as pulled: {unreadable.Why}"),
            _ => new EmergencyFlag(books, false, now, "books", books == EmergencyState.Active ? "Never pulled." : "The books say so."),
        };
        if (_options.IsKillSwitchOn && stored.State != EmergencyState.Halted) stored = stored with { State = EmergencyState.Halted, Since = now, Source = "environment", Reason = "The kill switch is on in the configuration." };
        lock (_moves)
        {
            _standing = stored;
            if (stored.State != EmergencyState.Active) _gate.Close(stored.State, now, stored.Reason);
            if (stored.State != books) _reach.TellEngine(stored);
        }

        if (stored.State == EmergencyState.Active) _voice.Quiet();
        else _voice.Stands(stored);
    }

    /// <inheritdoc/>
    public Task<EmergencyView> PullAsync(EmergencyPull pull)
    {
        var standing = Strengthen(pull);
        var log = new StopLog(pull, _clocks.Real);
        _newest = log;
        return CarryOutAsync(standing, log);
    }

    /// <summary>The books moved by themselves, e.g. by the day's loss: the gate and the stored flag follow. The engine cancels what may not go on.</summary>
    public void Follow(EmergencyState books, string source, string reason)
    {
        if (books <= _standing.State) return;
        var pull = new EmergencyPull(books, Liquidate: false, source, reason);
        var (standing, log) = (Strengthen(pull), new StopLog(pull, _clocks.Real));
        _newest = log;
        _ = FinishAsync(log, Task.WhenAll(StoreStep(log), log.RunAsync("tell", () => _voice.Pulled(standing))));
    }

    /// <inheritdoc/>
    public async Task<ControlAnswer> ResumeAsync(string source, string reason)
    {
        if (_isEnding) return Answer(false, "The daemon is stopping; resume after its next start.");
        var before = _standing;
        var pulls = Interlocked.Read(ref _pulls);
        await _liquidating.CancelAsync();
        await Task.WhenAny(_liquidation, Task.Delay(EndLiquidationMax, _clocks.Real));
        if (!_liquidation.IsCompleted) return Answer(false, "Positions are being closed and an order is still under way; ask again in a moment.");
        var asked = new EmergencyFlag(EmergencyState.Active, Liquidate: false, _clocks.Real.GetUtcNow(), source, reason);
        lock (_moves)
        {
            if (Interlocked.Read(ref _pulls) != pulls) return Answer(false, "It was pulled again meanwhile.");
            _standing = asked;
        }

        if (!Cleared(before, asked)) return Answer(false, "The stored flag cannot be removed, so the next start would be halted: free the disk, then ask again.");
        if (!Told(asked)) return Undone(before, asked, "The account engine does not take commands; look at its health, then ask again.");
        lock (_moves)
        {
            if (_isEnding || !ReferenceEquals(_standing, asked)) return Answer(false, "It was pulled again meanwhile.");
            _gate.Reopen(EmergencyState.Active, asked.Since, reason);
        }

        _voice.Cleared(source, reason, asked.Since);
        return Answer(true, "Trading goes on.");
    }

    /// <inheritdoc/>
    public async Task<EmergencyReport> PreviewAsync()
    {
        var log = new StopLog(new EmergencyPull(EmergencyState.Halted, true, "preview", "A dry run; nothing is sent."), _clocks.Real);
        await _reach.PreviewAsync(log, _options, _clocks.Real);
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
        await _liquidating.CancelAsync();
        await _liquidation.WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return; // the host knows it by two names and lets go of both
        _ending.Cancel();
        _ending.Dispose();
        _liquidating.Dispose();
    }

    // The gate first. It only ever gets stricter; a pull that asks for less than there is changes nothing but is carried out again.
    private EmergencyFlag Strengthen(EmergencyPull pull)
    {
        var target = pull.Liquidate ? EmergencyState.Halted : pull.Target;
        var now = _clocks.Real.GetUtcNow();
        _gate.Close(target, now, pull.Reason);
        lock (_moves)
        {
            _gate.Close(target, now, pull.Reason); // once more: a resume may have been about to open it
            Interlocked.Increment(ref _pulls);
            var stands = _standing;
            var isStricter = target > stands.State || (pull.Liquidate && !stands.Liquidate);
            return _standing = isStricter
                ? new(target > stands.State ? target : stands.State, pull.Liquidate || stands.Liquidate, now, pull.Source, pull.Reason)
                : stands;
        }
    }

    private async Task<EmergencyView> CarryOutAsync(EmergencyFlag standing, StopLog log)
    {
        var steps = Task.WhenAll(
        [
            .. _reach.Clear(log, _options.ClearMax),
            StoreStep(log),
            log.RunAsync("engine", TellEngine),
            log.RunAsync("tell", () => _voice.Pulled(standing)),
        ]);
        foreach (var venue in _reach.Venues) _ = LateLooks.RunAsync(venue, () => _standing.State, failure => _voice.Failed(failure, $"a late look at {venue.Id}"), _clocks.Real, _endingToken);
        var all = standing.Liquidate ? LiquidateAsync(log, steps) : FinishAsync(log, steps);
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

    private async Task FinishAsync(StopLog log, Task steps)
    {
        await steps;
        log.End();
        _voice.Ended(log.Report);
    }

    // One liquidation at a time: a second one would only race the first for the same holdings.
    private Task LiquidateAsync(StopLog log, Task steps)
    {
        lock (_liquidations)
        {
            if (!_liquidation.IsCompleted)
            {
                log.Note("liquidate", new(true, "Positions are being closed already, since the pull before this one."));
                return FinishAsync(log, steps);
            }

            _liquidating = new CancellationTokenSource();
            return _liquidation = CloseAllAsync(log, steps, _liquidating.Token);
        }
    }

    private async Task CloseAllAsync(StopLog log, Task steps, CancellationToken stopping)
    {
        await steps;
        var isDone = await _reach.LiquidateAsync(log, _options, _clocks, stopping);
        if (isDone)
        {
            lock (_moves)
                if (_standing.State != EmergencyState.Active) _standing = _standing with { Liquidate = false };
            await StoreStep(log);
        }

        log.End();
        _voice.Ended(log.Report);
    }

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
        return Answer(false, why);
    }

    private ControlAnswer Answer(bool isDone, string message) => new(isDone, message, Current);
}
