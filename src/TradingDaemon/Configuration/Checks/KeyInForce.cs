namespace TradingDaemon.Configuration.Checks;

/// <summary>One value in force and where it comes from.</summary>
/// <param name="Path">In the schema's own spelling.</param>
/// <param name="Value">As written; unmasked.</param>
/// <param name="Origin">The source's name, or <see cref="ByDefault"/>.</param>
internal sealed record KeyInForce(string Path, string Value, string Origin)
{
    /// <summary>Where a value comes from that nobody wrote.</summary>
    public const string ByDefault = "default";
}
