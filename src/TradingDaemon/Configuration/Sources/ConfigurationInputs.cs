using System.Collections.Immutable;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Configuration.Sources;

/// <summary>Everything outside that the configuration is made of. Nothing else is looked at.</summary>
internal sealed record ConfigurationInputs
{
    /// <summary>Where the daemon was started; relative paths in values are relative to it.</summary>
    public required string CurrentDirectory { get; init; }

    /// <summary>Where the executable lies; its files are used when the current directory has no appsettings.json.</summary>
    public required string ExecutableDirectory { get; init; }

    /// <summary>The process's variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the user's secrets are kept; null reads none.</summary>
    public string? UserSecretsFile { get; init; }

    /// <summary>Files named by the user, in order; relative to <see cref="CurrentDirectory"/>.</summary>
    public IReadOnlyList<string> ConfigFiles { get; init; } = [];

    /// <summary>Keys a verb and its options imply, e.g. the files of a replay; as a file would hold them, below the user's assignments.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Presets { get; init; } = [];

    /// <summary>The user's <c>--set</c> arguments.</summary>
    public IReadOnlyList<string> Assignments { get; init; } = [];

    /// <summary>What a rollback keeps in force in spite of all sources; a key without a value after it is as if nobody had written it.</summary>
    public ImmutableArray<ConfigurationChange> Overrides { get; init; } = [];

    /// <summary>Every fault of a strategy's kind and parameters, one sentence each.</summary>
    public Func<StrategySpec, IEnumerable<string>> ValidateStrategy { get; init; } = static _ => [];

    /// <summary>Whether it is for a replay or a rehearsal: everything is traded at the simulated venue, whatever is configured.</summary>
    public bool IsTrial { get; init; }

    /// <summary>Whether data files and the storage directory are tried on the disk.</summary>
    public bool ProbesDisk { get; init; } = true;
}
