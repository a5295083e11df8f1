using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.CoinSpot;

/// <summary>Many orders by CoinSpot's protocol while everything goes wrong that can.</summary>
internal sealed class CoinSpotFaultScriptTests
{
    [TestCase(1UL), TestCase(2UL)]
    public Task Script_OfEveryFault_OrdersFillsAndHoldingsAreTheLedgers(ulong seed) => FaultScriptRun.OfAsync(VenueCases.CoinSpot, seed);
}
