using System.Collections.Immutable;
using TradingDaemon.Keyring;

namespace TradingDaemon.Configuration.Sources;

/// <summary>All sources in the order in which later ones win: files, user secrets, <c>.env</c>, environment, the verb's presets, <c>--set</c>.</summary>
internal static class ConfigurationSources
{
    private const string Environment = "environment";

    /// <summary>Reads every source; what cannot be read becomes faults, what deserves a word becomes notes.</summary>
    public static ImmutableArray<SourceValues> Read(ConfigurationInputs inputs, List<ConfigurationFault> faults, List<string> notes)
    {
        var directory = DirectoryOf(inputs);
        if (directory is null) faults.Add(new("appsettings.json", "", null, $"There is no appsettings.json in {inputs.CurrentDirectory} or {inputs.ExecutableDirectory}.", "start the daemon where its configuration lies"));
        var sources = new List<SourceValues>();
        if (directory is not null) sources.AddRange(StandardFiles(directory).Select(file => JsonSource.Read(file, NameOf(file, directory), faults)));
        sources.AddRange(inputs.ConfigFiles.Select(file => JsonSource.Read(Path.Combine(inputs.CurrentDirectory, file), file, faults)));

        var dotEnv = DotEnvSource.Read(Path.Combine(directory ?? inputs.CurrentDirectory, ".env"), ".env", faults);
        foreach (var (variables, name) in new[] { (UserSecretsSource.Read(inputs.UserSecretsFile, faults), UserSecretsSource.Name), (dotEnv, ".env"), (inputs.Environment, Environment) })
        {
            sources.Add(EnvironmentSource.Read(variables, name, UrlsOf(sources)));
            if (name != Environment && variables.ContainsKey(EnvironmentSource.LiveVariable)) notes.Add($"{name}: {EnvironmentSource.LiveVariable} is not read from files; it is set where the daemon is started.");
            notes.AddRange(EnvironmentSource.Misspelled(variables.Keys, name));
        }

        sources.Add(new("arguments", SourceKind.File, [.. inputs.Presets]));
        sources.Add(ArgumentSource.Read(inputs.Assignments, "--set", faults));
        return [.. sources.Where(static source => !source.Values.IsEmpty)];
    }

    /// <summary>Where secrets are looked for, the nearest first: the process's variables, those of <c>.env</c>, the user secrets.</summary>
    public static ImmutableArray<VariableSource> SecretSources(ConfigurationInputs inputs) =>
    [
        new($"the {Environment}", inputs.Environment),
        new(".env", DotEnvSource.Read(Path.Combine(DirectoryOf(inputs) ?? inputs.CurrentDirectory, ".env"), ".env", [])), // the faults of both files are told where they are read as sources
        new(UserSecretsSource.Name, UserSecretsSource.Read(inputs.UserSecretsFile, [])),
    ];

    /// <summary>All of them laid over each other, for secrets that are whole by themselves: the process's, those of <c>.env</c> it does not have, and the user secrets neither has.</summary>
    public static IReadOnlyDictionary<string, string> Variables(ConfigurationInputs inputs)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in SecretSources(inputs).SelectMany(static source => source.Variables)) variables.TryAdd(name, value);
        return variables;
    }

    /// <summary>Every file that is read, whether it is there or not, in order.</summary>
    public static IEnumerable<string> FilesOf(ConfigurationInputs inputs)
    {
        var directory = DirectoryOf(inputs);
        var standard = directory is null ? [] : StandardFiles(directory);
        string?[] variables = [Path.Combine(directory ?? inputs.CurrentDirectory, ".env"), inputs.UserSecretsFile];
        return [.. standard, .. inputs.ConfigFiles.Select(file => Path.Combine(inputs.CurrentDirectory, file)), .. variables.OfType<string>()];
    }

    /// <summary>Where the standard files lie; null when there is no appsettings.json.</summary>
    public static string? DirectoryOf(ConfigurationInputs inputs) =>
        new[] { inputs.CurrentDirectory, inputs.ExecutableDirectory }.FirstOrDefault(static directory => File.Exists(Path.Combine(directory, "appsettings.json")));

    private static IEnumerable<string> StandardFiles(string directory)
    {
        var folder = Path.Combine(directory, "config");
        var others = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories) : [];
        // A mounted ConfigMap has each file a second and a third time, behind links that are swapped: ..data and ..2024_08_08.
        others = others.Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(static part => part.StartsWith("..", StringComparison.Ordinal)));
        return others.Order(StringComparer.Ordinal).Prepend(Path.Combine(directory, "appsettings.json"));
    }

    private static string NameOf(string file, string directory) => Path.GetRelativePath(directory, file).Replace('\\', '/');

    private static string? UrlsOf(IEnumerable<SourceValues> sources) => sources
        .SelectMany(static source => source.Values)
        .LastOrDefault(static value => value.Key.Equals("operations:urls", StringComparison.OrdinalIgnoreCase)).Value;
}
