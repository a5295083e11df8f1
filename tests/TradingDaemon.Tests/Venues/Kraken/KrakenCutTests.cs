using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Kraken;

/// <summary>Kraken's streams, cut again and again.</summary>
internal sealed class KrakenCutTests
{
    [Test]
    public Task Cut_AgainAndAgain_MissesNoFillAndKeepsToTheSchedule() => CutRun.OfAsync(VenueCases.Kraken);
}
