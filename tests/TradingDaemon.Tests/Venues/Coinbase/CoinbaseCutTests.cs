using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Coinbase;

/// <summary>Coinbase's streams, cut again and again.</summary>
internal sealed class CoinbaseCutTests
{
    [Test]
    public Task Cut_AgainAndAgain_MissesNoFillAndKeepsToTheSchedule() => CutRun.OfAsync(VenueCases.Coinbase);
}
