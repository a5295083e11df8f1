using System.Globalization;
using System.Text.Json;
using TradingDaemon.Sandbox.Alpaca.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Alpaca;

/// <summary>What the market data interface answers. Of quotes only the present one is kept.</summary>
internal sealed class AlpacaPrices(ExchangeParts exchange, AlpacaMarkets markets)
{
    private const int PageUsual = 1_000;
    private const int PageMax = 10_000;
    private const int BarsMax = 10_000;

    /// <summary>Answers a path below a class of assets; null when there is no such thing.</summary>
    public Reply? Answer(ApiRequest request, string[] path, string of) => path switch
    {
        ["latest", ("quotes" or "trades" or "bars" or "orderbooks") and var kind] when of == AlpacaMarket.Coins => Latest(Asked(request, of), kind),
        [("quotes" or "trades" or "bars") and var kind, "latest"] when of != AlpacaMarket.Coins => Latest(Asked(request, of), kind),
        [var symbol, ("quotes" or "trades" or "bars") and var kind, "latest"] when of != AlpacaMarket.Coins => LatestOfOne(markets.OfSymbol(symbol, of), kind),
        ["snapshots"] => Snapshots(Asked(request, of), isWrapped: of != AlpacaMarket.Shares),
        [var symbol, "snapshot"] when of != AlpacaMarket.Coins => markets.OfSymbol(symbol, of) is { } market ? Told(json => WriteSnapshot(json, market, symbol)) : Invalid(symbol),
        [("quotes" or "trades" or "bars") and var kind] => Rows(request, Asked(request, of), kind, isSingle: false),
        [var symbol, ("quotes" or "trades" or "bars") and var kind] when of != AlpacaMarket.Coins => Rows(request, ([markets.OfSymbol(symbol, of)!], symbol), kind, isSingle: true),
        _ => null,
    };

    private (AlpacaMarket?[] Markets, string Spelled) Asked(ApiRequest request, string of) =>
        ([.. (request.Query("symbols") ?? "").Split(',').Select(symbol => markets.OfSymbol(symbol, of))], request.Query("symbols") ?? "");

    private static Reply Invalid(string spelled) => AlpacaJson.Reply(json => AlpacaJson.WriteObject(json, () => json.WriteString("message", $"invalid symbol: {spelled} does not match ^[A-Z]+/[A-Z]+$")), 400);

    private static Reply Told(Action<Utf8JsonWriter> write) => AlpacaJson.Reply(write);

    private Reply Latest((AlpacaMarket?[] Markets, string Spelled) asked, string kind)
    {
        if (asked.Markets.Contains(null)) return Invalid(asked.Spelled);
        return Told(json => AlpacaJson.WriteObject(json, () =>
        {
            json.WriteStartObject(kind);
            foreach (var market in asked.Markets)
                if (Newest(market!, kind) is { } write) WriteNamed(json, market!.Symbol, write);
            json.WriteEndObject();
        }));
    }

    private Reply LatestOfOne(AlpacaMarket? market, string kind)
    {
        if (market is null) return Invalid("");
        return Told(json => AlpacaJson.WriteObject(json, () =>
        {
            json.WriteString("symbol", market.Symbol);
            if (Newest(market, kind) is { } write) WriteNamed(json, kind[..^1], write);
        }));
    }

    private Reply Snapshots((AlpacaMarket?[] Markets, string Spelled) asked, bool isWrapped)
    {
        if (asked.Markets.Contains(null)) return Invalid(asked.Spelled);
        return Told(json => AlpacaJson.WriteObject(json, () =>
        {
            if (isWrapped) json.WriteStartObject("snapshots");
            foreach (var market in asked.Markets) WriteNamed(json, market!.Symbol, json => WriteSnapshot(json, market, null));
            if (isWrapped) json.WriteEndObject();
            if (asked.Markets is [{ Class: AlpacaMarket.Options }, ..]) json.WriteNull("next_page_token");
        }));
    }

