using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Kraken;

/// <summary>Many orders by Kraken's protocol while everything goes wrong that can.</summary>
internal sealed class KrakenFaultScriptTests
{
    [Test]
    public Task Script_OfEveryFault_OrdersFillsAndHoldingsAreTheLedgers() => FaultScriptRun.OfAsync(VenueCases.Kraken);

    /// <summary>The history of trades does not say what a fee is in: the order does.</summary>
    [Test]
    public Task Script_WithFeesInBase_OrdersFillsAndHoldingsAreTheLedgers()
    {
        Wanted.OnlyWhenLong("the same script with fees paid otherwise");
        return FaultScriptRun.OfAsync(VenueCases.KrakenInBase);
    }
}
