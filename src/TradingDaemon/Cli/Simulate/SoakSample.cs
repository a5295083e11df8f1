using System.Collections.Immutable;

namespace TradingDaemon.Cli.Simulate;

/// <summary>What the process held at one moment of a long run.</summary>
/// <param name="At">Virtual time since the start.</param>
/// <param name="HeapBytes">Managed memory after a full collection.</param>
/// <param name="ResidentBytes">Memory of the process.</param>
/// <param name="Handles">Open file descriptors.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Gauges">The collections that are watched, each with its size and its cap.</param>
internal sealed record SoakSample(TimeSpan At, long HeapBytes, long ResidentBytes, int Handles, int Threads, ImmutableArray<(string Name, long Count, long Max)> Gauges);
