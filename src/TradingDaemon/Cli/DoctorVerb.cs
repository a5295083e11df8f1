using System.CommandLine;
using System.Net.Sockets;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Doctor;
using TradingDaemon.Configuration;

namespace TradingDaemon.Cli;

/// <summary><c>doctor</c>: tries everything the daemon needs, and says what is missing.</summary>
internal sealed class DoctorVerb(ICommandActions actions, ConfigurationOptions options, Surroundings surroundings)
{
    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON object." };

    /// <summary>The verb for the command line.</summary>
    public Command Build()
    {
        var command = new Command("doctor", "Tries clock, disk, database, port and configuration; exit code 1 when anything fails.") { _json };
        command.SetAction(InvokeAsync);
        return command;
    }

    private async Task<int> InvokeAsync(ParseResult result, CancellationToken stopping)
    {
        var report = options.Load(result);
        var findings = new List<DoctorFinding> { OfConfiguration(report) };
        foreach (var probe in Probes(report)) findings.Add(await ProbeAsync(probe, stopping));
        FindingList.Write(surroundings.Output, findings, result.GetValue(_json));
        return findings.All(static finding => finding.Passed) ? ExitCode.Done : ExitCode.Failed;
    }

    private IEnumerable<IDoctorProbe> Probes(ConfigurationReport report)
    {
        yield return new ClockProbe(surroundings.Clock);
        if (report.Config is not { } config) yield break; // without a configuration nobody knows which disk, port and database
        yield return new DiskProbe(config.Storage.Directory, surroundings.Clock);
        yield return new PortProbe(config.Operations.Urls);
        foreach (var probe in actions.DoctorProbes(config)) yield return probe;
    }

    private static DoctorFinding OfConfiguration(ConfigurationReport report) => report.Faults.IsEmpty
        ? new("configuration", true, $"sound, {report.InForce.Length} values in force")
        : new("configuration", false, $"{report.Faults.Length} to mend, the first at {report.Faults[0].Path} in {report.Faults[0].Source}: {report.Faults[0].Message} See \"config check\".");

    private static async Task<DoctorFinding> ProbeAsync(IDoctorProbe probe, CancellationToken stopping)
    {
        try
        {
            return await probe.ProbeAsync(stopping);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException or SocketException)
        {
            return new(probe.Name, false, failure.Message);
        }
    }
}
