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

    // Long enough to mean a secret wherever they end a name, e.g. venueApiKey, X-MBX-APIKEY, APCA-API-SECRET-KEY.
    private const string LongWords =
        "api[_-]?key(?:[_-]?id)?|api[_-]?secret|api[_-]?sign|secret(?:[_-]?(?:access[_-]?)?key)?|access[_-]?(?:key|sign|token)|private[_-]?key|" +
        "listen[_-]?key|token|signature|password|passwd|passphrase|credentials?";

    // Short enough to be the end of an innocent word, so they must stand alone.
    private const string ShortWords = "sig|pwd|pass";

    private ImmutableArray<string> _spellings = [];

    /// <summary>Makes a value unprintable from now on.</summary>
    /// <param name="secret">The value as configured.</param>
    /// <returns>False when it is shorter than <see cref="SecretLengthMin"/> and therefore not masked by value.</returns>
    public bool Register(string? secret)
    {
        if (secret is null || secret.Trim().Length < SecretLengthMin) return false;
        var trimmed = secret.Trim();
        string[] spellings = [secret, trimmed, JsonEncodedText.Encode(trimmed).ToString(), Uri.EscapeDataString(trimmed)];
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
        if (!text.AsSpan().ContainsAny(':', '=')) return text; // every pattern needs one of the two
        text = Authorization().Replace(text, "${lead}" + Mask);
        text = NamedSecret().Replace(text, "${lead}${quote}" + Mask);
        text = UserInfo().Replace(text, "${lead}" + Mask + "@");
        return BotToken().Replace(text, "${lead}" + Mask);
    }

    /// <summary>Whether a value stored under this name is a secret whatever it looks like, e.g. <c>ApiKey</c>, <c>venue.secret</c>.</summary>
    public static bool IsSecretName(string name) => SecretName().IsMatch(name);

    // "Authorization: Bearer abc", with or without quotes and JSON escapes around it: the scheme stays, the credential goes.
    [GeneratedRegex(@"(?<lead>authorization\\*[""']?\s{0,8}[:=]\s{0,8}\\*[""']?(?:(?:bearer|basic|digest|token)\s{1,8})?)[^\s""'\\,;}\]]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Authorization();

    // name=value and name: value, as in query strings, headers, JSON and connection strings; a quoted value ends at its quote.
    [GeneratedRegex(
        @"(?<lead>(?:" + LongWords + @"|(?<![a-z])(?:" + ShortWords + @")|(?<=[?&])key)\\*[""']?\s{0,8}[:=]\s{0,8})" +
        @"(?:(?<quote>[""'])(?:\\.|[^""'\\])*|(?<quote>\\+[""'])[^""'\\]*|[^\s""'\\&,;}\]]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedSecret();

    // scheme://user:password@host
    [GeneratedRegex(@"(?<lead>://)[^\s/@""':]{1,256}:[^\s/@""']{0,256}@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    // https://host/bot<number>:<token>/method, where a chat service wants its token in the path
    [GeneratedRegex(@"(?<lead>/bot)\d{1,20}:[\w-]+", RegexOptions.CultureInvariant)]
    private static partial Regex BotToken();

    [GeneratedRegex("(?:(?:" + LongWords + "|authorization)|(?:^|[^a-z])(?:" + ShortWords + "))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();
}
