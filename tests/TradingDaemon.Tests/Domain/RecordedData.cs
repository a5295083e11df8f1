using NUnit.Framework;

namespace TradingDaemon.Tests.Domain;

/// <summary>Recorded data kept beside the repository; tests that need it are skipped with a reason where it is not there.</summary>
internal static class RecordedData
{
    public static IEnumerable<string> Lines(string relative)
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TradingDaemon.sln"))) folder = folder.Parent;
        for (var beside = folder?.Parent; beside is not null; beside = beside.Parent)
            if (Path.Combine(beside.FullName, "shared", "data", relative) is var path && File.Exists(path)) return File.ReadLines(path);
        Assert.Ignore($"shared/data/{relative} is not beside the repository.");
        return [];
    }
}
