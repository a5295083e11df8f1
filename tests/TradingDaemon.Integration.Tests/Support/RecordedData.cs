namespace TradingDaemon.Integration.Tests.Support;

/// <summary>Real recordings beside the repository; they belong to others, so a test without them is skipped.</summary>
internal static class RecordedData
{
    /// <summary>The file's path, or the test is ignored with the reason.</summary>
    public static string FileOrIgnore(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "TradingDaemon.sln"))) root = root.Parent;
        var path = Path.Combine(root?.Parent?.FullName ?? "", "shared", "data", name);
        if (!File.Exists(path)) Assert.Ignore($"No recorded data here: {name} is not in shared/data beside the repository.");
        return path;
    }
}
