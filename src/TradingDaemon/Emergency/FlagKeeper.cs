using TradingDaemon.Domain.Control;
using TradingDaemon.Storage.Emergency;

namespace TradingDaemon.Emergency;

/// <summary>Keeps the stored flag and the one in memory the same, in whichever of them it changes. Thread-safe; waits for a disk only so long.</summary>
/// <param name="file">Where it is stored.</param>
/// <param name="wanted">The newest flag, so that a slow write never puts an old one over it.</param>
internal sealed class FlagKeeper(FlagFile file, Func<EmergencyFlag> wanted)
{
    private const int UnreadableMax = 4; // looks in a row, a second: a disk that cannot be read is a store that cannot be trusted
    private static readonly TimeSpan DiskWaitMax = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private volatile EmergencyFlag? _kept;
    private int _unreadable;
    private volatile bool _isStored = true;
    private volatile bool _isHeld;

    /// <summary>Whether the disk holds what memory does.</summary>
    public bool IsStored => _isStored;

    /// <summary>Whether memory has something the disk does not. A resume that took the place of a pull stays there until the books know of both: another start would know of neither.</summary>
    public bool IsBehind => wanted() is { State: not EmergencyState.Active } flag ? flag != _kept : _kept is not null && !_isHeld;

    /// <summary>Why a flag that is none counts as pulled.</summary>
    public static string NotUnderstood(string why) => $"The stored flag cannot be understood, which counts as pulled: {why}";

    /// <summary>Why a flag nobody can read counts as pulled.</summary>
    public static string NotReadable(string why) => $"The stored flag cannot be read, which counts as pulled: {why}";

    /// <summary>What is stored when a process begins.</summary>
    public FlagReading Begin()
    {
        var reading = file.Read();
        if (reading is FlagReading.Stands { Flag: var flag }) (_kept, _isHeld) = (flag, flag.Replaces is not null);
        return reading;
    }

    /// <summary>The books have resumed, durably.</summary>
    public void Release() => _isHeld = false;

    /// <summary>Stores the newest flag, or removes it when the stop is not pulled. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the disk refuses.</summary>
    public void Keep()
    {
        if (!_gate.TryEnter(DiskWaitMax))
        {
            _isStored = false;
            throw new IOException($"The disk has not answered for {DiskWaitMax.TotalSeconds:0} s.");
        }

        try
        {
            var flag = wanted();
            if (flag.State == EmergencyState.Active) Remove();
            else if (flag != _kept) Write(flag);
            _isStored = true;
        }
        catch
        {
            _isStored = false;
            throw;
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>What somebody else put there since; null when it is as we left it, or while it is being written.</summary>
    public FlagReading? Look()
    {
        if (!_gate.TryEnter()) return null;
        try
        {
            var reading = file.Read();
            _unreadable = reading is FlagReading.Unreadable ? _unreadable + 1 : 0;
            return reading switch
            {
                FlagReading.Stands { Flag: var flag } when flag == _kept => null,
                FlagReading.Absent when _kept is null => null,
                FlagReading.Unreadable when _unreadable < UnreadableMax => null,
                _ => Noticed(reading),
            };
        }
        finally
        {
            _gate.Exit();
        }
    }

    // Whatever is there now is not what we wrote: the next Keep writes again.
    private FlagReading Noticed(FlagReading reading)
    {
        _kept = null;
        return reading;
    }

    private void Write(EmergencyFlag flag)
    {
        file.Write(flag);
        _kept = flag;
    }

    private void Remove()
    {
        file.Remove();
        _kept = null;
    }
}
