namespace TradingDaemon.Domain.Tiers;

/// <summary>How much smaller entries are after losses, and until when.</summary>
public sealed record TierRecovery
{
    private const int Stages = 4;

    /// <summary>Fall of equity below its peak from which entries are smaller, as a fraction of the peak; null for none.</summary>
    public decimal? DrawdownFraction { get; init; }

    /// <summary>Part of its size an entry has then, above 0 up to 1.</summary>
    public decimal SizeFraction { get; init; } = 0.5m;

    /// <summary>Losing trading days in a row after which entries are smaller, until one is not lost; null for none.</summary>
    public int? LosingDays { get; init; }

    /// <summary>
    /// Part of its size an entry has now. After a fall it grows by a quarter of what it lacks with each quarter of the fall that is regained, and is whole at the peak; after losing days
    /// it is <see cref="SizeFraction"/>. The smaller of both.
    /// </summary>
    /// <param name="equityAccount">Equity, account currency.</param>
    /// <param name="peakAccount">Its highest point; null before the first observation.</param>
    /// <param name="troughAccount">Its lowest since then; null before the first observation.</param>
    /// <param name="losingDays">Losing trading days in a row.</param>
    public decimal FactorAt(decimal equityAccount, decimal? peakAccount, decimal? troughAccount, int losingDays)
    {
        var afterDays = losingDays >= LosingDays ? SizeFraction : 1m;
        if (DrawdownFraction is not { } most || peakAccount is not > 0m) return afterDays;
        var (peak, lowest) = (peakAccount.Value, Math.Min(troughAccount ?? equityAccount, equityAccount));
        if (lowest >= peak || (peak - lowest) / peak < most) return afterDays;
        var stage = Math.Clamp(Math.Floor((equityAccount - lowest) / (peak - lowest) * Stages), 0m, Stages);
        return Math.Min(afterDays, SizeFraction + ((1m - SizeFraction) * stage / Stages));
    }
}
