using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TradingDaemon.Configuration.Checks;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Domain.Control;

namespace TradingDaemon.Reloading;

/// <summary>Two configurations key by key. What is only spelled differently, as 0.10 and 0.1, is no difference.</summary>
internal static class ConfigurationComparison
{
    private const int HashDigits = 16; // tells versions of one store apart; nobody attacks it

    /// <summary>Every value in force by key, arrays whole; unmasked.</summary>
    public static ImmutableSortedDictionary<string, string> Values(IEnumerable<KeyInForce> inForce) => inForce
        .GroupBy(static key => IsItem(key.Path) ? Around(key.Path) : key.Path, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(
            static group => group.Key,
            static group => string.Join(KeyTable.ItemSeparator, group.OrderBy(static key => IsItem(key.Path) ? int.Parse(Name(key.Path), CultureInfo.InvariantCulture) : 0).Select(static key => Plain(key.Value))),
            StringComparer.Ordinal);

    /// <summary>Every key that differs, secrets masked.</summary>
    public static ImmutableArray<ConfigurationChange> Between(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        [.. before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(key => (Key: key, Before: before.GetValueOrDefault(key), After: after.GetValueOrDefault(key)))
            .Where(static pair => pair.Before != pair.After)
            .Select(pair => new ConfigurationChange(pair.Key, SecretMask.Apply(pair.Key, pair.Before), SecretMask.Apply(pair.Key, pair.After), EffectOf(pair.Key, pair.Before, pair.After, before, after)))];

    /// <summary>Of every key and value but secrets.</summary>
    public static string HashOf(ImmutableSortedDictionary<string, string> values)
    {
        var text = string.Concat(values.Where(static pair => !SecretMask.IsSecret(pair.Key)).Select(static pair => $"{pair.Key}={pair.Value}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashDigits];
    }

    // What a strategy or tier is made of says nothing of its own when the whole of it comes or goes; that it does is said by one key of it.
    private static ChangeEffect EffectOf(string key, string? valueBefore, string? valueAfter, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        if (!ReloadableKeys.Contains(key) || (IsOfAModel(key) && IsUnscored(before))) return ChangeEffect.Neutral;
        foreach (var mark in Marks(key))
            if (key != mark && before.ContainsKey(mark) != after.ContainsKey(mark)) return ChangeEffect.Neutral;
        return ChangeEffects.Of(key, valueBefore, valueAfter);
    }

    private static bool IsOfAModel(string key) => key == "gatekeeper:threshold" || key.StartsWith("gatekeeper:regression:", StringComparison.Ordinal);

    // Where no entry was scored no model let anything pass: whatever is written of one then, it keeps out more than none did.
    private static bool IsUnscored(IReadOnlyDictionary<string, string> before) => !before.TryGetValue("gatekeeper:mode", out var mode) || string.Equals(mode, "off", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Marks(string key)
    {
        var parts = key.Split(':');
        if (parts is not ["tiers", var tier, ..]) yield break;
        yield return $"tiers:{tier}:equityMinAccount";
        if (parts is [_, _, "strategies", var strategy, ..]) yield return $"tiers:{tier}:strategies:{strategy}:kind";
    }

    private static string Plain(string value) =>
        decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.############################", CultureInfo.InvariantCulture)
        : bool.TryParse(value, out var flag) ? (flag ? "true" : "false")
        : value.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var duration) ? duration.ToString("c", CultureInfo.InvariantCulture)
        : value;

    private static bool IsItem(string path) => path.Contains(':', StringComparison.Ordinal) && Name(path).All(char.IsAsciiDigit);

    private static string Around(string path) => path[..path.LastIndexOf(':')];

    private static string Name(string path) => path[(path.LastIndexOf(':') + 1)..];
}
