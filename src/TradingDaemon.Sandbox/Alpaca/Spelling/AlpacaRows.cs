using System.Text.Json;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Floor;

namespace TradingDaemon.Sandbox.Alpaca.Spelling;

/// <summary>Trades, quotes, bars and books in Alpaca's short names, for answers and, with their kind and symbol before, for frames.</summary>
internal static class AlpacaRows
{
    public static void WriteTrade(Utf8JsonWriter json, PrintedTrade trade, AlpacaMarket market, TimeSpan clockOffset, bool isFrame = false) => AlpacaJson.WriteObject(json, () =>
    {
        if (isFrame) WriteHead(json, "t", market);
        json.WriteNumber("i", trade.Id);
        if (!market.IsCoin) json.WriteString("x", "V");
        AlpacaJson.WriteFigure(json, "p", trade.Price);
        AlpacaJson.WriteFigure(json, "s", trade.Quantity);
        json.WriteString("t", AlpacaJson.Moment(trade.At + clockOffset));
        if (market.IsCoin)
        {
            json.WriteString("tks", trade.Aggressor == Side.Buy ? "B" : "S");
            return;
        }

        json.WriteStartArray("c");
        json.WriteStringValue("@");
        json.WriteEndArray();
        json.WriteString("z", "C");
    });

    public static void WriteBar(Utf8JsonWriter json, PrintedBar bar, AlpacaMarket? ofFrame = null) => AlpacaJson.WriteObject(json, () =>
    {
        if (ofFrame is not null) WriteHead(json, "b", ofFrame);
        json.WriteString("t", bar.Begin.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        AlpacaJson.WriteFigure(json, "o", bar.Open);
        AlpacaJson.WriteFigure(json, "h", bar.High);
        AlpacaJson.WriteFigure(json, "l", bar.Low);
        AlpacaJson.WriteFigure(json, "c", bar.Close);
        AlpacaJson.WriteFigure(json, "v", bar.Volume);
        json.WriteNumber("n", bar.Trades);
        AlpacaJson.WriteFigure(json, "vw", Math.Round(bar.Average, 10));
    });

    /// <summary>Best bid and ask; zero where nobody is.</summary>
    public static Action<Utf8JsonWriter> Quote(ExchangeFloor floor, AlpacaMarket market, DateTimeOffset at, bool isFrame = false)
    {
        var (bid, ask) = (Best(floor, market, Side.Buy), Best(floor, market, Side.Sell));
        return json => AlpacaJson.WriteObject(json, () =>
        {
            if (isFrame) WriteHead(json, "q", market);
            if (!market.IsCoin) json.WriteString("bx", "V");
            AlpacaJson.WriteFigure(json, "bp", bid.Price);
            AlpacaJson.WriteFigure(json, "bs", bid.Size);
            if (!market.IsCoin) json.WriteString("ax", "V");
            AlpacaJson.WriteFigure(json, "ap", ask.Price);
            AlpacaJson.WriteFigure(json, "as", ask.Size);
            json.WriteString("t", AlpacaJson.Moment(at));
            if (market.IsCoin) return;
            json.WriteStartArray("c");
            json.WriteStringValue("R");
            json.WriteEndArray();
            json.WriteString("z", "C");
        });
    }

    /// <summary>That trading of a share is halted, or goes on.</summary>
    public static Action<Utf8JsonWriter> Status(AlpacaMarket market, bool isHalted, DateTimeOffset at) => json => AlpacaJson.WriteObject(json, () =>
    {
        WriteHead(json, "s", market);
        json.WriteString("sc", isHalted ? "H" : "T");
        json.WriteString("sm", isHalted ? "Trading Halt" : "Trading Resumption");
        json.WriteString("rc", isHalted ? "T12" : "");
        json.WriteString("rm", isHalted ? "Trading Halted; For information requested by NASDAQ" : "");
        json.WriteString("t", AlpacaJson.Moment(at));
        json.WriteString("z", "C");
    });

    /// <summary>The whole book.</summary>
    public static Action<Utf8JsonWriter> Book(ExchangeFloor floor, AlpacaMarket market, DateTimeOffset at) => Book(floor.Depth(market.Index, Side.Buy), floor.Depth(market.Index, Side.Sell), market, at, null);

    /// <summary>Levels of a book; a size of 0 is a level that is gone.</summary>
    /// <param name="bids">Levels.</param>
    /// <param name="asks">Levels.</param>
    /// <param name="market">Of what.</param>
    /// <param name="at">The exchange's clock as it is told.</param>
    /// <param name="isWhole">Whether a frame tells all of it, or what changed; null: it is no frame.</param>
    public static Action<Utf8JsonWriter> Book(IReadOnlyList<DepthLevel> bids, IReadOnlyList<DepthLevel> asks, AlpacaMarket market, DateTimeOffset at, bool? isWhole) => json => AlpacaJson.WriteObject(json, () =>
    {
        if (isWhole is not null) WriteHead(json, "o", market);
        json.WriteString("t", AlpacaJson.Moment(at));
        foreach (var (name, levels) in new[] { ("b", bids), ("a", asks) })
        {
            json.WritePropertyName(name);
            AlpacaJson.WriteList(json, levels, level => AlpacaJson.WriteObject(json, () =>
            {
                AlpacaJson.WriteFigure(json, "p", level.Price);
                AlpacaJson.WriteFigure(json, "s", level.Size);
            }));
        }

        if (isWhole is true) json.WriteBoolean("r", true);
    });

    public static DepthLevel Best(ExchangeFloor floor, AlpacaMarket market, Side side) => floor.Depth(market.Index, side) is [var best, ..] ? best : default;

    private static void WriteHead(Utf8JsonWriter json, string kind, AlpacaMarket market)
    {
        json.WriteString("T", kind);
        json.WriteString("S", market.Symbol);
    }
}
