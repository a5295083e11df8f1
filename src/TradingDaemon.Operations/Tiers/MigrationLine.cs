using System.Collections.Immutable;

namespace TradingDaemon.Operations.Tiers;

/// <summary>How large entries are for a while after a change of tier, by whether the tier before ran their strategy too.</summary>
/// <param name="Until">Until when (UTC).</param>
/// <param name="New">Strategies that are new in the tier.</param>
/// <param name="NewFactor">Which part of its size an entry of theirs has now, above 0 up to 1: phases after a promotion and losses are in it.</param>
/// <param name="ExistingFactor">Which part an entry of the others has, the same way.</param>
public sealed record MigrationLine(DateTimeOffset Until, ImmutableArray<string> New, decimal NewFactor, decimal ExistingFactor);
