using System.CommandLine;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Doctor;
using TradingDaemon.Configuration.Sections;

namespace TradingDaemon.Cli;

/// <summary><c>db migrate</c> and <c>db verify</c>.</summary>
internal sealed class DatabaseVerbs(ICommandActions actions, ConfigurationOptions options, Surroundings surroundings)
{
    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON object.", Recursive = true };

    /// <summary>The verbs for the command line.</summary>
    public Command Build() => new("db", "Looks after the store while no daemon runs on it.")
    {
        Verb("migrate", "Brings the store to the newest schema; repeatable.", actions.MigrateAsync),
        Verb("verify", "Reads the whole store and compares it with itself.", actions.VerifyAsync),
        _json,
    };

    /// <summary>The spelling <c>migrate</c> without <c>db</c>.</summary>
    public Command BuildMigrateAlias()
    {
        var command = Verb("migrate", "The same as db migrate.", actions.MigrateAsync);
        command.Hidden = true;
        return command;
    }

    private Command Verb(string name, string description, Func<DaemonConfig, CancellationToken, Task<IReadOnlyList<DoctorFinding>>> act)
    {
        var command = new Command(name, description);
        command.SetAction(async (result, stopping) =>
        {
            if (options.Require(result) is not { } config) return ExitCode.Misused;
            var findings = await act(config, stopping);
            FindingList.Write(surroundings.Output, findings, result.GetValue(_json));
            return findings.All(static finding => finding.Passed) ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
