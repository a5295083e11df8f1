using System.Collections.Immutable;
using TradingDaemon.Domain.Capital;

namespace TradingDaemon.Operations.Tiers;

/// <summary>How the tier's capital is shared out among its strategies.</summary>
/// <param name="Mode">In which mode, the more careful of the configured one and the one losses ask for.</param>
/// <param name="RebalancedAt">When shares were worked out last (UTC); null where they follow each closed trade, and before the first time.</param>
/// <param name="Shares">One a strategy that is switched on.</param>
public sealed record CapitalLine(AllocationMode Mode, DateTimeOffset? RebalancedAt, ImmutableArray<ShareLine> Shares);
