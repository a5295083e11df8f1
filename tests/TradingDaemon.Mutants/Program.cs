using System.Diagnostics;
using TradingDaemon.Mutants;

// Breaks the daemon on purpose, one way at a time, and says whether a test noticed.
//   dotnet run --project tests/TradingDaemon.Mutants [-- NAME…]
var root = Tool.Run(Environment.CurrentDirectory, TimeSpan.FromMinutes(1), "git", "rev-parse", "--show-toplevel");
if (root.ExitCode != 0)
{
    Console.Error.WriteLine("Run it inside the repository: it clones the last commit and breaks the clone.");
    return 2;
}

var mutants = MutantList.Read(Path.Combine(AppContext.BaseDirectory, "mutants.json")).Where(mutant => args.Length == 0 || args.Contains(mutant.Name)).ToList();
if (mutants.Count == 0)
{
    Console.Error.WriteLine($"No mutant has the name {string.Join(", ", args)}.");
    return 2;
}

using var laboratory = new Laboratory(root.Output.Trim());
laboratory.TestUnbroken(mutants);
var notKilled = new List<string>();
for (var i = 0; i < mutants.Count; i++)
{
    var startedAt = Stopwatch.GetTimestamp();
    var (fate, why) = laboratory.Try(mutants[i]);
    Console.WriteLine($"{i + 1,2}/{mutants.Count} {fate,-8} {mutants[i].Name,-34} {Stopwatch.GetElapsedTime(startedAt).TotalSeconds,4:0} s  {why}");
    if (fate != Fate.Killed) notKilled.Add(mutants[i].Name);
}

Console.WriteLine($"{mutants.Count - notKilled.Count} of {mutants.Count} killed{(notKilled.Count > 0 ? "; not: " + string.Join(", ", notKilled) : "")}");
return notKilled.Count == 0 ? 0 : 1;
