using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Alpaca;

/// <summary>Many orders by Alpaca's protocol while everything goes wrong that can.</summary>
internal sealed class AlpacaFaultScriptTests
{
    [TestCase(1UL), TestCase(2UL)]
    public Task Script_OfEveryFault_OrdersFillsAndHoldingsAreTheLedgers(ulong seed) => FaultScriptRun.OfAsync(VenueCases.Alpaca, seed);
}
