using Microsoft.Extensions.Configuration.UserSecrets;

namespace TradingDaemon.Configuration.Sources;

/// <summary>Reads variables from the file that <c>dotnet user-secrets --id tradingdaemon</c> keeps in the user's own folder, outside of any checkout.</summary>
internal static class UserSecretsSource
{
    /// <summary>What it is called where values tell where they came from.</summary>
    public const string Name = "user secrets";

    private const string Id = "tradingdaemon";

    /// <summary>The file of whoever runs this process; null when they have no folder of their own.</summary>
    public static string? FileOfUser()
    {
        try
        {
            return PathHelper.GetSecretsPathFromSecretsId(Id);
        }
        catch (InvalidOperationException) // a service account may have none
        {
            return null;
        }
    }

    /// <summary>The file's variables, none when there is no file; what cannot be read, or is no variable's name, becomes a fault without its value.</summary>
    public static IReadOnlyDictionary<string, string> Read(string? file, List<ConfigurationFault> faults)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(file)) return variables;
        foreach (var (name, value) in JsonSource.Read(file, Name, faults).Values)
        {
            if (name.Contains(':', StringComparison.Ordinal) || value is null) faults.Add(new(Name, name, null, "This is not a variable with its text.", "a variable's name, e.g. KRAKEN_API_KEY or TRADINGDAEMON_OPERATIONS__APIKEY"));
            else variables[name] = value;
        }

        return variables;
    }
}
