using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Floor;

/// <summary>Hears what happens on the floor, in order, one thing at a time, while the floor is held: it must be quick, and may ask the floor but not change it.</summary>
internal interface IFloorListener
{
    /// <summary>An order is now so.</summary>
    void OnOrder(in OrderView order);

    /// <summary>An account's trade, or its reversal.</summary>
    void OnExecution(Execution execution, TimeSpan clockOffset);

    /// <summary>What can be traded against changed: the outside market or the resting orders.</summary>
    void OnBook(int instrument);

    /// <summary>A trade printed.</summary>
    void OnTrade(in PrintedTrade trade);
}
