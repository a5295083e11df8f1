using System.Globalization;
using System.Text.Json;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Kraken.Orders;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Kraken;

/// <summary>What anybody may ask over HTTP.</summary>
internal sealed class KrakenMarket(ExchangeParts exchange, PairTable<KrakenPair> pairs)
{
    private const int RowsMax = 720;
    private const int DepthUsual = 100;
    private const decimal NanosecondsFrom = 1_000_000_000_000m; // a number of seconds is smaller for a long time
    private static readonly string[] NoLeverage = ["leverage_buy", "leverage_sell"];
    private static readonly int[] Intervals = [1, 5, 15, 30, 60, 240, 1_440, 10_080, 21_600];

    public Reply Time(ApiRequest request) => KrakenJson.Object(json =>
    {
        json.WriteNumber("unixtime", exchange.Now.ToUnixTimeSeconds());
        json.WriteString("rfc1123", exchange.Now.UtcDateTime.ToString("ddd, dd MMM yy HH:mm:ss +0000", CultureInfo.InvariantCulture));
    });

    public Reply SystemStatus(ApiRequest request) => KrakenJson.Object(json =>
    {
        json.WriteString("status", "online");
        json.WriteString("timestamp", KrakenJson.Rfc3339Second(exchange.Now));
    });

    public Reply Assets(ApiRequest request)
    {
        var asked = request.Parameter("asset")?.Split(',');
        return KrakenJson.Object(json =>
        {
            foreach (var asset in pairs.All.SelectMany(static pair => new[] { pair.Rules.Base, pair.Rules.Quote }).Distinct())
            {
                if (asked is not null && !asked.Contains(KrakenAssets.Id(asset)) && !asked.Contains(KrakenAssets.Short(asset))) continue;
                json.WriteStartObject(KrakenAssets.Id(asset));
                json.WriteString("aclass", "currency");
                json.WriteString("altname", KrakenAssets.Short(asset));
                json.WriteNumber("decimals", KrakenAssets.IsCurrency(asset) ? 4 : KrakenAssets.Decimals);
                json.WriteNumber("display_decimals", KrakenAssets.IsCurrency(asset) ? 2 : 5);
                json.WriteNumber("collateral_value", 1);
                json.WriteString("status", "enabled");
                json.WriteEndObject();
            }
        });
    }

    public Reply AssetPairs(ApiRequest request) => OfPairs(request, isOptional: true, (floor, pair, json) =>
    {
        json.WriteStartObject(pair.Id);
        json.WriteString("altname", pair.AltName);
        json.WriteString("wsname", pair.WsName);
        json.WriteString("aclass_base", "currency");
        json.WriteString("base", KrakenAssets.Id(pair.Rules.Base));
        json.WriteString("aclass_quote", "currency");
        json.WriteString("quote", KrakenAssets.Id(pair.Rules.Quote));
        json.WriteString("lot", "unit");
        json.WriteNumber("cost_decimals", KrakenPair.CostDecimals);
        json.WriteNumber("pair_decimals", pair.PriceDecimals);
        json.WriteNumber("lot_decimals", pair.LotDecimals);
        json.WriteNumber("lot_multiplier", 1);
        foreach (var none in NoLeverage)
        {
            json.WriteStartArray(none);
            json.WriteEndArray();
        }

        WriteFee(json, "fees", pair.Rules.Fees.TakerRate);
        WriteFee(json, "fees_maker", pair.Rules.Fees.MakerRate);
        json.WriteString("fee_volume_currency", "ZUSD");
        json.WriteNumber("margin_call", 80);
        json.WriteNumber("margin_stop", 40);
        json.WriteString("ordermin", JsonBytes.Text(pair.Rules.LotSize));
        json.WriteString("costmin", JsonBytes.Text(pair.Rules.MinNotional));
        json.WriteString("tick_size", JsonBytes.Text(pair.Rules.TickSize));
        json.WriteString("status", floor.Exchange.Operator.IsHalted(pair.Symbol) ? "cancel_only" : "online");
        json.WriteEndObject();
    });

    public Reply Ticker(ApiRequest request) => OfPairs(request, isOptional: true, (floor, pair, json) =>
    {
        var day = KrakenDay.Of(floor, pair.Index, exchange.Clock.GetUtcNow());
        json.WriteStartObject(pair.Id);
        WriteTouch(json, "a", pair, floor.Depth(pair.Index, Side.Sell));
        WriteTouch(json, "b", pair, floor.Depth(pair.Index, Side.Buy));
        WriteTexts(json, "c", pair.Price(day.Last), pair.Quantity(floor.Tapes[pair.Index].Last?.Quantity ?? 0m));
        WriteTexts(json, "v", pair.Quantity(day.Today.Volume), pair.Quantity(day.Full.Volume));
        WriteTexts(json, "p", pair.Price(day.Today.Average), pair.Price(day.Full.Average));
        json.WriteStartArray("t");
        json.WriteNumberValue(day.Today.Trades);
        json.WriteNumberValue(day.Full.Trades);
        json.WriteEndArray();
        WriteTexts(json, "l", pair.Price(day.Today.Low), pair.Price(day.Full.Low));
        WriteTexts(json, "h", pair.Price(day.Today.High), pair.Price(day.Full.High));
        json.WriteString("o", pair.Price(day.Today.Open));
        json.WriteEndObject();
    });

