namespace TradingDaemon.Domain.Control;

/// <summary>What the engine decides by, checked whole and immutable. What is in it is told where tiers are: a command only carries it.</summary>
public abstract record Rulebook;
