using System.Globalization;
using System.IO.Compression;
using NUnit.Framework;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Tests.Strategies.Support;

/// <summary>Recorded data and published reference values beside the repository; a test that needs an absent file is ignored with the reason.</summary>
internal static class SharedData
{
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>Rows of a CSV file as cells, header first.</summary>
    public static IEnumerable<string[]> Rows(string relativePath)
    {
        var path = Path.Combine(RepositoryRoot, "..", "shared", "data", relativePath);
        if (!File.Exists(path)) Assert.Ignore($"shared/data/{relativePath} is not beside the repository.");
        return Read(path);
    }

    /// <summary>Bars of one symbol.</summary>
    public static List<Bar> Bars(string relativePath, string symbol) =>
        [.. Rows(relativePath).Skip(1).Where(row => row[1] == symbol).Select(static row => new Bar(
            DateTimeOffset.Parse(row[0], CultureInfo.InvariantCulture), TimeSpan.FromMinutes(1),
            Number(row[2]), Number(row[3]), Number(row[4]), Number(row[5]), row[6].Length == 0 ? 0d : Number(row[6]), true))];

    /// <summary>Mids of a quote file, rows with a missing side left out.</summary>
    public static double[] Mids(string relativePath, int rowsMax) =>
        [.. Rows(relativePath).Skip(1).Where(static row => row[2].Length > 0 && row[4].Length > 0).Take(rowsMax)
            .Select(static row => (Number(row[2]) + Number(row[4])) / 2d)];

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Read(string path)
    {
        using Stream file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (reader.ReadLine() is { } line) yield return line.Split(',');
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TradingDaemon.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("TradingDaemon.sln is in no folder above the tests.");
    }
}
