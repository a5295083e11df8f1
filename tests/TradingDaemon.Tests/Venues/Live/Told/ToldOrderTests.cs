using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Tests.Venues.Live.Told;

[TestFixture]
internal sealed class ToldOrderTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(56);

    /// <summary>Bug: an order a venue failed after a part was refused as a whole, which no order with fills can be: it never ended, and its reserve stayed taken.</summary>
    [TestCase(0.5, typeof(VenueEvent.CancelDone)), TestCase(0.0, typeof(VenueEvent.Refused))]
    public void Failed_WithAndWithoutAPartFilled_EndsWithItOrIsRefused(double filled, Type expected)
    {
        var told = new ToldOrder(Orders.Id(1).Text, "v", new Symbol("BTC/USD"), OrderSide.Buy, OrderStatus.Rejected, 1m, (decimal)filled);
        var (heard, found) = (told.ToEvent(Now), told.ToReport().ToFound(Orders.Id(1), Now));
        Assert.That((heard?.GetType(), found.GetType()), Is.EqualTo((expected, expected)));
        if (filled > 0) Assert.That(((heard as VenueEvent.CancelDone)?.FilledBase, (found as VenueEvent.CancelDone)?.FilledBase), Is.EqualTo(((decimal?)filled, (decimal?)filled)));
    }
}
