using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Engine.Emergency;

/// <summary>Which orders close what a venue says is held, the largest risk first, each within the slippage cap; and what is left.</summary>
/// <param name="Closes">In the order they are sent.</param>
/// <param name="Left">Holdings nothing is done about.</param>
public sealed record LiquidationPlan(ImmutableArray<PlannedClose> Closes, ImmutableArray<LeftHolding> Left)
{
    /// <summary>Makes the plan. No order of it is larger than its holding or what the venue takes at once, or on the holding's own side.</summary>
    public static LiquidationPlan Make(LiquidationScene scene)
    {
        var closes = new List<PlannedClose>();
        var left = ImmutableArray.CreateBuilder<LeftHolding>();
        foreach (var (name, net) in scene.NetBase)
        {
            if (net == 0m) continue;
            var symbol = new Symbol(name);
            if (scene.Barred.TryGetValue(name, out var barred)) left.Add(new(symbol, net, barred));
            else if (scene.Catalog.Find(symbol) is not { } instrument) left.Add(new(symbol, net, LeftReason.UnknownInstrument));
            else if (instrument.IsDust(net, priceQuote: null)) left.Add(new(symbol, net, LeftReason.Dust));
            else if (!scene.Touches.TryGetValue(name, out var touch) || touch.Bid <= 0m || touch.Ask <= 0m) left.Add(new(symbol, net, LeftReason.NoTouch));
            else if (instrument.IsDust(net, ExitPrice(net, touch))) left.Add(new(symbol, net, LeftReason.Dust));
            else if (Close(scene, instrument, net, touch) is { } close) closes.Add(close);
            else left.Add(new(symbol, net, scene.KeepBase.GetValueOrDefault(name) > 0m ? LeftReason.Remaining : LeftReason.Dust));
        }

        return new([.. closes.OrderByDescending(static close => close.Risk ?? decimal.MaxValue).ThenBy(static close => close.Instrument.Symbol)], left.ToImmutable());
    }

    // Null when this stage asks for less than the venue takes, or would leave less: the next one takes it along.
    private static PlannedClose? Close(LiquidationScene scene, Instrument instrument, decimal net, (decimal Bid, decimal Ask) touch)
    {
        var keep = Math.Max(0m, scene.KeepBase.GetValueOrDefault(instrument.Symbol.Text));
        var exit = ExitPrice(net, touch);
        var side = net > 0m ? OrderSide.Sell : OrderSide.Buy;
        var limit = Limit(scene, instrument, side, exit);
        if (limit <= 0m) return null;
        var quantity = instrument.ExitPiece(Math.Max(0m, Math.Abs(net) - keep), Math.Max(limit ?? exit, exit));
        var isRestTooSmall = keep > 0m && instrument.FloorToLot(Math.Abs(net) - quantity) > 0m && instrument.IsDust(Math.Abs(net) - quantity, exit);
        if (isRestTooSmall || instrument.IsDust(quantity, limit ?? exit)) return null;
        return new(instrument, side, quantity, limit, touch.Bid, touch.Ask, Risk(scene, instrument, quantity, exit));
    }

    // Rounded towards the touch, so that the cap holds on any tick grid.
    private static decimal? Limit(LiquidationScene scene, Instrument instrument, OrderSide side, decimal exit)
    {
        var step = scene.Steps.GetValueOrDefault(instrument.Symbol.Text, ClosingStep.AtCap);
        if (step == ClosingStep.Market) return null;
        var slippage = step == ClosingStep.AtCap ? scene.SlippageMaxFraction : 0m;
        return side == OrderSide.Sell ? instrument.CeilingToTick(exit * (1m - slippage)) : instrument.FloorToTick(exit * (1m + slippage));
    }

    private static decimal ExitPrice(decimal net, (decimal Bid, decimal Ask) touch) => net > 0m ? touch.Bid : touch.Ask;

    // By the venue's own prices alone: the quote currency is the account's, or the base is, or some instrument converts it.
    private static decimal? Risk(LiquidationScene scene, Instrument instrument, decimal quantity, decimal exit)
    {
        var notional = instrument.Notional(exit, quantity);
        if (instrument.Quote == scene.Account) return notional;
        if (instrument.Base == scene.Account) return quantity * instrument.Multiplier;
        foreach (var bridge in scene.Catalog.All)
        {
            if (!scene.Touches.TryGetValue(bridge.Symbol.Text, out var touch)) continue;
            if (bridge.Base == instrument.Quote && bridge.Quote == scene.Account) return notional * touch.Bid;
            if (bridge.Quote == instrument.Quote && bridge.Base == scene.Account) return notional / touch.Ask;
        }

        return null;
    }
}
