using System.Collections.Immutable;

namespace TradingDaemon.Cli.Simulate;

/// <summary>What one long run came to.</summary>
/// <param name="Samples">What the process held, from time to time.</param>
/// <param name="SlopeMegabytesPerHour">Growth of the managed heap over virtual time, by least squares, after the warm-up.</param>
/// <param name="ResidentSlopeMegabytesPerHour">The same of the memory of the process; judged where four hours or more of virtual time follow the warm-up.</param>
/// <param name="SlopeMaxMegabytesPerHour">The bar of either.</param>
/// <param name="Ticks">Market events.</param>
/// <param name="VirtualTime">Time that passed in the world.</param>
/// <param name="Elapsed">Time it took.</param>
/// <param name="Orders">Orders decided.</param>
/// <param name="Fills">Fills.</param>
/// <param name="Crashes">Kills and power losses.</param>
/// <param name="Faults">Everything that is not as it should be; empty when it passed.</param>
internal sealed record SoakReport(
    ImmutableArray<SoakSample> Samples, double SlopeMegabytesPerHour, double ResidentSlopeMegabytesPerHour, double SlopeMaxMegabytesPerHour, long Ticks, TimeSpan VirtualTime, TimeSpan Elapsed, long Orders, long Fills,
    long Crashes, ImmutableArray<string> Faults);
