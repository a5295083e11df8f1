namespace TradingDaemon.Tests.Operations.Support;

/// <summary>Where the files of the repository are.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "TradingDaemon.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("TradingDaemon.sln is in no parent folder.");
    }
}
