using System.Collections.Immutable;

namespace TradingDaemon.Cli.Simulate;

/// <summary>One run that broke a promise.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="What">Which promise, what had to be and what was.</param>
/// <param name="Command">What to type to see it again.</param>
/// <param name="LastFacts">The newest facts before it.</param>
internal sealed record SimulateFailure(int Seed, string What, string Command, ImmutableArray<string> LastFacts);
