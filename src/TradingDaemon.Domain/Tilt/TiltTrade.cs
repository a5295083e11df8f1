namespace TradingDaemon.Domain.Tilt;

/// <summary>A position that was opened and closed again.</summary>
/// <param name="At">When it was closed (UTC).</param>
/// <param name="ReturnFraction">What it earned net of fees, as a fraction of what it was worth at its largest; below zero is a loss.</param>
public sealed record TiltTrade(DateTimeOffset At, decimal ReturnFraction)
{
    /// <summary>Whether it lost.</summary>
    public bool IsLoss => ReturnFraction < 0m;
}
