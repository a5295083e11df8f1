using System.CommandLine;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Screens;
using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Cli;

/// <summary><c>config check</c> and <c>config show</c>.</summary>
internal sealed class ConfigVerbs(ICommandActions actions, ConfigurationOptions options, Surroundings surroundings)
{
    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON document.", Recursive = true };

    /// <summary>The verbs for the command line.</summary>
    public Command Build()
    {
        var check = new Command("check", "Reports every fault of the configuration at once; exit code 1 when there is any.");
        check.SetAction(Check);
        var show = new Command("show", "Prints every value in force with its origin, secrets masked.");
        show.SetAction(Show);
        var config = new Command("config", "Looks at the configuration, and has a running daemon read it again.") { check, show, _json };
        foreach (var verb in new ReloadVerbs(actions, options, surroundings, _json).Build()) config.Add(verb);
        return config;
    }

    private int Check(ParseResult result)
    {
        var report = options.Load(result);
        if (result.GetValue(_json)) surroundings.Output.WriteLine(ConfigurationJson.Check(report));
        else
        {
            foreach (var note in report.Notes) surroundings.Output.WriteLine($"note: {note}");
            if (report.Faults.IsEmpty) surroundings.Output.WriteLine($"The configuration is sound: {report.InForce.Length} values in force; \"config show\" prints them.");
            else FaultTable.Write(surroundings.Output, report.Faults);
        }

        return report.Faults.IsEmpty ? ExitCode.Done : ExitCode.Failed;
    }

    private int Show(ParseResult result)
    {
        var report = options.Load(result);
        if (result.GetValue(_json)) surroundings.Output.WriteLine(ConfigurationJson.Show(report));
        else InForceTable.Write(surroundings.Output, report.InForce);
        if (!report.Faults.IsEmpty) surroundings.Error.WriteLine($"The configuration has {Counted.Of(report.Faults.Length, "fault")}; \"config check\" tells.");
        return report.Faults.IsEmpty ? ExitCode.Done : ExitCode.Failed;
    }
}
