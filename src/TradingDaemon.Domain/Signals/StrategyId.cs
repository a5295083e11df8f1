namespace TradingDaemon.Domain.Signals;

/// <summary>A configured strategy's name, e.g. <c>ma-crossover</c>; exact case, unique in the configuration.</summary>
/// <param name="Text">The name; never empty.</param>
public readonly record struct StrategyId(string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
