using System.Globalization;
using System.Text.Json;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Coinbase.Spelling;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Coinbase;

/// <summary>What is told of the market over HTTP.</summary>
internal sealed class CoinbaseMarket(ExchangeParts exchange, PairTable<CoinbaseProduct> products)
{
    private const int CandlesMax = 350;
    private const int TradesMax = 1_000;
    private static readonly Dictionary<string, int> Minutes = new(StringComparer.Ordinal)
    {
        ["ONE_MINUTE"] = 1, ["FIVE_MINUTE"] = 5, ["FIFTEEN_MINUTE"] = 15, ["THIRTY_MINUTE"] = 30, ["ONE_HOUR"] = 60, ["TWO_HOUR"] = 120, ["FOUR_HOUR"] = 240, ["SIX_HOUR"] = 360, ["ONE_DAY"] = 1_440,
    };

    public Reply Time(ApiRequest request) => CoinbaseJson.Object(json =>
    {
        var now = exchange.Now;
        json.WriteString("iso", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("epochSeconds", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        json.WriteString("epochMillis", now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
    });

    public Reply Products(ApiRequest request)
    {
        var asked = request.Query("product_ids")?.Split(',');
        CoinbaseProduct[] told = request.Query("product_type") is null or "" or "SPOT" or "UNKNOWN_PRODUCT_TYPE" ? [.. products.All.Where(product => asked is null || asked.Contains(product.Id))] : [];
        var (skip, count) = (Count(request, "offset", 0), Count(request, "limit", int.MaxValue));
        return exchange.Floor.Enter(told, (floor, told, now) => CoinbaseJson.Object(json =>
        {
            json.WriteEach("products", told.Skip(skip).Take(count), product => WriteProduct(json, floor, product, now));
            json.WriteNumber("num_products", told.Length);
        }));
    }

    public Reply Product(string id) => Of(id, (floor, product, now) => CoinbaseJson.Object(json => WriteProduct(json, floor, product, now)));

    public Reply Book(ApiRequest request) => Of(request.Query("product_id"), (floor, product, now) => CoinbaseJson.Object(json =>
    {
        var (bids, asks) = (floor.Depth(product.Index, Side.Buy), floor.Depth(product.Index, Side.Sell));
        json.WriteObject("pricebook", book => WriteBook(book, floor, product, Count(request, "limit", ExchangeFloor.LevelsMax)));
        var (spread, middle) = bids is [var bid, ..] && asks is [var ask, ..] ? (ask.Price - bid.Price, (ask.Price + bid.Price) / 2m) : (0m, 0m);
        json.WriteAmount("last", floor.Tapes[product.Index].Last?.Price ?? middle);
        json.WriteAmount("mid_market", middle);
        json.WriteAmount("spread_bps", middle > 0m ? Math.Round(spread / middle * 10_000m, 12) : 0m);
        json.WriteAmount("spread_absolute", spread);
    }));

    public Reply BestBidAsk(ApiRequest request)
    {
        var asked = request.Query("product_ids")?.Split(',');
        return exchange.Floor.Enter(asked, (floor, asked, _) => CoinbaseJson.Object(json => json.WriteEach("pricebooks", products.All.Where(product => asked is null || asked.Contains(product.Id)), product => WriteBook(json, floor, product, 1))));
    }

    public Reply Candles(ApiRequest request, string id)
    {
        if (!Minutes.TryGetValue(request.Query("granularity") ?? "", out var minutes)) return CoinbaseErrors.Invalid("granularity");
        if (Seconds(request, "start") is not { } start || Seconds(request, "end") is not { } end || start > end) return CoinbaseErrors.Invalid("start and end");
        var most = Math.Min(CandlesMax, Count(request, "limit", CandlesMax));
        if ((end - start) / (60m * minutes) > CandlesMax) return CoinbaseErrors.Invalid($"number of candles requested should be less than {CandlesMax}");
        return Of(id, (floor, product, now) => CoinbaseJson.Object(json =>
        {
            var bars = floor.Tapes[product.Index].Bars(TimeSpan.FromMinutes(minutes), now, 100_000)
                .Where(bar => bar.Trades > 0 && (bar.Begin + floor.ClockOffset).ToUnixTimeSeconds() is var begin && begin >= start && begin <= end); // intervals without a trade are left out
            json.WriteEach("candles", bars.Reverse().Take(most), bar =>
            {
                json.WriteString("start", (bar.Begin + floor.ClockOffset).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
                foreach (var (name, amount) in new[] { ("low", bar.Low), ("high", bar.High), ("open", bar.Open), ("close", bar.Close), ("volume", bar.Volume) }) json.WriteAmount(name, amount);
            });
        }));
    }

    public Reply Ticker(ApiRequest request, string id) => Of(id, (floor, product, _) => CoinbaseJson.Object(json =>
    {
        json.WriteEach("trades", floor.Tapes[product.Index].Trades.Reverse().Take(Math.Min(TradesMax, Count(request, "limit", 100))), trade =>
        {
            json.WriteString("trade_id", trade.Id.ToString(CultureInfo.InvariantCulture));
            json.WriteString("product_id", product.Id);
            json.WriteAmount("price", trade.Price);
            json.WriteAmount("size", trade.Quantity);
            json.WriteString("time", CoinbaseJson.Time(trade.At + floor.ClockOffset));
            json.WriteString("side", trade.Aggressor == Side.Buy ? "SELL" : "BUY"); // the maker's
            json.WriteTexts("", "bid", "ask");
            json.WriteString("exchange", "coinbase");
        });
        json.WriteAmount("best_bid", BestOf(floor, product, Side.Buy).Price);
        json.WriteAmount("best_ask", BestOf(floor, product, Side.Sell).Price);
    }));

    private static void WriteBook(Utf8JsonWriter json, ExchangeFloor floor, CoinbaseProduct product, int count)
    {
        json.WriteString("product_id", product.Id);
        foreach (var (name, side) in new[] { ("bids", Side.Buy), ("asks", Side.Sell) })
        {
            json.WriteEach(name, floor.Depth(product.Index, side).Take(count), level =>
            {
                json.WriteAmount("price", level.Price);
                json.WriteAmount("size", level.Size);
            });
        }

        json.WriteString("time", CoinbaseJson.Time(floor.Markets[product.Index].At + floor.ClockOffset));
    }

    private static void WriteProduct(Utf8JsonWriter json, ExchangeFloor floor, CoinbaseProduct product, DateTimeOffset now)
    {
        var (rules, tape, isHalted) = (product.Rules, floor.Tapes[product.Index], floor.Exchange.Operator.IsHalted(product.Symbol));
        var day = tape.Since(now.AddDays(-1));
        var last = tape.Last?.Price ?? BestOf(floor, product, Side.Buy).Price;
        json.WriteString("product_id", product.Id);
        json.WriteAmount("price", last);
        json.WriteAmount("price_percentage_change_24h", day is { Open: > 0m } ? Math.Round((last / day.Open * 100m) - 100m, 8) : 0m);
        json.WriteAmount("volume_24h", day?.Volume ?? 0m);
        json.WriteString("volume_percentage_change_24h", "0");
        json.WriteAmount("base_increment", rules.LotSize);
        json.WriteAmount("quote_increment", rules.TickSize);
        json.WriteAmount("quote_min_size", rules.MinNotional);
        json.WriteString("quote_max_size", "150000000");
        json.WriteAmount("base_min_size", rules.LotSize);
        json.WriteString("base_max_size", "1000000");
        json.WriteString("base_name", rules.Base);
        json.WriteString("quote_name", rules.Quote);
        json.WriteNots("watched", "is_disabled", "new");
        json.WriteString("status", "online");
        json.WriteNots("cancel_only", "limit_only", "post_only");
        json.WriteBoolean("trading_disabled", isHalted);
        json.WriteNots("auction_mode", "view_only", "is_alpha_testing");
        json.WriteString("product_type", "SPOT");
        json.WriteString("quote_currency_id", rules.Quote);
        json.WriteString("base_currency_id", rules.Base);
        json.WriteNull("fcm_trading_session_details");
        json.WriteNone("alias_to");
        json.WriteString("base_display_symbol", rules.Base);
        json.WriteString("quote_display_symbol", rules.Quote);
        json.WriteAmount("price_increment", rules.TickSize);
        json.WriteString("display_name", product.Id);
        json.WriteString("product_venue", "CBE");
        json.WriteAmount("approximate_quote_24h_volume", Math.Round(day?.Value ?? 0m, 2));
        json.WriteString("new_at", "2023-01-01T00:00:00Z");
        json.WriteTexts("", "mid_market_price", "alias", "market_cap", "base_cbrn", "quote_cbrn", "product_cbrn", "icon_color", "icon_url", "display_name_overwrite", "about_description", "best_bid_price", "best_ask_price");
    }

    private static DepthLevel BestOf(ExchangeFloor floor, CoinbaseProduct product, Side side) => floor.Depth(product.Index, side) is [var best, ..] ? best : default;

    private static int Count(ApiRequest request, string name, int usual) => int.TryParse(request.Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : usual;

    private static long? Seconds(ApiRequest request, string name) => long.TryParse(request.Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private Reply Of(string? id, Func<ExchangeFloor, CoinbaseProduct, DateTimeOffset, Reply> answer) =>
        products.Find(id) is { } product ? exchange.Floor.Enter((product, answer), static (floor, what, now) => what.answer(floor, what.product, now)) : CoinbaseErrors.NotFound($"ProductID \"{id}\" could not be found");
}
