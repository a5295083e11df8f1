using TradingDaemon.Domain.Trials;

namespace TradingDaemon.Trials;

/// <summary>How a trial on paper is doing; a moment old.</summary>
/// <param name="Attempt">Which.</param>
/// <param name="Figures">What it came to.</param>
/// <param name="Dropped">Live ticks it had no room for in this process.</param>
internal sealed record PaperProgress(int Attempt, PaperFigures Figures, long Dropped);
