using TradingDaemon.Domain.Control;

namespace TradingDaemon.Pipeline;

/// <summary>A command that must reach the engine: while too many others wait it is kept, and given again with every beat of its owner. A newer one takes its place. One caller at a time.</summary>
internal sealed class StandingCommand(Topology topology)
{
    private Command? _wanted;

    /// <summary>Gives a command, now or as soon as there is room.</summary>
    public void Give(Command command)
    {
        _wanted = command;
        Repeat();
    }

    /// <summary>Gives again what was refused, if anything was.</summary>
    public void Repeat()
    {
        if (_wanted is { } wanted && topology.TryCommand(wanted)) _wanted = null;
    }
}
