using System.Globalization;
using TradingDaemon.Operations.Secrets;

namespace TradingDaemon.Operations.Logging;

/// <summary>Text on its way into a log line: redacted first, then cut, so that a cut never leaves half a secret.</summary>
internal sealed class LogText(SecretRedactor redactor)
{
    /// <summary>One runaway payload must not fill the disk.</summary>
    public const int CharactersMax = 16 * 1024;

    public string Clean(string text)
    {
        var clean = redactor.Redact(text);
        return clean.Length <= CharactersMax ? clean : string.Create(CultureInfo.InvariantCulture, $"{clean.AsSpan(0, CharactersMax)}… ({clean.Length - CharactersMax} more)");
    }
}
