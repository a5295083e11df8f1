namespace TradingDaemon.Engine.Evaluation;

/// <summary>
/// Stands at the door of every strategy evaluation, so that the host can abandon one that never returns. A watch belongs to
/// one thread: who takes the room over from a stalled thread brings a new one.
/// </summary>
public interface IEvaluationWatch
{
    /// <summary>The strategy in <paramref name="slot"/> is about to run. False: this thread was deposed and must not touch the room.</summary>
    bool Enter(int slot);

    /// <summary>It returned or threw. False: this thread was deposed meanwhile and must not touch the room.</summary>
    bool Leave(int slot);
}
