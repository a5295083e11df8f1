namespace TradingDaemon.Domain.Account;

/// <summary>Which configuration decisions are made under.</summary>
/// <param name="Number">1, 2, 3… over the life of the store; 0 before the first was recorded.</param>
/// <param name="Hash">Of every key and value but secrets; empty before the first.</param>
public sealed record ConfigurationVersion(long Number, string Hash)
{
    /// <summary>Before the first was recorded.</summary>
    public static ConfigurationVersion None { get; } = new(0, "");
}