    public Reply Depth(ApiRequest request)
    {
        if (!int.TryParse(request.Parameter("count") ?? $"{DepthUsual}", NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 500) return KrakenJson.Error(KrakenErrors.Argument("count"));
        return OfPairs(request, isOptional: false, (floor, pair, json) =>
        {
            json.WriteStartObject(pair.Id);
            foreach (var (name, side) in new[] { ("asks", Side.Sell), ("bids", Side.Buy) })
            {
                json.WriteStartArray(name);
                foreach (var level in floor.Depth(pair.Index, side).Take(count))
                {
                    json.WriteStartArray();
                    json.WriteStringValue(pair.Price(level.Price));
                    json.WriteStringValue(pair.Quantity(level.Size));
                    json.WriteNumberValue((floor.Markets[pair.Index].At + floor.ClockOffset).ToUnixTimeSeconds());
                    json.WriteEndArray();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        });
    }

    public Reply Trades(ApiRequest request)
    {
        if (!int.TryParse(request.Parameter("count") ?? "1000", NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 1_000) return KrakenJson.Error(KrakenErrors.Argument("count"));
        if (Since(request) is not { } since) return KrakenJson.Error(KrakenErrors.Argument("since"));
        return OfPairs(request, isOptional: false, (floor, pair, json) =>
        {
            var told = floor.Tapes[pair.Index].Trades.Where(trade => KrakenJson.Seconds(trade.At + floor.ClockOffset) > since);
            PrintedTrade[] trades = [.. since > 0m ? told.Take(count) : told.TakeLast(count)];
            json.WriteStartArray(pair.Id);
            foreach (var trade in trades)
            {
                json.WriteStartArray();
                json.WriteStringValue(pair.Price(trade.Price));
                json.WriteStringValue(pair.Quantity(trade.Quantity));
                json.WriteNumberValue(KrakenJson.Seconds(trade.At + floor.ClockOffset));
                json.WriteStringValue(trade.Aggressor == Side.Buy ? "b" : "s");
                json.WriteStringValue("m");
                json.WriteStringValue("");
                json.WriteNumberValue(trade.Id);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteString("last", trades is [.., var last] ? KrakenJson.Nanoseconds(last.At + floor.ClockOffset) : request.Parameter("since") ?? "0");
        });
    }

    public Reply Ohlc(ApiRequest request)
    {
        if (!int.TryParse(request.Parameter("interval") ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var interval) || !Intervals.Contains(interval)) return KrakenJson.Error(KrakenErrors.Argument("interval"));
        if (Since(request) is not { } since) return KrakenJson.Error(KrakenErrors.Argument("since"));
        return OfPairs(request, isOptional: false, (floor, pair, json) =>
        {
            var bars = floor.Tapes[pair.Index].Bars(TimeSpan.FromMinutes(interval), exchange.Clock.GetUtcNow(), RowsMax);
            json.WriteStartArray(pair.Id);
            foreach (var bar in bars.Where(bar => KrakenJson.Seconds(bar.Begin) >= since)) WriteBar(json, pair, bar);
            json.WriteEndArray();
            json.WriteNumber("last", bars is [.., var finished, _] ? finished.Begin.ToUnixTimeSeconds() : 0L);
        });
    }

    private Reply OfPairs(ApiRequest request, bool isOptional, Action<ExchangeFloor, KrakenPair, Utf8JsonWriter> write)
    {
        if (request.Parameter("pair") is not { } named) return isOptional ? Write(pairs.All, write) : KrakenJson.Error(KrakenErrors.Argument("pair"));
        var asked = named.Split(',').Select(pairs.Find).ToArray();
        return asked.Contains(null) ? KrakenJson.Error(KrakenErrors.UnknownPair) : Write(asked!, write);
    }

    private Reply Write(IReadOnlyList<KrakenPair> asked, Action<ExchangeFloor, KrakenPair, Utf8JsonWriter> write) =>
        exchange.Floor.Enter((asked, write), static (floor, what, _) => KrakenJson.Object(json =>
        {
            foreach (var pair in what.asked) what.write(floor, pair, json);
        }));

    // Seconds, whether told in seconds or in nanoseconds; zero where nothing is said.
    private static decimal? Since(ApiRequest request) => request.Parameter("since") is not { Length: > 0 } text ? 0m : KrakenOrder.Amount(text) switch { null => null, > NanosecondsFrom and var nano => nano / 1_000_000_000m, var seconds => seconds };

    private static void WriteBar(Utf8JsonWriter json, KrakenPair pair, PrintedBar bar)
    {
        json.WriteStartArray();
        json.WriteNumberValue(bar.Begin.ToUnixTimeSeconds());
        foreach (var price in new[] { bar.Open, bar.High, bar.Low, bar.Close }) json.WriteStringValue(pair.Price(price));
        json.WriteStringValue(bar.Trades == 0 ? "0.0" : pair.Price(bar.Average));
        json.WriteStringValue(KrakenJson.Fixed(bar.Volume, 8));
        json.WriteNumberValue(bar.Trades);
        json.WriteEndArray();
    }

    private static void WriteFee(Utf8JsonWriter json, string name, decimal rate)
    {
        json.WriteStartArray(name);
        json.WriteStartArray();
        json.WriteNumberValue(0);
        json.WriteNumberValue(rate * 100m / 1.000000000000000000000000000000m);
        json.WriteEndArray();
        json.WriteEndArray();
    }

    private static void WriteTouch(Utf8JsonWriter json, string name, KrakenPair pair, IReadOnlyList<DepthLevel> levels)
    {
        var best = levels is [var first, ..] ? first : default;
        WriteTexts(json, name, pair.Price(best.Price), KrakenJson.Fixed(Math.Floor(best.Size), 0), pair.Quantity(best.Size));
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, params ReadOnlySpan<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
