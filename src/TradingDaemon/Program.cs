using TradingDaemon.Cli;
using TradingDaemon.Cli.Screens;
using TradingDaemon.Configuration;

var surroundings = Surroundings.OfThisProcess();
var report = ConfigurationLoad.Load(new()
{
    CurrentDirectory = surroundings.CurrentDirectory,
    ExecutableDirectory = surroundings.ExecutableDirectory,
    Environment = surroundings.Environment,
});
surroundings.Output.WriteLine(ConfigurationJson.Check(report));
return report.Faults.IsEmpty ? ExitCode.Done : ExitCode.Failed;
