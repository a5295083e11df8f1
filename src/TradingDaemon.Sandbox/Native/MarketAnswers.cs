using System.Text.Json;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Native;

/// <summary>What anybody may ask.</summary>
internal sealed class MarketAnswers(ExchangeFloor floor)
{
    /// <summary>The exchange's clock.</summary>
    public Reply Time() => floor.Enter(true, static (floor, _, now) => Reply.Of(now + floor.ClockOffset, static (json, now) => json.WriteTime("serverTime", now)));

    /// <summary>What is traded here.</summary>
    public Reply Instruments() => floor.Enter(true, static (floor, _, _) => Reply.Of(floor, static (json, floor) =>
    {
        json.WriteStartArray("instruments");
        for (var i = 0; i < floor.Exchange.Instruments.Count; i++)
        {
            var it = floor.Exchange.Instruments[i];
            json.WriteStartObject();
            json.WriteString("symbol", it.Symbol);
            json.WriteString("base", it.Base);
            json.WriteString("quote", it.Quote);
            json.WriteString("assetClass", it.AssetClass);
            json.WriteAmount("tickSize", it.TickSize);
            json.WriteAmount("lotSize", it.LotSize);
            json.WriteAmount("minNotional", it.MinNotional);
            json.WriteAmount("multiplier", it.Multiplier);
            json.WriteBoolean("shortable", it.Shortable);
            json.WriteString("status", floor.Exchange.Operator.IsHalted(it.Symbol) ? "halted" : "trading");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }));

    /// <summary>Best bid and ask.</summary>
    public Reply Quote(string symbol) => floor.Enter(symbol, static (floor, symbol, _) => floor.Exchange.Instruments.IndexOf(symbol) is >= 0 and var index
        ? Reply.Of((floor, index), static (json, asked) => WriteQuote(json, asked.floor, asked.index))
        : Reply.Of(ApiError.UnknownInstrument, $"'{symbol}' is not traded here."));

    /// <summary>The fields of a quote; an empty side is null.</summary>
    public static void WriteQuote(Utf8JsonWriter json, ExchangeFloor floor, int instrument)
    {
        json.WriteString("symbol", floor.Exchange.Instruments[instrument].Symbol);
        WriteTouch(json, "bid", "bidSize", floor.Depth(instrument, Side.Buy));
        WriteTouch(json, "ask", "askSize", floor.Depth(instrument, Side.Sell));
        json.WriteTime("time", floor.Markets[instrument].At + floor.ClockOffset);
    }

    private static void WriteTouch(Utf8JsonWriter json, string price, string size, IReadOnlyList<DepthLevel> levels)
    {
        json.WriteAmount(price, levels is [var best, ..] ? best.Price : null);
        json.WriteAmount(size, levels is [var first, ..] ? first.Size : null);
    }
}
