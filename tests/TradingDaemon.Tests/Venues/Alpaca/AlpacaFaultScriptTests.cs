using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Alpaca;

/// <summary>Many orders by Alpaca's protocol while everything goes wrong that can.</summary>
internal sealed class AlpacaFaultScriptTests
{
    [Test]
    public Task Script_OfEveryFault_OrdersFillsAndHoldingsAreTheLedgers() => FaultScriptRun.OfAsync(VenueCases.Alpaca);
}
