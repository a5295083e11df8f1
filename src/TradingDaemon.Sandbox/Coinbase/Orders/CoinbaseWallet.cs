using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Coinbase.Spelling;
using TradingDaemon.Sandbox.Protocols;

namespace TradingDaemon.Sandbox.Coinbase.Orders;

/// <summary>What an account has of an asset.</summary>
/// <param name="Asset">Such as <c>BTC</c>.</param>
/// <param name="Free">Not held by orders.</param>
/// <param name="Held">By open orders.</param>
internal readonly record struct CoinbaseWallet(string Asset, decimal Free, decimal Held)
{
    /// <summary>Every wallet of an account, empty ones too, in the assets' order: here cash and coins are one thing.</summary>
    public static IReadOnlyList<CoinbaseWallet> Of(ExchangeParts exchange, CoinbaseProducts products, string account) => exchange.Floor.Enter(true, (floor, _, _) =>
    {
        var balances = exchange.Accounts.Balances(account);
        var wallets = new SortedDictionary<string, CoinbaseWallet>(StringComparer.Ordinal);
        foreach (var product in products.All)
        {
            Add(product.Rules.Base, 0m, 0m);
            Add(product.Rules.Quote, 0m, 0m);
        }

        foreach (var (currency, amount) in balances.Cash) Add(currency, amount, amount - balances.FreeCash.GetValueOrDefault(currency));
        foreach (var (symbol, amount) in balances.Holdings)
            if (products.OfSymbol(symbol) is { } product) Add(product.Rules.Base, amount, 0m);
        foreach (var order in floor.Exchange.Account(account).OpenOrders())
            if (order.Request is { Side: Side.Sell, Kind: OrderKind.Limit } && products.OfSymbol(order.Request.Symbol) is { } sold) Add(sold.Rules.Base, 0m, order.Remaining);
        return (IReadOnlyList<CoinbaseWallet>)[.. wallets.Values];

        void Add(string asset, decimal total, decimal held)
        {
            var before = wallets.GetValueOrDefault(asset);
            wallets[asset] = new CoinbaseWallet(asset, before.Free + total - held, before.Held + held);
        }
    });
}
