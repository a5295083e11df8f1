namespace TradingDaemon.Keyring;

/// <summary>Reads secrets by the names of their variables, each also as a file that the same name with _FILE tells.</summary>
/// <param name="environment">The process's variables.</param>
/// <param name="readFile">Reads a whole file; throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when it cannot.</param>
internal sealed class SecretVariables(IReadOnlyDictionary<string, string> environment, Func<string, string> readFile)
{
    /// <summary>What the name of a variable ends in that names a file.</summary>
    public const string FileSuffix = "_FILE";

    /// <summary>The value, trimmed; null when there is none. The variable itself before its file, for it is the nearer one.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="warnings">What a person should set right is added, in sentences without any value.</param>
    public string? Find(string name, List<string> warnings)
    {
        var (direct, kept) = (Text(name), Kept(name, warnings));
        if (direct is not null && kept is not null && direct != kept) warnings.Add(Differ(name + FileSuffix, name));
        return direct ?? kept;
    }

    /// <summary>Whether it is there, or a file is named for it, be it that it cannot be read.</summary>
    public bool IsNamed(string name) => Text(name) is not null || Text(name + FileSuffix) is not null;

    /// <summary>The sentence for two names of one thing.</summary>
    public static string Differ(string other, string used) => $"{other} differs from {used}; {used} is used";

    private string? Kept(string name, List<string> warnings)
    {
        if (Text(name + FileSuffix) is not { } path) return null;
        try
        {
            if (Filled(readFile(path)) is { } kept) return kept;
            warnings.Add($"the file of {name}{FileSuffix} is empty");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            warnings.Add($"the file of {name}{FileSuffix} cannot be read: {unreadable.Message}");
        }

        return null;
    }

    private string? Text(string name) => environment.TryGetValue(name, out var text) ? Filled(text) : null;

    private static string? Filled(string text) => text.Trim() is { Length: > 0 } filled ? filled : null;
}
