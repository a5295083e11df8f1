using System.CommandLine;

namespace TradingDaemon.Cli;

/// <summary><c>run</c>: the daemon itself.</summary>
internal sealed class RunVerb(ICommandActions actions, ConfigurationOptions options)
{
    /// <summary>The verb for the command line.</summary>
    public Command Build()
    {
        var command = new Command("run", "Runs the daemon until SIGTERM or Ctrl+C; the default.");
        command.SetAction(InvokeAsync);
        return command;
    }

    /// <summary>Loads the configuration and runs.</summary>
    public async Task<int> InvokeAsync(ParseResult result, CancellationToken stopping) =>
        options.Require(result) is { } config ? await actions.RunAsync(config, stopping) : ExitCode.Misused;
}
