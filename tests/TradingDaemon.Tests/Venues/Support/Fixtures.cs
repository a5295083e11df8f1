using System.Text;
using NUnit.Framework;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>Recorded payloads kept beside the repository; tests that need them are skipped with a reason where they are not there.</summary>
internal static class Fixtures
{
    /// <summary>One file as it is stored.</summary>
    public static byte[] Read(string venue, string file) => File.ReadAllBytes(Path.Combine(Of(venue), file));

    /// <summary>The payloads of a file: of a <c>.jsonl</c>, the frames of one connection, a line each; else one.</summary>
    public static byte[][] Payloads(string venue, string file) => file.EndsWith(".jsonl", StringComparison.Ordinal)
        ? [.. File.ReadLines(Path.Combine(Of(venue), file)).Where(static line => line.Length > 0).Select(Encoding.UTF8.GetBytes)]
        : [Read(venue, file)];

    /// <summary>Names of a venue's files, with forward slashes.</summary>
    public static IEnumerable<string> Files(string venue)
    {
        var folder = Of(venue);
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Where(static name => name != "README.md");
    }

    private static string Of(string venue)
    {
        for (var beside = new DirectoryInfo(Repository.Root).Parent; beside is not null; beside = beside.Parent)
            if (Path.Combine(beside.FullName, "shared", "fixtures", venue) is var folder && Directory.Exists(folder)) return folder;
        Assert.Ignore($"shared/fixtures/{venue} is not beside the repository.");
        return "";
    }
}
