using System.Collections.Immutable;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sections.Agents;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Keyring;

namespace TradingDaemon.Configuration.Checks.Agents;

/// <summary>Finds each agent's key in the environment. A missing one stops no start: nothing of that agent is taken, and it is said.</summary>
internal static class AgentModels
{
    /// <summary>A key shorter than this can be guessed.</summary>
    public const int KeyLengthMin = 32;

    /// <summary>Every agent with its key; none in a replay or rehearsal.</summary>
    public static ImmutableSortedDictionary<string, AgentModel> Of(DaemonSettings settings, ConfigurationInputs inputs, List<string> notes)
    {
        if (inputs.IsTrial || settings.Agents.Count == 0) return ImmutableSortedDictionary<string, AgentModel>.Empty;
        var secrets = new SecretVariables(ConfigurationSources.Variables(inputs), path => File.ReadAllText(Path.GetFullPath(path, inputs.CurrentDirectory)));
        return settings.Agents.ToImmutableSortedDictionary(static pair => pair.Key, pair => new AgentModel(pair.Key, pair.Value, KeyOf(pair.Key, secrets, notes)), StringComparer.Ordinal);
    }

    /// <summary>The key of an agent; null when there is none that can be used, which becomes a note.</summary>
    public static string? KeyOf(string name, SecretVariables secrets, List<string> notes)
    {
        var (variable, warnings) = (AgentModel.VariableOf(name), new List<string>());
        var key = secrets.Find(variable, warnings);
        notes.AddRange(warnings.Select(warning => $"agents:{name}: {warning}."));
        if (key is null) notes.Add($"agents:{name} is not heard: its key is not in the environment ({variable}; or in a file, which the same name with {SecretVariables.FileSuffix} tells).");
        else if (key.Length < KeyLengthMin) notes.Add($"agents:{name} is not heard: {variable} has fewer than {KeyLengthMin} characters.");
        return key?.Length >= KeyLengthMin ? key : null;
    }
}
