using System.CommandLine;
using TradingDaemon.Cli.Context;

namespace TradingDaemon.Cli;

/// <summary><c>run</c>: the daemon itself.</summary>
internal sealed class RunVerb(ICommandActions actions, ConfigurationOptions options)
{
    /// <summary>The verb for the command line.</summary>
    public Command Build() => Verb("run", isHidden: false);

    /// <summary>The spelling <c>multi-asset-run</c>: every run trades all classes that are configured.</summary>
    public Command BuildAlias() => Verb("multi-asset-run", isHidden: true);

    /// <summary>Loads the configuration and runs.</summary>
    public async Task<int> InvokeAsync(ParseResult result, CancellationToken stopping) =>
        options.RequireLoaded(result) is { } loaded ? await actions.RunAsync(loaded, stopping) : ExitCode.Misused;

    private Command Verb(string name, bool isHidden)
    {
        var command = new Command(name, "Runs the daemon until SIGTERM or Ctrl+C; the default.") { Hidden = isHidden };
        command.SetAction(InvokeAsync);
        return command;
    }
}
