namespace TradingDaemon.Mutants;

/// <summary>A clone of the repository in a temporary directory, where things may be broken.</summary>
internal sealed class Laboratory : IDisposable
{
    private static readonly TimeSpan BuildMax = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TestMax = TimeSpan.FromMinutes(5);
    private readonly string _directory = Directory.CreateTempSubdirectory("tradingdaemon-mutants-").FullName;

    /// <summary>Clones the last commit of <paramref name="repository"/>.</summary>
    public Laboratory(string repository) => Must(Tool.Run(Path.GetTempPath(), BuildMax, "git", "clone", "--quiet", "--shared", repository, _directory));

    /// <summary>Breaks, builds, tests, mends.</summary>
    /// <returns>What became of it, and why as far as a line tells.</returns>
    public (Fate Fate, string Why) Try(Mutant mutant)
    {
        var path = Path.Combine(_directory, mutant.File);
        var text = File.ReadAllText(path);
        if (mutant.Apply(text) is not { } broken) return (Fate.Invalid, "its text is not there exactly once");
        File.WriteAllText(path, broken);
        try
        {
            var build = Tool.Run(_directory, BuildMax, "dotnet", "build", mutant.Project, "-c", "Release", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", "--nologo", "-v", "quiet");
            if (build.ExitCode != 0) return (Fate.Invalid, FirstLine(build.Output, "error"));
            var test = Tool.Run(_directory, TestMax, "dotnet", "test", mutant.Project, "-c", "Release", "--no-build", "--nologo", "--filter", mutant.Filter);
            if (test.Output.Contains("No test matches", StringComparison.Ordinal)) return (Fate.Invalid, $"no test matches {mutant.Filter}");
            return test.ExitCode == 0 ? (Fate.Survived, "every test passed") : (Fate.Killed, FirstLine(test.Output, "Failed "));
        }
        finally
        {
            File.WriteAllText(path, text);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static string FirstLine(string output, string word) =>
        output.Split('\n').Select(static line => line.Trim()).FirstOrDefault(line => line.Contains(word, StringComparison.Ordinal)) ?? "ended without a word";

    private static void Must((int ExitCode, string Output) result)
    {
        if (result.ExitCode != 0) throw new InvalidOperationException(result.Output);
    }
}
