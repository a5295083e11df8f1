using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.CoinSpot;

/// <summary>Many orders by CoinSpot's protocol while everything goes wrong that can.</summary>
internal sealed class CoinSpotFaultScriptTests
{
    [Test]
    public Task Script_OfEveryFault_OrdersFillsAndHoldingsAreTheLedgers() => FaultScriptRun.OfAsync(VenueCases.CoinSpot);
}
