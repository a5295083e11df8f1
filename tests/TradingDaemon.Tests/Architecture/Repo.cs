using System.Text.RegularExpressions;
using NUnit.Framework;

namespace TradingDaemon.Tests.Architecture;

/// <summary>The working copy these tests judge.</summary>
internal static class Repo
{
    private static readonly string[] Ignored = ["bin", "obj", ".git", ".vs", ".idea", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules"];

    /// <summary>The folder that holds TradingDaemon.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>False only until the host is built: then some of what the documents promise cannot be there yet.</summary>
    public static bool HasHost { get; } = Directory.EnumerateFiles(Full("src/TradingDaemon"), "*.cs").Count() > 1
        || Directory.EnumerateDirectories(Full("src/TradingDaemon")).Any(static folder => !Ignored.Contains(Path.GetFileName(folder)));

    /// <summary>Every .cs file below src and tests, parsed.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
        [.. Files().Where(static path => path.EndsWith(".cs", StringComparison.Ordinal)).Select(static path => new SourceFile(path))];

    /// <summary>The sources below src.</summary>
    public static IEnumerable<SourceFile> Production => Sources.Where(static file => file.Path.StartsWith("src/", StringComparison.Ordinal));

    /// <summary>Project names below src, e.g. TradingDaemon.Engine.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.EnumerateDirectories(Full("src")).Select(static folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    /// <summary>The absolute path of a path relative to the root.</summary>
    public static string Full(string relative) => Path.Combine(Root, relative);

    /// <summary>Reads a text file named relative to the root; empty when it does not exist.</summary>
    public static string Read(string relative) => File.Exists(Full(relative)) ? File.ReadAllText(Full(relative)) : "";

    /// <summary>Every file a clone would hold, relative to the root with forward slashes.</summary>
    public static IEnumerable<string> Files() => FilesBelow(Root).Select(static path => Path.GetRelativePath(Root, path).Replace('\\', '/'));

    /// <summary>Names at the top level, what tools leave behind aside.</summary>
    public static IEnumerable<string> TopLevel() => Directory.EnumerateFileSystemEntries(Root)
        .Select(static path => Path.GetFileName(path)!)
        .Where(static name => !Ignored.Contains(name) && name != "data");

    /// <summary>Whether a path or glob names something, from the root, from src or from tests; a bare file name may be anywhere.</summary>
    public static bool Names(string pathOrGlob)
    {
        var wanted = pathOrGlob.TrimEnd('/');
        var pattern = new Regex("(^|/)" + Regex.Escape(wanted).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "(/|$)");
        var anchored = wanted.Contains('/', StringComparison.Ordinal);
        return Files().Any(file => pattern.Match(file) is { Success: true } match
            && (!anchored || match.Index == 0 || file[..match.Index] is "src" or "tests"));
    }

    private static IEnumerable<string> FilesBelow(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            if (Path.GetFileName(file) != ".git") yield return file;
        foreach (var child in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(child);
            if (Ignored.Contains(name) || (name == "data" && folder == Root)) continue;
            foreach (var file in FilesBelow(child)) yield return file;
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TradingDaemon.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above the tests holds TradingDaemon.sln.");
    }
}
