using System.Globalization;
using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.CoinSpot;

/// <summary>What an account asks about itself.</summary>
internal sealed class CoinSpotAccount(ExchangeParts exchange, PairTable<CoinSpotCoin> coins, CoinSpotMarket market)
{
    private const int RowsUsual = 200;
    private const int RowsMax = 500;
    private const int HistoryMax = 10_000; // as far back as memory reaches
    private const decimal TaxFactor = 1.1m; // a tenth on top of the fee

    /// <summary>Every wallet: a list of objects of one coin each.</summary>
    public Reply Balances(ApiRequest request, string account) => CoinSpotJson.Ok(json =>
    {
        json.WriteEach("balances", AssetHolding.Of(exchange, account, coins.BaseOf), wallet => WriteWallet(json, wallet, isWithAvailable: true));
    });

    /// <summary>One wallet; what is free of it only where that is asked for.</summary>
    public Reply Balance(ApiRequest request, string account, string? coin)
    {
        if (AssetHolding.Of(exchange, account, coins.BaseOf).FirstOrDefault(wallet => CoinSpotCoin.NameOf(wallet.Asset).Equals(coin, StringComparison.OrdinalIgnoreCase)) is not { Asset: not null } found) return CoinSpotErrors.Reply(ApiError.UnknownInstrument);
        return CoinSpotJson.Ok(json =>
        {
            json.WriteStartObject("balance");
            WriteWallet(json, found, request.Query("available") == "yes");
            json.WriteEndObject();
        });
    }

    /// <summary>Orders that rest.</summary>
    public Reply OpenOrders(ApiRequest request, string account) => OfSides(exchange.Accounts.OpenOrders(account).Where(order => IsMeant(request, order.Order.Request.Symbol)), static order => order.Order.Request.Side, (json, order) =>
    {
        var coin = coins.OfSymbol(order.Order.Request.Symbol)!;
        json.WriteString("id", CoinSpotJson.OrderId(order.Order.OrderId));
        json.WriteString("coin", coin.Coin);
        json.WriteString("market", coin.Market);
        json.WriteFigure("amount", order.Quantity - order.Filled);
        json.WriteMoment("created", order.Order.AcceptedAt + order.ClockOffset);
        json.WriteFigure("rate", order.Price);
        json.WriteFigure("total", (order.Quantity - order.Filled) * order.Price);
    });

    /// <summary>Orders that wait for a price: there are none.</summary>
    public static Reply NoOrders(ApiRequest request, string account) => OfSides<Execution>([], static execution => execution.Side, static (_, _) => { });

    /// <summary>Executions, the newest first.</summary>
    /// <param name="request">Whose coin, market, days and number narrow it.</param>
    /// <param name="account">Whose.</param>
    /// <param name="isResting">Whether only those of orders at a rate.</param>
    public Reply Completed(ApiRequest request, string account, bool isResting)
    {
        if (!TryDay(request.Parameter("startdate"), out var first) || !TryDay(request.Parameter("enddate"), out var last)) return CoinSpotErrors.Reply(ApiError.BadRequest);
        var count = int.TryParse(request.Parameter("limit"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, RowsMax) : RowsUsual;
        var told = exchange.Accounts.NewestExecutions(account, HistoryMax).Where(execution => execution.IsTrade && IsMeant(request, execution.Symbol) && IsWithin(execution, first, last));
        var rows = told.Select(execution => (Execution: execution, IsNow: IsNow(account, execution))).Where(row => !isResting || !row.IsNow).Take(count).ToArray();
        return OfSides(rows, static row => row.Execution.Side, (json, row) => WriteExecution(json, row.Execution, row.IsNow));
    }

    private void WriteExecution(Utf8JsonWriter json, Execution execution, bool isNow)
    {
        var coin = coins.OfSymbol(execution.Symbol)!;
        var (worth, fee) = (execution.Notional * AudRate(execution.QuoteAsset), execution.Fee * AudRate(execution.FeeAsset));
        var exGst = Math.Round(fee / TaxFactor, 8);
        json.WriteString("id", CoinSpotJson.RowId(execution.Sequence));
        json.WriteBoolean("otc", false);
        json.WriteString("coin", coin.Coin);
        json.WriteString("type", isNow ? "instant" : "market");
        json.WriteString("market", coin.Market);
        json.WriteFigure("rate", execution.Price);
        json.WriteFigure("amount", execution.Quantity);
        json.WriteFigure("total", execution.Notional);
        json.WriteMoment("solddate", execution.At + exchange.Faults.ClockOffset);
        json.WriteFigure("audfeeExGst", exGst);
        json.WriteFigure("audGst", fee - exGst);
        json.WriteFigure("audtotal", execution.Side == Side.Buy ? worth + fee : worth - fee);
    }

    private void WriteWallet(Utf8JsonWriter json, AssetHolding wallet, bool isWithAvailable)
    {
        var rate = AudRate(wallet.Asset);
        json.WriteStartObject(CoinSpotCoin.NameOf(wallet.Asset));
        json.WriteFigure("balance", wallet.Total);
        if (isWithAvailable) json.WriteFigure("available", wallet.Free);
        json.WriteFigure("audbalance", Math.Round(wallet.Total * rate, 2));
        json.WriteFigure("rate", rate);
        json.WriteEndObject();
    }

    private static Reply OfSides<T>(IEnumerable<T> rows, Func<T, Side> sideOf, Action<Utf8JsonWriter, T> write)
    {
        var bySide = rows.ToLookup(sideOf);
        return CoinSpotJson.Ok(json =>
        {
            json.WriteEach("buyorders", bySide[Side.Buy], row => write(json, row));
            json.WriteEach("sellorders", bySide[Side.Sell], row => write(json, row));
        });
    }

    private bool IsMeant(ApiRequest request, string symbol) => coins.OfSymbol(symbol) is { } coin
        && (request.Parameter("cointype") is not { } asked || coin.Coin.Equals(asked, StringComparison.OrdinalIgnoreCase)) && (request.Parameter("markettype") is not { } quote || coin.Quote.Equals(quote, StringComparison.OrdinalIgnoreCase));

    private bool IsWithin(Execution execution, DateTimeOffset? first, DateTimeOffset? last) =>
        execution.At + exchange.Faults.ClockOffset is var at && (first is null || at >= first) && (last is null || at < last.Value.AddDays(1));

    private bool IsNow(string account, Execution execution) => exchange.Floor.Enter((account, execution.OrderId), static (floor, what, _) =>
        floor.Exchange.Account(what.account).FindOrder(OrderName.Venue(what.OrderId))?.Request is { Kind: OrderKind.Market } or { Lifetime: Lifetime.FillOrKill });

    // A day as YYYY-MM-DD or any moment of it in milliseconds: the filter is by days.
    private static bool TryDay(string? text, out DateTimeOffset? day)
    {
        day = null;
        if (text is null) return true;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)) day = new DateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime.Date, TimeSpan.Zero);
        else if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) day = new DateTimeOffset(date, TimeSpan.Zero);
        return day is not null;
    }

    private decimal AudRate(string asset) =>
        asset == CoinSpotCoin.Home ? 1m : coins.Find(CoinSpotCoin.NameOf(asset), null) is { } coin ? market.Last(coin) : 0m;
}
