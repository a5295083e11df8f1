using NUnit.Framework;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>Recorded payloads kept beside the repository; tests that need them are skipped with a reason where they are not there.</summary>
internal static class Fixtures
{
    /// <summary>The folder of a venue's payloads.</summary>
    public static string Of(string venue)
    {
        for (var beside = new DirectoryInfo(Repository.Root).Parent; beside is not null; beside = beside.Parent)
            if (Path.Combine(beside.FullName, "shared", "fixtures", venue) is var folder && Directory.Exists(folder)) return folder;
        Assert.Ignore($"shared/fixtures/{venue} is not beside the repository.");
        return "";
    }

    /// <summary>One payload.</summary>
    public static byte[] Read(string venue, string name) => File.ReadAllBytes(Path.Combine(Of(venue), name));

    /// <summary>The frames of one connection.</summary>
    public static byte[][] Session(string venue, string name) =>
        [.. File.ReadLines(Path.Combine(Of(venue), name)).Where(static line => line.Length > 0).Select(System.Text.Encoding.UTF8.GetBytes)];
}
