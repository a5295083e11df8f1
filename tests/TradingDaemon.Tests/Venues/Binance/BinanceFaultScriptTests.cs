using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Binance;

/// <summary>Many orders by Binance's protocol while everything goes wrong that can.</summary>
internal sealed class BinanceFaultScriptTests
{
    [TestCase(1UL), TestCase(2UL)]
    public Task Script_OfEveryFault_OrdersFillsAndHoldingsAreTheLedgers(ulong seed) => FaultScriptRun.OfAsync(VenueCases.Binance, seed);
}
