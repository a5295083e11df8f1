using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace TradingDaemon.Configuration.Schema;

/// <summary>On a dictionary: what its keys, which the user chooses, are called in the documentation and how they are spelled.</summary>
/// <param name="placeholder">The word between angle brackets in paths, e.g. <c>symbol</c>.</param>
/// <param name="pattern">What a whole name matches.</param>
/// <param name="words">The same in words.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NamesAttribute(string placeholder, [StringSyntax(StringSyntaxAttribute.Regex)] string pattern, string words) : Attribute
{
    /// <summary>The word between angle brackets in paths.</summary>
    public string Placeholder => placeholder;

    /// <summary>The allowed names in words.</summary>
    public string Words => words;

    /// <summary>Whether the name is spelled as allowed.</summary>
    public bool Accepts(string name) => Regex.IsMatch(name, $@"\A(?:{pattern})\z", RegexOptions.CultureInvariant);
}
