using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Tilt;

/// <summary>One stage of recovery.</summary>
internal sealed record TiltStageConfig
{
    /// <summary>What an entry is in it.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the size")]
    public decimal SizeFactor { get; init; } = 1m;

    /// <summary>Profitable trades it takes, at least.</summary>
    [NumberRange(1, 1000)]
    public int WinsMin { get; init; } = 1;

    /// <summary>What they earn, at least.</summary>
    [NumberRange(0, 100, Unit = "times what the stage's other trades lost")]
    public decimal ProfitFactor { get; init; }

    /// <summary>What is paid by then, at least.</summary>
    [NumberRange(0, 1, Unit = "of the debt")]
    public decimal DebtFraction { get; init; }

    /// <summary>Words of one entry a person writes since it began, at least; zero asks for none.</summary>
    [NumberRange(0, 2000)]
    public int JournalWordsMin { get; init; }
}
