namespace TradingDaemon.Exchange.Market;

/// <summary>One level of an observed depth snapshot.</summary>
/// <param name="Price">Quote currency per base; above zero.</param>
/// <param name="Size">Displayed units of base; zero or more.</param>
public readonly record struct DepthLevel(decimal Price, decimal Size);
