using System.Globalization;
using System.Text.Json;
using TradingDaemon.Sandbox.Alpaca.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Alpaca;

/// <summary>What is traded and when. Unlike the venue, this market never closes: it is of use at any hour.</summary>
internal sealed class AlpacaAssets(ExchangeParts exchange, AlpacaMarkets markets)
{
    private const int DaysMax = 4_000;
    private const int DaysUsual = 30;

    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    public Reply All(ApiRequest request)
    {
        var (status, of) = (request.Query("status"), request.Query("asset_class") ?? "us_equity");
        return AlpacaJson.Reply(json => AlpacaJson.WriteList(json, markets.All.Where(market => status is null or "active" && market.Class == of), market => Write(json, market)));
    }

    public Reply One(string symbol) => markets.Find(symbol) is { } market ? AlpacaJson.Reply(json => Write(json, market)) : AlpacaJson.Refusal(new AlpacaError(404, 40410000, $"asset not found for {symbol}"));

    public Reply Contract(string symbol) => markets.Find(symbol) is { Class: AlpacaMarket.Options } market ? AlpacaJson.Reply(json => WriteContract(json, market)) : AlpacaJson.Refusal(new AlpacaError(404, 40410000, $"option contract not found for {symbol}"));

    public Reply Clock() => AlpacaJson.Reply(json => AlpacaJson.WriteObject(json, () =>
    {
        var now = TimeZoneInfo.ConvertTime(exchange.Now, NewYork);
        var midnight = now.Date.AddDays(1);
        var next = new DateTimeOffset(midnight, NewYork.GetUtcOffset(midnight));
        json.WriteString("timestamp", now.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture));
        json.WriteBoolean("is_open", true);
        json.WriteString("next_open", next.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        json.WriteString("next_close", next.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
    }));

    public Reply Calendar(ApiRequest request)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(exchange.Now, NewYork).Date);
        var (start, end) = (Date(request.Query("start")) ?? today, Date(request.Query("end")) ?? today.AddDays(DaysUsual));
        if (end < start) return AlpacaJson.Refusal(AlpacaErrors.Parameter("end is before start"));
        var days = Enumerable.Range(0, Math.Min(DaysMax, end.DayNumber - start.DayNumber + 1)).Select(start.AddDays);
        return AlpacaJson.Reply(json => AlpacaJson.WriteList(json, days, day => AlpacaJson.WriteObject(json, () =>
        {
            json.WriteString("date", day.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("open", "00:00");
            json.WriteString("close", "24:00");
            json.WriteString("session_open", "0000");
            json.WriteString("session_close", "2400");
        })));
    }

    private static DateOnly? Date(string? text) => AlpacaTimes.Read(text) is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : null;

    private void Write(Utf8JsonWriter json, AlpacaMarket market) => AlpacaJson.WriteObject(json, () =>
    {
        json.WriteString("id", AlpacaNames.Asset(market.Index));
        json.WriteString("class", market.Class);
        json.WriteString("exchange", market.IsCoin ? "CRYPTO" : "NASDAQ");
        json.WriteString("symbol", market.Symbol);
        json.WriteString("name", market.IsCoin ? $"{market.Symbol} pair" : market.Symbol);
        json.WriteString("status", "active");
        json.WriteBoolean("tradable", !exchange.Floor.Enter(market.Symbol, static (floor, symbol, _) => floor.Exchange.Operator.IsHalted(symbol)));
        json.WriteBoolean("marginable", !market.IsCoin);
        json.WriteBoolean("shortable", market.Rules.Shortable);
        json.WriteBoolean("easy_to_borrow", market.Rules.Shortable);
        json.WriteBoolean("fractionable", true);
        if (!market.IsCoin)
        {
            json.WriteNumber("maintenance_margin_requirement", 30);
            return;
        }

        json.WriteAmount("min_order_size", market.Rules.LotSize);
        json.WriteAmount("min_trade_increment", market.Rules.LotSize);
        json.WriteAmount("price_increment", market.Rules.TickSize);
    });

    // Root, six digits of the day, C or P, and the strike in thousandths in eight digits.
    private void WriteContract(Utf8JsonWriter json, AlpacaMarket market) => AlpacaJson.WriteObject(json, () =>
    {
        var (symbol, isHalted) = (market.Symbol, exchange.Floor.Enter(market.Symbol, static (floor, symbol, _) => floor.Exchange.Operator.IsHalted(symbol)));
        var (root, day, strike) = (symbol[..^15], symbol[^15..^9], decimal.Parse(symbol[^8..], CultureInfo.InvariantCulture) / 1_000m);
        json.WriteString("id", AlpacaNames.Asset(market.Index));
        json.WriteString("symbol", symbol);
        json.WriteString("name", symbol);
        json.WriteString("status", "active");
        json.WriteBoolean("tradable", !isHalted);
        json.WriteString("expiration_date", $"20{day[..2]}-{day[2..4]}-{day[4..]}");
        json.WriteString("root_symbol", root);
        json.WriteString("underlying_symbol", root);
        json.WriteString("type", symbol[^9] == 'C' ? "call" : "put");
        json.WriteString("style", "american");
        json.WriteString("strike_price", strike.ToString("0.###", CultureInfo.InvariantCulture));
        json.WriteString("multiplier", "100");
        json.WriteString("size", "100");
    });
}
