using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Tiers;

/// <summary>The trial on paper before a tier is entered from the one below.</summary>
internal sealed record PaperSettings
{
    /// <summary>How long the tier's strategies trade on paper, at least; null for no trial.</summary>
    [NumberRange(0, 8760, MinExcluded = true, Unit = "hours")]
    public decimal? Hours { get; init; }

    /// <summary>After how long the trial has failed for want of trades; three times `hours` where it is left out.</summary>
    [NumberRange(0, 26280, MinExcluded = true, Unit = "hours")]
    public decimal? HoursMax { get; init; }

    /// <summary>Trades closed on paper, at least.</summary>
    [NumberRange(1, 1_000_000)]
    public int Trades { get; init; } = 20;

    /// <summary>Part of the orders on paper that filled something, at least.</summary>
    [NumberRange(0, 1)]
    public decimal SuccessShare { get; init; } = 0.70m;

    /// <summary>Part of the trades on paper that earned something after fees, at least.</summary>
    [NumberRange(0, 1)]
    public decimal ProfitableShare { get; init; } = 0.55m;

    /// <summary>How long after a trial that was not passed the next may begin.</summary>
    [DurationRange("00:01:00", "365.00:00:00")]
    public TimeSpan Pause { get; init; } = TimeSpan.FromHours(12);
}
