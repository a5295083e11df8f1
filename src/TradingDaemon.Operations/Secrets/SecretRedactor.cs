using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TradingDaemon.Operations.Secrets;

/// <summary>
/// Takes secrets out of text before the text leaves the process: the configured values themselves, in every spelling
/// they are likely to appear in, and whatever stands where a secret usually stands. Thread-safe.
/// </summary>
public sealed partial class SecretRedactor
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mask = "***";

    /// <summary>Shorter values are not registered: masking them everywhere would make the text unreadable and hide nothing.</summary>
    public const int SecretLengthMin = 6;

    private ImmutableArray<string> _spellings = [];

    /// <summary>Makes a value unprintable from now on.</summary>
    /// <param name="secret">The value as configured.</param>
    /// <returns>False when it is shorter than <see cref="SecretLengthMin"/> and therefore not masked by value.</returns>
    public bool Register(string? secret)
    {
        if (secret is null || secret.Trim().Length < SecretLengthMin) return false;
        var trimmed = secret.Trim();
        string[] spellings = [secret, trimmed, JsonEncodedText.Encode(trimmed).ToString(), Uri.EscapeDataString(trimmed), JsonSerializer.Serialize(trimmed, SecretJson.Default.String).Trim('"')];
        ImmutableInterlocked.Update(ref _spellings, static (known, added) =>
            [.. known.Concat(added).Distinct(StringComparer.Ordinal).OrderByDescending(static spelling => spelling.Length)], spellings); // longest first: one secret may contain another
        return true;
    }

    /// <summary>The text without secrets; the same instance when there were none.</summary>
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var spelling in _spellings)
            if (text.Contains(spelling, StringComparison.Ordinal)) text = text.Replace(spelling, Mask, StringComparison.Ordinal);
        if (!MayHoldPattern(text)) return text;
        text = Authorization().Replace(text, "${lead}" + Mask);
        text = NamedSecret().Replace(text, "${lead}" + Mask);
        return UserInfo().Replace(text, "${lead}" + Mask + "@");
    }

    /// <summary>Whether a value stored under this name is a secret whatever it looks like, e.g. <c>ApiKey</c>, <c>venue.secret</c>.</summary>
    public static bool IsSecretName(string name) => SecretName().IsMatch(name);

    private static bool MayHoldPattern(string text) => text.AsSpan().ContainsAny(':', '='); // every pattern needs one of the two

    private const string Words =
        "authorization|api[_-]?key(?:[_-]?id)?|apikey|api[_-]?secret(?:[_-]?key)?|api[_-]?sign|secret(?:[_-]?(?:access[_-]?)?key)?|access[_-]?key|access[_-]?sign|" +
        "private[_-]?key|access[_-]?token|auth[_-]?token|bearer[_-]?token|refresh[_-]?token|listen[_-]?key|token|signature|sig|password|passwd|pwd|passphrase|credentials?";

    // "Authorization: Bearer abc", with or without quotes and JSON escapes around it: the scheme stays, the credential goes.
    [GeneratedRegex(@"(?<lead>\b(?:proxy-)?authorization\\*[""']?\s*[:=]\s*\\*[""']?\s*(?:(?:bearer|basic|digest|token|hmac[\w-]*|aws4[\w-]*)\s+)?)[^\s""'\\,;}\]]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 250)]
    private static partial Regex Authorization();

    // name=value and name: value, as in query strings, headers, JSON and connection strings.
    [GeneratedRegex(@"(?<lead>(?<![a-z])(?:[\w.-]*?[_.-])?(?:" + Words + @")\\*[""']?\s*(?::|=)\s*\\*[""']?)(?!\*\*\*)(?!(?:bearer|basic|digest|token)\s)[^\s""'\\&,;}\]]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 250)]
    private static partial Regex NamedSecret();

    // scheme://user:password@host
    [GeneratedRegex(@"(?<lead>[a-z][a-z0-9+.-]*://)[^\s/@""']+:[^\s/@""']*@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 250)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"(?:^|[^a-z]|(?<=[a-z])(?=[A-Z]))(?i:" + Words + @")$", RegexOptions.CultureInvariant, 250)]
    private static partial Regex SecretName();
}
