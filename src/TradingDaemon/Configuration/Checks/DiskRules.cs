using TradingDaemon.Configuration.Sections.Feeds;

namespace TradingDaemon.Configuration.Checks;

/// <summary>Whether the files that are named exist and the storage directory can be written, tried and not guessed.</summary>
internal static class DiskRules
{
    /// <summary>Adds every fault.</summary>
    public static void Run(RuleContext context)
    {
        var (feed, storage) = (context.Settings.Feed, context.Settings.Storage);
        if (feed.Kind == FeedKind.Replay && feed.Files.Count == 0 && context.IsSound("feed:files")) context.Refuse("feed:files", null, "A replay needs files.", "at least one .csv.gz or .csv file");
        foreach (var (index, file) in feed.Files.Index())
            if (!File.Exists(Path.Combine(context.Inputs.CurrentDirectory, file))) context.Refuse($"feed:files:{index}", file, "The data file does not exist.", "the path of a .csv.gz or .csv file");
        if (!context.IsSound("storage:directory")) return;
        if (WhyUnwritable(Path.GetFullPath(storage.Directory, context.Inputs.CurrentDirectory)) is { } why)
            context.Refuse("storage:directory", storage.Directory, $"The directory cannot be written: {why}", "a directory the daemon may create files in");
    }

    // Creates nothing that stays: the probe goes into the nearest directory that exists, and is removed by closing it.
    private static string? WhyUnwritable(string directory)
    {
        var existing = directory;
        while (!Directory.Exists(existing))
        {
            if (File.Exists(existing)) return $"{existing} is a file.";
            existing = Path.GetDirectoryName(existing) ?? Path.GetPathRoot(directory)!;
        }

        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose };
            using var probe = new FileStream(Path.Combine(existing, $".write-probe-{Environment.ProcessId}"), options);
            probe.WriteByte(0);
            probe.Flush(flushToDisk: true);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.Message;
        }
    }
}
