using TradingDaemon.Engine.Evaluation;

namespace TradingDaemon.Evaluation;

/// <summary>
/// Watches the evaluations of one shard thread: measures each, and deposes the thread from outside when one does not come
/// back. Deposed is final: the thread that takes the room over brings a new watch.
/// </summary>
/// <remarks>
/// One word holds the number of the evaluation and whether it is running, so a depose can hit only the very evaluation that
/// was measured, never the next one that began in the meantime.
/// </remarks>
internal sealed class StallWatch : IEvaluationWatch
{
    private const long PhaseMask = 3;
    private const long Evaluating = 1;
    private const long Deposed = 2;
    private const long NextEvaluation = 4;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _evaluationMax;
    private readonly Action<int, long> _onElapsed;
    private long _state;
    private long _startedAt;
    private int _slot;

    /// <summary>Makes a watch for one thread.</summary>
    /// <param name="clock">Measures elapsed time.</param>
    /// <param name="evaluationMax">Longest evaluation; above zero, 1 s by default.</param>
    /// <param name="onElapsed">Told slot and elapsed <see cref="TimeProvider.GetTimestamp"/> units of each evaluation that came back in time, on the watched thread.</param>
    public StallWatch(TimeProvider clock, TimeSpan evaluationMax, Action<int, long> onElapsed)
    {
        _clock = clock;
        _evaluationMax = evaluationMax;
        _onElapsed = onElapsed;
    }

    /// <inheritdoc/>
    public bool Enter(int slot)
    {
        var idle = Volatile.Read(ref _state);
        if ((idle & PhaseMask) == Deposed) return false;
        _slot = slot;
        Volatile.Write(ref _startedAt, _clock.GetTimestamp());
        Volatile.Write(ref _state, (idle & ~PhaseMask) + NextEvaluation + Evaluating); // nobody else writes while idle
        return true;
    }

    /// <inheritdoc/>
    public bool Leave(int slot)
    {
        var running = Volatile.Read(ref _state);
        if ((running & PhaseMask) != Evaluating) return false;
        var elapsed = _clock.GetTimestamp() - _startedAt;
        if (Interlocked.CompareExchange(ref _state, running & ~PhaseMask, running) != running) return false;
        _onElapsed(slot, elapsed);
        return true;
    }

    /// <summary>
    /// Called from a timer, e.g. every 100 ms: deposes the thread when its evaluation has run longer than the limit.
    /// </summary>
    /// <returns>The slot that stalled, once; null when nothing is wrong or the thread was deposed before.</returns>
    public int? Check()
    {
        var running = Volatile.Read(ref _state);
        if ((running & PhaseMask) != Evaluating) return null;
        // A start read after the state can only belong to this evaluation or a later one, so it never looks too old.
        var startedAt = Volatile.Read(ref _startedAt);
        var slot = Volatile.Read(ref _slot);
        if (_clock.GetElapsedTime(startedAt) <= _evaluationMax) return null;
        return Interlocked.CompareExchange(ref _state, (running & ~PhaseMask) | Deposed, running) == running ? slot : null;
    }
}
