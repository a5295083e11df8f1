using System.Collections;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Keyring;

namespace TradingDaemon.Cli.Context;

/// <summary>Everything outside the process that the command line touches.</summary>
internal sealed record Surroundings
{
    /// <summary>Answers.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>What is piped in.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Errors and progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether <see cref="Error"/> is a terminal, so that a moving progress bar makes sense.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Where the process was started.</summary>
    public required string CurrentDirectory { get; init; }

    /// <summary>Where the executable lies.</summary>
    public required string ExecutableDirectory { get; init; }

    /// <summary>The process's variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>As the system knows the process's user; null or empty where it does not.</summary>
    public string? SystemUser { get; init; }

    /// <summary>Who types, for audits: by the variables, else by the system, which is all there is in a container or a timer's job; null where nobody knows.</summary>
    public string? User => new[] { Environment.GetValueOrDefault("USER"), Environment.GetValueOrDefault("USERNAME"), SystemUser }.FirstOrDefault(static name => !string.IsNullOrEmpty(name));

    /// <summary>Where the time comes from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where the user's secrets are kept; null reads none.</summary>
    public string? UserSecretsFile { get; init; }

    /// <summary>What the configuration is made of, before anything a verb was told.</summary>
    public ConfigurationInputs Inputs => new() { CurrentDirectory = CurrentDirectory, ExecutableDirectory = ExecutableDirectory, Environment = Environment, UserSecretsFile = UserSecretsFile };

    /// <summary>Finds venues' keys, where a daemon started here would.</summary>
    public VenueKeys VenueKeys => new(ConfigurationSources.SecretSources(Inputs), path => File.ReadAllText(Path.GetFullPath(path, CurrentDirectory)));

    /// <summary>Says on the error stream why nothing was done, in one sentence.</summary>
    /// <returns><paramref name="code"/>, for the verb to end with.</returns>
    public async Task<int> RefuseAsync(string why, int code)
    {
        await Error.WriteLineAsync($"error: {why}");
        return code;
    }

    /// <summary>Those of this process.</summary>
    public static Surroundings OfThisProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        IsTerminal = !Console.IsErrorRedirected,
        CurrentDirectory = Directory.GetCurrentDirectory(),
        ExecutableDirectory = AppContext.BaseDirectory,
        SystemUser = System.Environment.UserName,
        Environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(static entry => (string)entry.Key, static entry => (string?)entry.Value ?? "", StringComparer.Ordinal),
        UserSecretsFile = UserSecretsSource.FileOfUser(),
    };
}
