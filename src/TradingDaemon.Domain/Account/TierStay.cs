using System.Collections.Immutable;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Domain.Account;

/// <summary>What an account did since it entered its tier.</summary>
/// <param name="Since">When that was (UTC).</param>
/// <param name="From">The tier before; null when there was none, or nobody knows.</param>
public sealed record TierStay(DateTimeOffset Since, string? From)
{
    /// <summary>Strategies the tier before ran too; null where nobody knows, as of versions without it.</summary>
    public ImmutableArray<string>? Carried { get; init; }

    /// <summary>Whether the tier before did not run it; also where nobody knows.</summary>
    public bool IsNew(StrategyId strategy) => Carried?.Contains(strategy.Text) is not true;

    /// <summary>Trades closed.</summary>
    public int Trades { get; init; }

    /// <summary>Those of them that earned something.</summary>
    public int Wins { get; init; }

    /// <summary>Highest equity observed, account currency; null before the first observation.</summary>
    public decimal? PeakAccount { get; init; }

    /// <summary>The deepest fall below it that was observed, as a fraction of it.</summary>
    public decimal DrawdownFraction { get; init; }

    /// <summary>Measures taken against strategies on tilt.</summary>
    public int TiltMeasures { get; init; }

    /// <summary>How far equity is below its peak, as a fraction of it; null before the first observation.</summary>
    public decimal? DrawdownOf(decimal equityAccount) => PeakAccount is > 0m and var peak ? Math.Max(0m, (peak - equityAccount) / peak) : null;
}
