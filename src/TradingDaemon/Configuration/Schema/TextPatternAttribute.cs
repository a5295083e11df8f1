using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace TradingDaemon.Configuration.Schema;

/// <summary>A text that matches <paramref name="pattern"/> as a whole, described by <paramref name="words"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TextPatternAttribute([StringSyntax(StringSyntaxAttribute.Regex)] string pattern, string words) : AllowedAttribute
{
    /// <inheritdoc/>
    public override string Words => words;

    /// <inheritdoc/>
    public override bool Accepts(string text) => Regex.IsMatch(text, $@"\A(?:{pattern})\z", RegexOptions.CultureInvariant);
}
