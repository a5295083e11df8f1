namespace TradingDaemon.Domain.Strategies;

/// <summary>One parameter of a strategy kind.</summary>
/// <param name="Name">Key in the configuration, camelCase.</param>
/// <param name="Default">Value when absent, as it would be written.</param>
/// <param name="Range">Allowed values in words, e.g. <c>a whole number from 2 to 5000</c>.</param>
/// <param name="Meaning">One sentence.</param>
public sealed record StrategyParameter(string Name, string Default, string Range, string Meaning);
