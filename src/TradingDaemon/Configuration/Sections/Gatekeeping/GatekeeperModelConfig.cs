using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Gatekeeping;

/// <summary>A logistic regression, as whoever made it wrote it down.</summary>
internal sealed record GatekeeperModelConfig
{
    /// <summary>What it is called; null means there is none.</summary>
    [TextPattern(NamePatterns.Identity, NamePatterns.IdentityWords)]
    public string? Version { get; init; }

    /// <summary>SHA-256 of its numbers, in hexadecimal.</summary>
    [TextPattern("[0-9a-f]{64}", "64 digits from 0 to 9 and a to f")]
    public string? Checksum { get; init; }

    /// <summary>Logarithm of the odds of an entry that is average in everything.</summary>
    [NumberRange(-1000, 1000)]
    public decimal Bias { get; init; }

    /// <summary>What it goes by, and how much that counts.</summary>
    [Names("feature", NamePatterns.Parameter, NamePatterns.ParameterWords)]
    public IReadOnlyDictionary<string, GatekeeperFeatureConfig> Features { get; init; } = new Dictionary<string, GatekeeperFeatureConfig>();
}
