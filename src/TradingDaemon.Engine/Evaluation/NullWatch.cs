namespace TradingDaemon.Engine.Evaluation;

/// <summary>Watches nothing: for replays and tests, where a stalled strategy may well stall the run.</summary>
public sealed class NullWatch : IEvaluationWatch
{
    private NullWatch() { }

    /// <summary>The only one; it has no state.</summary>
    public static NullWatch Instance { get; } = new();

    /// <inheritdoc/>
    public bool Enter(int slot) => true;

    /// <inheritdoc/>
    public bool Leave(int slot) => true;
}
