namespace TradingDaemon.Mutants;

/// <summary>A clone of the repository in a temporary directory, where things may be broken.</summary>
internal sealed class Laboratory : IDisposable
{
    private static readonly TimeSpan BuildMax = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TestMax = TimeSpan.FromMinutes(5);
    private readonly Dictionary<(string Project, string Filter), Verdict> _unbroken = [];
    private readonly string _directory = Directory.CreateTempSubdirectory("tradingdaemon-mutants-").FullName;

    /// <summary>Clones the last commit of <paramref name="repository"/>.</summary>
    public Laboratory(string repository) => Must(Tool.Run(Path.GetTempPath(), BuildMax, "git", "clone", "--quiet", "--shared", repository, _directory));

    /// <summary>Runs each selection of tests once on the sources as they are: a test that is red there would kill everything.</summary>
    public void TestUnbroken(IEnumerable<Mutant> mutants)
    {
        foreach (var project in mutants.DistinctBy(static mutant => (mutant.Project, mutant.Filter)).GroupBy(static mutant => mutant.Project))
        {
            var build = Build(project.Key);
            foreach (var mutant in project) _unbroken[(mutant.Project, mutant.Filter)] = build.ExitCode == 0 ? Test(mutant) : new Verdict(false, null, FirstLine(build.Output, "error"));
        }
    }

    /// <summary>Breaks, builds, tests, tests again, mends.</summary>
    /// <returns>What became of it, and why as far as a line tells.</returns>
    public (Fate Fate, string Why) Try(Mutant mutant)
    {
        var path = Path.Combine(_directory, mutant.File);
        var text = File.ReadAllText(path);
        if (mutant.Apply(text) is not { } broken) return (Fate.Invalid, "its text is not there exactly once");
        if (_unbroken.GetValueOrDefault((mutant.Project, mutant.Filter)) is { IsGreen: false } red) return (Fate.Invalid, $"without it: {red.Why}");
        File.WriteAllText(path, broken);
        try
        {
            if (Build(mutant.Project) is { ExitCode: not 0 } build) return (Fate.Invalid, FirstLine(build.Output, "error"));
            var first = Test(mutant);
            if (first.IsGreen) return (Fate.Survived, first.Why);
            if (first.Failed is null) return (Fate.Unproven, first.Why);
            var again = Test(mutant); // a test that fails now and then proves nothing
            return again.Failed is null ? (Fate.Unproven, $"{first.Why}, and once more: {again.Why}") : (Fate.Killed, first.Why);
        }
        finally
        {
            File.WriteAllText(path, text);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private ToolResult Build(string project) =>
        Tool.Run(_directory, BuildMax, "dotnet", "build", project, "-c", "Release", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", "--nologo", "-v", "quiet");

    private Verdict Test(Mutant mutant) =>
        Verdict.Of(Tool.Run(_directory, TestMax, "dotnet", "test", mutant.Project, "-c", "Release", "--no-build", "--nologo", "--filter", mutant.Filter));

    private static string FirstLine(string output, string word) =>
        output.Split('\n').Select(static line => line.Trim()).FirstOrDefault(line => line.Contains(word, StringComparison.Ordinal)) ?? "ended without a word";

    private static void Must(ToolResult result)
    {
        if (result.ExitCode != 0) throw new InvalidOperationException(result.Output);
    }
}
