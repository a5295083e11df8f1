using System.Globalization;
using TradingDaemon.Sandbox.Coinbase.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Coinbase;

/// <summary>What an account asks about its money and its key.</summary>
internal sealed class CoinbaseAccount(ExchangeParts exchange, PairTable<CoinbaseProduct> products)
{
    private const int PageUsual = 49;
    private const int PageMax = 250;
    private static readonly string[] Volumes = ["total_volume", "total_fees", "advanced_trade_only_volume", "advanced_trade_only_fees", "coinbase_pro_volume", "coinbase_pro_fees"]; // not counted here
    private const string Opened = "2026-01-01T00:00:00.000000Z";

    /// <summary>Wallets, page by page: a page begins after the wallet its mark names.</summary>
    public Reply Accounts(ApiRequest request, string account)
    {
        var wallets = AssetHolding.Of(exchange, account, products.BaseOf, products.All.SelectMany(static product => new[] { product.Rules.Base, product.Rules.Quote })); // empty ones too
        var after = request.Query("cursor") is { Length: > 0 } mark ? wallets.TakeWhile(wallet => CoinbaseNames.Wallet(account, wallet.Asset) != mark).Count() + 1 : 0;
        if (after > wallets.Count) return CoinbaseErrors.Invalid("cursor");
        var count = int.TryParse(request.Query("limit"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is > 0 and <= PageMax ? asked : PageUsual;
        AssetHolding[] page = [.. wallets.Skip(after).Take(count)];
        var hasNext = after + page.Length < wallets.Count;
        return CoinbaseJson.Object(json =>
        {
            json.WriteEach("accounts", page, wallet =>
            {
                json.WriteString("uuid", CoinbaseNames.Wallet(account, wallet.Asset));
                json.WriteString("name", $"{wallet.Asset} Wallet");
                json.WriteString("currency", wallet.Asset);
                json.WriteMoney("available_balance", wallet.Free, wallet.Asset);
                json.WriteBoolean("default", false);
                json.WriteBoolean("active", true);
                json.WriteString("created_at", Opened);
                json.WriteString("updated_at", CoinbaseJson.Time(exchange.Now));
                json.WriteNull("deleted_at");
                json.WriteString("type", wallet.Asset is "USD" or "EUR" or "GBP" ? "ACCOUNT_TYPE_FIAT" : "ACCOUNT_TYPE_CRYPTO");
                json.WriteBoolean("ready", true);
                json.WriteMoney("hold", wallet.Held, wallet.Asset);
                json.WriteString("retail_portfolio_id", CoinbaseNames.Portfolio(account));
                json.WriteString("platform", "ACCOUNT_PLATFORM_CONSUMER");
            });
            json.WriteBoolean("has_next", hasNext);
            json.WriteString("cursor", hasNext ? CoinbaseNames.Wallet(account, page[^1].Asset) : "");
            json.WriteNumber("size", page.Length);
        });
    }

    public Reply KeyPermissions(ApiRequest request, string account) => CoinbaseJson.Object(json =>
    {
        json.WriteBoolean("can_view", true);
        var key = CoinbaseToken.Read(CoinbaseEntrance.TokenOf(request)) is { } token ? exchange.Keys.Find(token.Key) : null;
        json.WriteBoolean("can_trade", key is { MayTrade: true });
        json.WriteBoolean("can_transfer", key is { MayWithdraw: true });
        json.WriteString("portfolio_uuid", CoinbaseNames.Portfolio(account));
        json.WriteString("portfolio_type", "DEFAULT");
    });

    public Reply TransactionSummary(ApiRequest request, string account) => CoinbaseJson.Object(json =>
    {
        var fees = products.All is [var first, ..] ? first.Rules.Fees : default;
        foreach (var none in Volumes) json.WriteNumber(none, 0);
        json.WriteObject("fee_tier", tier =>
        {
            tier.WriteString("pricing_tier", "");
            tier.WriteString("usd_from", "0");
            tier.WriteString("usd_to", "10000");
            tier.WriteAmount("taker_fee_rate", fees.TakerRate);
            tier.WriteAmount("maker_fee_rate", fees.MakerRate);
        });
        json.WriteNull("margin_rate");
        json.WriteNull("goods_and_services_tax");
        json.WriteString("total_balance", "");
        json.WriteBoolean("has_promo_fee", false);
    });
}
