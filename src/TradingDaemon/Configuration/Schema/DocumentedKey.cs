namespace TradingDaemon.Configuration.Schema;

/// <summary>One leaf of the schema, as documentation and the list of what is in force need it.</summary>
/// <param name="Path">With placeholders for names the user chooses, e.g. <c>instruments:&lt;symbol&gt;:tickSize</c>.</param>
/// <param name="TypeWords">The type in words.</param>
/// <param name="Default">As it would be written; null when there is none.</param>
/// <param name="IsRequired">Whether its section is worthless without it.</param>
/// <param name="AllowedWords">The allowed values in words.</param>
internal sealed record DocumentedKey(string Path, string TypeWords, string? Default, bool IsRequired, string AllowedWords);
