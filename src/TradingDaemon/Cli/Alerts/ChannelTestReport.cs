using System.Collections.Immutable;

namespace TradingDaemon.Cli.Alerts;

/// <summary>What came of the tests of all channels that were asked for.</summary>
/// <param name="Passed">Whether each of them passed.</param>
/// <param name="Channels">One for each channel.</param>
internal sealed record ChannelTestReport(bool Passed, ImmutableArray<ChannelTest> Channels);
