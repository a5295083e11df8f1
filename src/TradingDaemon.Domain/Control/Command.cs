using System.Collections.Immutable;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Trials;

namespace TradingDaemon.Domain.Control;

/// <summary>What operators and the daemon's own supervision may ask of the account engine.</summary>
public abstract record Command
{
    private Command() { }

    /// <summary>Moves the engine to a state, e.g. Running after reconciliation, or Paused.</summary>
    public sealed record ChangeState(EngineState To, string Reason) : Command;

    /// <summary>Stops entries because machinery broke, e.g. the journal cannot be written; only from Running.</summary>
    public sealed record PauseForFault(string Reason) : Command;

    /// <summary>Goes on after <see cref="PauseForFault"/>; does nothing when entries were stopped for another reason.</summary>
    public sealed record ResumeAfterFault(string Reason) : Command;

    /// <summary>Closes the gate and carries out the policy.</summary>
    public sealed record Stop(ShutdownPolicy Policy, string Reason) : Command;

    /// <summary>Records what became of a strategy.</summary>
    public sealed record StrategyChanged(StrategyId Strategy, StrategyCondition Condition, string Reason) : Command;

    /// <summary>Closes every position of a strategy, order after order until nothing is left that one can close, e.g. because its tier no longer loads it.</summary>
    public sealed record CloseStrategy(StrategyId Strategy, string Reason) : Command;

    /// <summary>Ends a parent order: no further children, those at work are cancelled.</summary>
    public sealed record CancelParent(ParentId Parent, string Reason) : Command;

    /// <summary>Halts a parent order: those of its children that are at work are cancelled, and none follows until it is resumed. Its time goes on.</summary>
    public sealed record PauseParent(ParentId Parent, string Reason) : Command;

    /// <summary>Lets a parent order that was paused go on with what is left of its time.</summary>
    public sealed record ResumeParent(ParentId Parent, string Reason) : Command;

    /// <summary>Keeps what a person wrote about a trader on tilt.</summary>
    /// <param name="Trader">The strategy.</param>
    /// <param name="By">Who.</param>
    /// <param name="Text">What, without secrets.</param>
    public sealed record WriteTiltJournal(StrategyId Trader, string By, string Text) : Command;

    /// <summary>Moves the emergency stop. Only <see cref="EmergencyState.Active"/> lets entries pass again, and only a person asks for that.</summary>
    public sealed record SetEmergency(EmergencyState To, string Source, string Reason) : Command;

    /// <summary>Tells what a trial on paper came to so far, or that it broke.</summary>
    /// <param name="Attempt">Which.</param>
    /// <param name="Figures">What it came to.</param>
    /// <param name="Broken">Why it cannot be carried on; null while it can.</param>
    public sealed record TellPaperTrial(int Attempt, PaperFigures Figures, string? Broken) : Command;

    /// <summary>Decides under another configuration from here on, checked whole by whoever gives it.</summary>
    /// <param name="Rules">What is decided by.</param>
    /// <param name="Hash">Of every key and value but secrets.</param>
    /// <param name="Source">How it came: start, file, timer, signal, command, or a rollback to which version.</param>
    /// <param name="By">Who asked for it; empty when nobody did.</param>
    /// <param name="Changes">Each changed key, secrets masked.</param>
    public sealed record Configure(Rulebook Rules, string Hash, string Source, string By, ImmutableArray<ConfigurationChange> Changes) : Command
    {
        /// <summary>Each key a rollback keeps as it is in spite of the files: before is what the files say, after what is in force.</summary>
        public ImmutableArray<ConfigurationChange> Overrides { get; init; } = [];
    }
}
