using System.Threading.Channels;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Trials;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Trials;

/// <summary>
/// One trial on paper on a thread of its own. Live ticks are offered to it, and what it has no room for is dropped and counted: nobody waits for it. Whatever it throws ends it and nothing else.
/// </summary>
internal sealed class PaperRun
{
    private static readonly TimeSpan FiguresInterval = TimeSpan.FromSeconds(1);

    private readonly PaperOrder _order;
    private readonly DaemonConfig _config;
    private readonly string _directory;
    private readonly Clocks _clocks;
    private readonly SightBoard? _sight;
    private readonly Action<IReadOnlyList<HistoryWanted>, Action<HistoryWanted, IReadOnlyList<Bar>>>? _askForHistory;
    private readonly Channel<RawTick> _ticks;
    private readonly TaskCompletionSource _end = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DropNotes _drops;
    private PaperFigures _figures = new(TimeSpan.Zero, 0, 0, 0, 0);
    private string? _broken;
    private long _turnAt;
    private long? _silentTurn; // the one that had not come back at the look before
    private DateTimeOffset _seenAt; // the market's time it used last
    private long _figuresAt;
    private long _keptAt;
    private long _dropped;

    /// <summary>Begins it, or goes on where an earlier process left it.</summary>
    /// <param name="order">What is tried.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="directory">Its own directory; made when absent.</param>
    /// <param name="clocks">Real and market time.</param>
    /// <param name="sight">What feeds say that nobody saw; null where none says it.</param>
    /// <param name="askForHistory">Asks venues for the bars strategies look back on; null where nobody has any.</param>
    public PaperRun(PaperOrder order, DaemonConfig config, string directory, Clocks clocks, SightBoard? sight = null, Action<IReadOnlyList<HistoryWanted>, Action<HistoryWanted, IReadOnlyList<Bar>>>? askForHistory = null)
    {
        (_order, _config, _directory, _clocks, _sight, _askForHistory) = (order, config, directory, clocks, sight, askForHistory);
        _drops = new DropNotes(order.Live.Catalog.Count);
        _ticks = Channel.CreateBounded<RawTick>(
            new BoundedChannelOptions(Limits.PaperTicksMax) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, NoteDrop);
        _turnAt = _keptAt = clocks.Real.GetTimestamp();
        new Thread(Run) { IsBackground = true, Name = "paper-trial", Priority = ThreadPriority.BelowNormal }.Start();
    }

    /// <summary>Which trial it is.</summary>
    public int Attempt => _order.Attempt;

    /// <summary>What it came to; a moment old.</summary>
    public PaperFigures Figures => Volatile.Read(ref _figures);

    /// <summary>Live ticks it had no room for since it began in this process.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Its end: done when nothing of it runs any more, and never of one that does not come back.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _ended.Task.IsCompleted;

    /// <summary>Why it cannot be carried on; null while it can. A turn that has not come back for long is told at the second look that sees the same one: a process that stood still goes on meanwhile. One caller, now and then.</summary>
    public string? LookBroken()
    {
        if (Volatile.Read(ref _broken) is { } why) return why;
        var turn = Interlocked.Read(ref _turnAt);
        var (before, isSilent) = (_silentTurn, _clocks.Real.GetElapsedTime(turn) > Limits.PaperSilenceMax);
        _silentTurn = isSilent ? turn : null;
        return isSilent && before == turn ? $"A strategy on paper did not come back within {Limits.PaperSilenceMax.TotalSeconds:0} s." : null;
    }

    /// <summary>Shows it a live tick; any thread, never waits.</summary>
    public void Offer(in RawTick tick) => _ticks.Writer.TryWrite(tick);

    /// <summary>Asks it to end; it closes its store itself.</summary>
    public void End() => _end.TrySetResult();

    private void Run()
    {
        try
        {
            RemoveOthers();
            while (!_end.Task.IsCompleted) Live();
        }
        catch (Exception failure) // its own books, store or strategies: the live account is none of it
        {
            Volatile.Write(ref _broken, $"It broke ({failure.GetType().Name}): {failure.Message}");
        }
        finally
        {
            _ticks.Writer.TryComplete();
            _ended.TrySetResult();
        }
    }

    // Called by whoever offered the tick that had no room.
    private void NoteDrop(RawTick tick)
    {
        Interlocked.Increment(ref _dropped);
        _drops.Note(tick.Instrument);
    }

    // Until it is to end, or the process stood still: then another life begins, as after a restart.
    private void Live()
    {
        using var scene = PaperScene.Open(_order, _config, _directory, _clocks.Market, _askForHistory);
        _seenAt = _clocks.Market.GetUtcNow();
        while (!_end.Task.IsCompleted)
            if (!Turn(scene)) return;
        scene.Rest(GoesOn(out var now) ? now : _seenAt);
    }

    // Whether time goes on as it does. Only a time that was looked at so is ever used: the process may stand still between any two looks.
    private bool GoesOn(out DateTimeOffset now)
    {
        now = _clocks.Market.GetUtcNow();
        if (now - _seenAt > Limits.PaperStandstill) return false;
        _seenAt = now;
        return true;
    }

    private bool Turn(PaperScene scene)
    {
        _drops.PassOn(scene.ReportDrops); // before the ticks behind them are taken: a bar that lacks some is not whole
        if (_sight is not null) scene.Look(_sight);
        DateTimeOffset now;
        for (var taken = 0; taken < Limits.PaperTicksMax && _ticks.Reader.TryRead(out var tick); taken++)
        {
            if (!GoesOn(out now)) return false;
            scene.Step(tick, now);
        }

        if (!GoesOn(out now)) return false;
        scene.Pass(now);
        Interlocked.Exchange(ref _turnAt, _clocks.Real.GetTimestamp());
        if (_figuresAt == 0 || _clocks.Real.GetElapsedTime(_figuresAt) >= FiguresInterval)
        {
            Volatile.Write(ref _figures, scene.FiguresAt(now));
            _figuresAt = _clocks.Real.GetTimestamp();
        }

        if (_clocks.Real.GetElapsedTime(_keptAt) >= Limits.PaperKeepInterval)
        {
            scene.Keep(now);
            _keptAt = _clocks.Real.GetTimestamp();
        }

        if (_ticks.Reader.Count == 0) _end.Task.Wait(Limits.MarkInterval); // paper is in no hurry: it looks a few times a second
        return true;
    }

    // The newest that ended stays for whoever wants to look at it, until the next begins.
    private void RemoveOthers()
    {
        var (own, all) = (Path.GetFullPath(_directory), Path.GetDirectoryName(Path.GetFullPath(_directory))!);
        if (!Directory.Exists(all)) return;
        foreach (var other in Directory.GetDirectories(all))
            if (other != own) Directory.Delete(other, recursive: true);
    }
}
