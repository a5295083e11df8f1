using System.Buffers;
using System.Globalization;
using System.Text.Json;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.CoinGecko;

/// <summary>What can be asked of prices. The exchange knows no supplies: each coin has a million units here.</summary>
internal sealed class CoinGeckoPrices(ExchangeParts exchange, IReadOnlyList<CoinGeckoCoin> coins)
{
    private const decimal Supply = 1_000_000m;
    private const int DaysMax = 365; // what is free goes no further back
    private const int PageUsual = 100;
    private const int PageMax = 250;

    public static Reply Ping(ApiRequest request) => new(200, JsonBytes.Of(true, static (json, _) => json.WriteString("gecko_says", "(V3) To the Moon!")));

    /// <summary>Prices by coin and currency; an unknown coin is not there, one without a price is empty.</summary>
    public Reply Simple(ApiRequest request)
    {
        if (request.Query("ids") is not { Length: > 0 } ids) return CoinGeckoErrors.InWords(422, "Missing parameter ids");
        if (request.Query("vs_currencies") is not { Length: > 0 } currencies) return CoinGeckoErrors.InWords(422, "Missing parameter vs_currencies");
        return new Reply(200, JsonBytes.Of(true, (json, _) =>
        {
            foreach (var id in ids.Split(',').Distinct(StringComparer.Ordinal))
            {
                if (Find(id) is not { } coin) continue;
                json.WriteStartObject(coin.Id);
                foreach (var currency in currencies.Split(',')) WritePrice(json, request, coin, currency);
                json.WriteEndObject();
            }
        }));
    }

    public Reply Currencies(ApiRequest request) => Array(json =>
    {
        foreach (var currency in coins.SelectMany(static coin => coin.Markets.Keys).Distinct(StringComparer.Ordinal)) json.WriteStringValue(currency);
    });

    /// <summary>Every coin there is.</summary>
    public Reply List(ApiRequest request) => Array(json =>
    {
        foreach (var coin in coins)
        {
            json.WriteStartObject();
            WriteNames(json, coin);
            if (request.Query("include_platform") == "true")
            {
                json.WriteStartObject("platforms");
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }
    });

    /// <summary>Coins in a currency, with their day.</summary>
    public Reply Markets(ApiRequest request)
    {
        if (request.Query("vs_currency") is not { Length: > 0 } currency) return CoinGeckoErrors.InWords(422, "Missing parameter vs_currency");
        var asked = request.Query("ids")?.Split(',');
        var (page, count) = (Number(request, "page", 1), Math.Min(Number(request, "per_page", PageUsual), PageMax));
        return Array(json =>
        {
            var rank = 0;
            foreach (var coin in coins.Where(coin => coin.Markets.ContainsKey(currency) && (asked is null || asked.Contains(coin.Id))).Skip((page - 1) * count).Take(count)) WriteMarket(json, coin, currency, ++rank);
        });
    }

    /// <summary>Prices of some days, every minute in which something was traded here.</summary>
    public Reply Chart(ApiRequest request, string id)
    {
        if (Find(id) is not { } coin) return CoinGeckoErrors.InWords(404, "coin not found");
        if (request.Query("vs_currency") is not { } currency || !coin.Markets.TryGetValue(currency, out var index)) return CoinGeckoErrors.InWords(422, "Invalid vs_currency");
        if (!int.TryParse(request.Query("days"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days > DaysMax) return CoinGeckoErrors.Reply("10005");
        var bars = exchange.Floor.Enter((index, days), static (floor, what, now) => floor.Tapes[what.index].Bars(TimeSpan.FromMinutes(5), now, what.days * 288)).Where(static bar => bar.Trades > 0).ToArray();
        return new Reply(200, JsonBytes.Of(true, (json, _) =>
        {
            WritePoints(json, "prices", bars, static bar => bar.Close);
            WritePoints(json, "market_caps", bars, static bar => bar.Close * Supply);
            WritePoints(json, "total_volumes", bars, static bar => bar.Value);
        }));
    }

    private CoinGeckoCoin? Find(string id) => coins.FirstOrDefault(coin => coin.Id == id);

    private void WritePrice(Utf8JsonWriter json, ApiRequest request, CoinGeckoCoin coin, string currency)
    {
        if (!coin.Markets.TryGetValue(currency, out var index) || DayOf(index) is not { Last: > 0m } day) return;
        json.WriteNumber(currency, day.Last);
        if (request.Query("include_market_cap") == "true") json.WriteNumber($"{currency}_market_cap", day.Last * Supply);
        if (request.Query("include_24hr_vol") == "true") json.WriteNumber($"{currency}_24h_vol", day.Value);
        if (request.Query("include_24hr_change") == "true") json.WriteNumber($"{currency}_24h_change", day.ChangePercent);
        if (request.Query("include_last_updated_at") == "true") json.WriteNumber("last_updated_at", day.At.ToUnixTimeSeconds());
    }

    private void WriteMarket(Utf8JsonWriter json, CoinGeckoCoin coin, string currency, int rank)
    {
        var day = DayOf(coin.Markets[currency]);
        json.WriteStartObject();
        WriteNames(json, coin);
        json.WriteString("image", "");
        foreach (var (name, figure) in new[] { ("current_price", day.Last), ("market_cap", day.Last * Supply), ("market_cap_rank", rank), ("fully_diluted_valuation", day.Last * Supply), ("total_volume", day.Value), ("high_24h", day.High), ("low_24h", day.Low), ("price_change_24h", day.Last - day.Open), ("price_change_percentage_24h", day.ChangePercent), ("circulating_supply", Supply), ("total_supply", Supply), ("max_supply", Supply) })
            if (day.Last > 0m) json.WriteNumber(name, figure);
            else json.WriteNull(name);
        json.WriteNull("roi");
        json.WriteString("last_updated", day.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, CoinGeckoCoin coin)
    {
        json.WriteString("id", coin.Id);
        json.WriteString("symbol", coin.Ticker);
        json.WriteString("name", coin.Ticker.ToUpperInvariant());
    }

    // Averages over many venues are the one market there is: its newest trade, else the middle of its book.
    private (decimal Last, decimal Open, decimal High, decimal Low, decimal Value, decimal ChangePercent, DateTimeOffset At) DayOf(int index) => exchange.Floor.Enter(index, static (floor, index, now) =>
    {
        var (tape, market) = (floor.Tapes[index], floor.Markets[index]);
        var middle = market.Bids is [var bid, ..] && market.Asks is [var ask, ..] ? (bid.Price + ask.Price) / 2m : 0m;
        var last = tape.Last is { } trade && trade.At >= market.At ? trade.Price : middle > 0m ? middle : tape.Last?.Price ?? 0m;
        var day = tape.Since(now.AddDays(-1)) ?? PrintedBar.Quiet(now, last);
        return (last, day.Open, day.High, day.Low, day.Value, day.Open > 0m ? Math.Round((last / day.Open - 1m) * 100m, 8) : 0m, market.At + floor.ClockOffset);
    });

    private static void WritePoints(Utf8JsonWriter json, string name, PrintedBar[] bars, Func<PrintedBar, decimal> figure)
    {
        json.WriteStartArray(name);
        foreach (var bar in bars)
        {
            json.WriteStartArray();
            json.WriteNumberValue(bar.Begin.ToUnixTimeMilliseconds());
            json.WriteNumberValue(figure(bar));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static int Number(ApiRequest request, string name, int usual) => int.TryParse(request.Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : usual;

    private static Reply Array(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        write(json);
        json.WriteEndArray();
        json.Flush();
        return new Reply(200, buffer.WrittenSpan.ToArray());
    }
}
