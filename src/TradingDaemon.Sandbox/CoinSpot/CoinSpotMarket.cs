using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.CoinSpot;

/// <summary>What anybody may ask. A coin and its market stand in the path.</summary>
internal sealed class CoinSpotMarket(ExchangeParts exchange, PairTable<CoinSpotCoin> coins)
{
    private const int LevelsMax = 20;
    private const int TradesMax = 100;

    /// <summary>Prices of every market, or of one.</summary>
    public Reply Latest(CoinSpotPath path) => path.Coin is null
        ? Told(json =>
        {
            json.WriteStartObject("prices");
            foreach (var coin in coins.All) WritePrices(json, coin.LatestKey, coin);
            json.WriteEndObject();
        })
        : Of(path, coin => Told(json => WritePrices(json, "prices", coin)));

    /// <summary>What one coin costs, or brings.</summary>
    public Reply Price(CoinSpotPath path, Side side) => Of(path, coin => CoinSpotJson.Ok(json =>
    {
        json.WritePrice("rate", Touch(coin, side == Side.Buy ? Side.Sell : Side.Buy));
        json.WriteString("market", coin.Market);
    }));

    /// <summary>The book: bids under <c>buyorders</c>.</summary>
    public Reply Book(CoinSpotPath path) => Of(path, coin => CoinSpotJson.Ok(json =>
    {
        foreach (var (name, side) in new[] { ("buyorders", Side.Buy), ("sellorders", Side.Sell) })
            json.WriteEach(name, exchange.Floor.Enter((coin.Index, side), static (floor, what, _) => floor.Depth(what.Index, what.side)).Take(LevelsMax), level => WriteRow(json, coin, level.Size, level.Price));
    }));

    /// <summary>The newest trades, by the side that took, or all in one list.</summary>
    public Reply Trades(CoinSpotPath path, bool isSummary) => Of(path, coin => CoinSpotJson.Ok(json =>
    {
        PrintedTrade[] newest = [.. exchange.Floor.Enter(coin.Index, static (floor, index, _) => floor.Tapes[index].Trades.ToArray()).Reverse().Take(TradesMax)];
        foreach (var (name, side) in isSummary ? [("orders", (Side?)null)] : new[] { ("buyorders", (Side?)Side.Buy), ("sellorders", Side.Sell) })
            json.WriteEach(name, newest.Where(trade => side is null || trade.Aggressor == side), trade =>
            {
                WriteRow(json, coin, trade.Quantity, trade.Price);
                json.WriteMoment("solddate", trade.At + exchange.Faults.ClockOffset);
            });
    }));

    /// <summary>Best price of a side; zero when nobody is there.</summary>
    public decimal Touch(CoinSpotCoin coin, Side side) => exchange.Floor.Enter((coin.Index, side), static (floor, what, _) => floor.Depth(what.Index, what.side) is [var best, ..] ? best.Price : 0m);

    /// <summary>The newest price; before the first trade the middle of the book, and zero before there is one.</summary>
    public decimal Last(CoinSpotCoin coin)
    {
        if (exchange.Floor.Enter(coin.Index, static (floor, index, _) => floor.Tapes[index].Last) is { } trade) return trade.Price;
        var (bid, ask) = (Touch(coin, Side.Buy), Touch(coin, Side.Sell));
        return bid > 0m && ask > 0m ? (bid + ask) / 2m : 0m;
    }

    private Reply Of(CoinSpotPath path, Func<CoinSpotCoin, Reply> answer) => coins.Find(path.Coin, path.Market) is { } coin ? answer(coin) : CoinSpotErrors.Reply(ApiError.UnknownInstrument);

    private void WritePrices(Utf8JsonWriter json, string name, CoinSpotCoin coin)
    {
        json.WriteStartObject(name);
        json.WritePrice("bid", Touch(coin, Side.Buy));
        json.WritePrice("ask", Touch(coin, Side.Sell));
        json.WritePrice("last", Last(coin));
        json.WriteEndObject();
    }

    // The prices' answer has no message.
    private static Reply Told(Action<Utf8JsonWriter> write) => new(200, JsonBytes.Of(write, static (json, write) =>
    {
        json.WriteString("status", "ok");
        write(json);
    }));

    private static void WriteRow(Utf8JsonWriter json, CoinSpotCoin coin, decimal amount, decimal rate)
    {
        json.WriteFigure("amount", amount);
        json.WriteFigure("rate", rate);
        json.WriteFigure("total", amount * rate);
        json.WriteString("coin", coin.Coin);
        json.WriteString("market", coin.Market);
    }
}
