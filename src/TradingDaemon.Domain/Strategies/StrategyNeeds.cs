namespace TradingDaemon.Domain.Strategies;

/// <summary>What a strategy wants to be called for.</summary>
/// <param name="EveryEvent">True: on every validated quote and trade. False: only when its bar closes.</param>
/// <param name="BarInterval">Bar length it needs built, or zero for none.</param>
/// <param name="WarmUpObservations">Observations (bars, or quotes without bars) before its first signal can come.</param>
public readonly record struct StrategyNeeds(bool EveryEvent, TimeSpan BarInterval, int WarmUpObservations);
