namespace TradingDaemon.Simulation.Chance;

/// <summary>The daemon was killed at this very step. Nothing of it runs any more; only what is durable is left.</summary>
internal sealed class KilledException() : Exception("The simulated daemon was killed.");
