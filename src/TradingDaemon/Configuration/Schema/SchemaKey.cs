namespace TradingDaemon.Configuration.Schema;

/// <summary>One key of a section.</summary>
/// <param name="Name">camelCase, as documented.</param>
/// <param name="IsRequired">Whether the section is worthless without it.</param>
/// <param name="Default">Its value when absent, as it would be written; null when there is none.</param>
/// <param name="Node">What stands behind it.</param>
internal sealed record SchemaKey(string Name, bool IsRequired, string? Default, SchemaNode Node);
