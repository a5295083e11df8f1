using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Coinbase;

/// <summary>Many orders by Coinbase's protocol while everything goes wrong that can.</summary>
internal sealed class CoinbaseFaultScriptTests
{
    [Test]
    public Task Script_OfEveryFault_OrdersFillsAndHoldingsAreTheLedgers() => FaultScriptRun.OfAsync(VenueCases.Coinbase);
}