    // Rows of all symbols together are counted; the mark of the next page is how many were told.
    private Reply Rows(ApiRequest request, (AlpacaMarket?[] Markets, string Spelled) asked, string kind, bool isSingle)
    {
        if (asked.Markets.Contains(null)) return Invalid(asked.Spelled);
        if (!int.TryParse(request.Query("limit") ?? $"{PageUsual}", NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit is < 1 or > PageMax
            || !int.TryParse(request.Query("page_token") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var told)
            || (kind == "bars" && Interval(request.Query("timeframe")) is null)) return AlpacaJson.Reply(static json => AlpacaJson.WriteObject(json, () => json.WriteString("message", "Invalid format for parameter")), 400);
        var all = asked.Markets.SelectMany(market => RowsOf(request, market!, kind).Select(row => (market!.Symbol, row.Write))).ToArray();
        var page = all.Skip(told).Take(limit).ToArray();
        return Told(json => AlpacaJson.WriteObject(json, () =>
        {
            json.WritePropertyName(kind);
            if (isSingle) AlpacaJson.WriteList(json, page, row => row.Write(json));
            else AlpacaJson.WriteObject(json, () =>
            {
                foreach (var rows in page.GroupBy(static row => row.Symbol)) WriteNamed(json, rows.Key, json => AlpacaJson.WriteList(json, rows, row => row.Write(json)));
            });
            if (isSingle) json.WriteString("symbol", asked.Spelled);
            if (told + page.Length < all.Length) json.WriteString("next_page_token", (told + page.Length).ToString(CultureInfo.InvariantCulture));
            else json.WriteNull("next_page_token");
        }));
    }

    private IEnumerable<(DateTimeOffset At, Action<Utf8JsonWriter> Write)> RowsOf(ApiRequest request, AlpacaMarket market, string kind)
    {
        var (start, end, now) = (AlpacaTimes.Read(request.Query("start")), AlpacaTimes.Read(request.Query("end")), exchange.Clock.GetUtcNow());
        IEnumerable<(DateTimeOffset At, Action<Utf8JsonWriter> Write)> rows = exchange.Floor.Enter((market, kind), (floor, what, _) => what.kind switch
        {
            "trades" => [.. floor.Tapes[what.market.Index].Trades.Select(trade => (trade.At + floor.ClockOffset, Write: (Action<Utf8JsonWriter>)(json => AlpacaRows.WriteTrade(json, trade, what.market, floor.ClockOffset))))],
            "bars" => [.. floor.Tapes[what.market.Index].Bars(Interval(request.Query("timeframe"))!.Value, now, BarsMax).Select(bar => (bar.Begin, Write: (Action<Utf8JsonWriter>)(json => AlpacaRows.WriteBar(json, bar))))],
            _ => Newest(what.market, "quotes") is { } quote ? new (DateTimeOffset, Action<Utf8JsonWriter>)[] { (exchange.Now, quote) } : [],
        });
        rows = rows.Where(row => (start is null || row.At >= start) && (end is null || row.At <= end));
        return request.Query("sort") == "desc" ? rows.Reverse() : rows;
    }

    private Action<Utf8JsonWriter>? Newest(AlpacaMarket market, string kind) => exchange.Floor.Enter<(AlpacaMarket market, string kind), Action<Utf8JsonWriter>?>((market, kind), (floor, what, now) => what.kind switch
    {
        "trades" => floor.Tapes[what.market.Index].Last is { } trade ? json => AlpacaRows.WriteTrade(json, trade, what.market, floor.ClockOffset) : null,
        "bars" => floor.Tapes[what.market.Index].Bars(TimeSpan.FromMinutes(1), now, 1) is [var bar] ? json => AlpacaRows.WriteBar(json, bar) : null,
        "orderbooks" => AlpacaRows.Book(floor, what.market, exchange.Now),
        _ => AlpacaRows.Quote(floor, what.market, exchange.Now),
    });

    private void WriteSnapshot(Utf8JsonWriter json, AlpacaMarket market, string? symbol) => AlpacaJson.WriteObject(json, () =>
    {
        if (symbol is not null) json.WriteString("symbol", symbol);
        var now = exchange.Clock.GetUtcNow();
        var day = exchange.Floor.Enter(market.Index, (floor, index, _) => floor.Tapes[index].Bars(TimeSpan.FromDays(1), now, 1));
        if (Newest(market, "trades") is { } trade) WriteNamed(json, "latestTrade", trade);
        if (Newest(market, "quotes") is { } quote) WriteNamed(json, "latestQuote", quote);
        if (market.Class == AlpacaMarket.Options)
        {
            if (exchange.Floor.Enter(market, (floor, option, _) => AlpacaGreeks.Of(floor, markets, option, now)) is var (delta, gamma)) WriteNamed(json, "greeks", json => AlpacaJson.WriteObject(json, () =>
            {
                json.WriteNumber("delta", delta);
                json.WriteNumber("gamma", gamma);
            }));
            return;
        }

        if (Newest(market, "bars") is { } minute) WriteNamed(json, "minuteBar", minute);
        if (day is [var bar]) WriteNamed(json, "dailyBar", json => AlpacaRows.WriteBar(json, bar));
    });

    private static void WriteNamed(Utf8JsonWriter json, string name, Action<Utf8JsonWriter> write)
    {
        json.WritePropertyName(name);
        write(json);
    }

    private static TimeSpan? Interval(string? word)
    {
        var digits = word?.TakeWhile(char.IsAsciiDigit).Count() ?? 0;
        if (digits is 0 or > 2) return null;
        var count = int.Parse(word!.AsSpan(0, digits), CultureInfo.InvariantCulture);
        return (count, word![digits..].ToUpperInvariant()) switch
        {
            ( >= 1 and <= 59, "MIN" or "T") => TimeSpan.FromMinutes(count),
            ( >= 1 and <= 23, "HOUR" or "H") => TimeSpan.FromHours(count),
            (1, "DAY" or "D") => TimeSpan.FromDays(1),
            _ => null,
        };
    }
}
