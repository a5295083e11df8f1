using TradingDaemon.Domain.Control;

namespace TradingDaemon.Operations.Reloading;

/// <summary>One key that differs between the files and what runs.</summary>
/// <param name="Key">Its path; an array is one key.</param>
/// <param name="Before">What runs; null when there is none. A secret is asterisks.</param>
/// <param name="After">What the files say; null when there is none.</param>
/// <param name="Effect">What that lets through.</param>
/// <param name="NeedsRestart">Whether it cannot change while the daemon runs.</param>
public sealed record ReloadLine(string Key, string? Before, string? After, ChangeEffect Effect, bool NeedsRestart);
