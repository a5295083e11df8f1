using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Alpaca;

/// <summary>Alpaca's streams, cut again and again.</summary>
internal sealed class AlpacaCutTests
{
    [Test]
    public Task Cut_AgainAndAgain_MissesNoFillAndKeepsToTheSchedule() => CutRun.OfAsync(VenueCases.Alpaca);
}
