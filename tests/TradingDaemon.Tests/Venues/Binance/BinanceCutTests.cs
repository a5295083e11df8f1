using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Binance;

/// <summary>Binance's streams, cut again and again.</summary>
internal sealed class BinanceCutTests
{
    [Test]
    public Task Cut_AgainAndAgain_MissesNoFillAndKeepsToTheSchedule() => CutRun.OfAsync(VenueCases.Binance);
}
