using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Evaluation;

/// <summary>What is wrong with a strategy's configuration.</summary>
/// <param name="Strategy">Whose.</param>
/// <param name="Text">One sentence, in the configuration's words.</param>
/// <param name="IsFatal">True: it was not loaded. False: it was loaded without the part named.</param>
public sealed record SpecFault(StrategyId Strategy, string Text, bool IsFatal);
