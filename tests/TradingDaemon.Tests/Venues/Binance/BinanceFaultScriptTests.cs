using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Binance;

/// <summary>Many orders by Binance's protocol while everything goes wrong that can.</summary>
internal sealed class BinanceFaultScriptTests
{
    [Test]
    public Task Script_OfEveryFault_OrdersFillsAndHoldingsAreTheLedgers() => FaultScriptRun.OfAsync(VenueCases.Binance);

    [Test]
    public Task Script_WithFeesOutOfWhatIsBought_OrdersFillsAndHoldingsAreTheLedgers() => PaidOtherwiseAsync(VenueCases.BinanceInBase);

    [Test]
    public Task Script_WithFeesInAThirdCoin_OrdersFillsAndHoldingsAreTheLedgers() => PaidOtherwiseAsync(VenueCases.BinanceInThird);

    private static Task PaidOtherwiseAsync(VenueCase paid)
    {
        Wanted.OnlyWhenLong("the same script with fees paid otherwise");
        return FaultScriptRun.OfAsync(paid);
    }
}
