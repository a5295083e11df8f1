namespace TradingDaemon.Simulation.Tests.World;

/// <summary>The daemon was killed at this very step. Nothing of it runs any more; only what is durable is left.</summary>
internal sealed class Killed() : Exception("killed");
