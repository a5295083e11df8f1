namespace TradingDaemon.Keyring;

/// <summary>One place that secrets' variables come from.</summary>
/// <param name="Name">What people call it, e.g. "the environment"; it goes into sentences.</param>
/// <param name="Variables">What it holds, by name.</param>
internal sealed record VariableSource(string Name, IReadOnlyDictionary<string, string> Variables);
