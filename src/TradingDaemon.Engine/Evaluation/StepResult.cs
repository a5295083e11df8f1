namespace TradingDaemon.Engine.Evaluation;

/// <summary>How a step of the room ended. Zero stays unassigned.</summary>
public enum StepResult : byte
{
    /// <summary>Every strategy concerned has been asked.</summary>
    Done = 1,

    /// <summary>The calling thread was deposed during an evaluation: it must end without touching the room, which belongs to another thread now.</summary>
    Deposed,
}
