namespace TradingDaemon.Domain.Tilt;

/// <summary>One stage of recovery: how large entries are, and what has to be so before it goes on.</summary>
/// <param name="SizeFactor">Which part of its size an entry has, above 0 up to 1.</param>
/// <param name="WinsMin">Profitable trades of the stage, at least.</param>
/// <param name="ProfitFactor">What they earned, at least, times what the stage's other trades lost.</param>
/// <param name="DebtFraction">Part of the debt that is paid, at least.</param>
public sealed record TiltStage(decimal SizeFactor, int WinsMin, decimal ProfitFactor, decimal DebtFraction)
{
    /// <summary>Words a person writes in one entry since it began, at least; zero asks for none.</summary>
    public int JournalWordsMin { get; init; }
}
