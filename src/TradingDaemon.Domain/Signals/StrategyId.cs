namespace TradingDaemon.Domain.Signals;

/// <summary>A configured strategy's name, e.g. <c>ma-crossover</c>; exact case, unique in the configuration.</summary>
/// <param name="Text">The name; never empty.</param>
public readonly record struct StrategyId(string Text)
{
    /// <summary>Whose book holds what others traded on our account.</summary>
    public static StrategyId External { get; } = new("external");

    /// <summary>Who trades when the emergency stop closes positions.</summary>
    public static StrategyId Emergency { get; } = new("emergency");

    /// <inheritdoc/>
    public override string ToString() => Text;
}
